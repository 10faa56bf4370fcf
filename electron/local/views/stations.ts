/** The stations of a contract's life in order, each with when, at which height and by whom, as far as verified records say. */
import type { ContractView } from "../../../shared/ipc/marketViews.ts";
import { partiesOf } from "./signatures.ts";
import { slotEnd, slotStart } from "../../../shared/ledger/time.ts";
import { type Joined, labelOf } from "../joined.ts";
import { gridFor } from "../market.ts";
import type { ContractFacts } from "./contractFacts.ts";

type Station = ContractView["stations"][number];
type Done = { readonly at: number | null; readonly height: number | null; readonly by?: string };

export function stationsOf(joined: Joined, { contract, slots, statements, params, now }: ContractFacts): Station[] {
  const { basis, offeredAt, admitted, terms } = contract;
  const signers = partiesOf(basis);
  const grid = gridFor(params, terms.carrier);
  const first = slots[0];
  const last = slots.at(-1);
  const started = first !== undefined && slotStart(grid, first.slot) <= now;
  const over = last !== undefined && slotEnd(grid, last.slot) <= now;
  const settled = slots.flatMap((slot) => (slot.settled ? [slot.settled.at] : []));
  const latest = settled.toSorted((a, b) => a.height - b.height).at(-1);
  const allSettled = settled.length === slots.length;
  const final = slots.length > 0 && slots.every((slot) => slot.state === "final");
  const finalAt = slots
    .flatMap((slot) => (slot.finalAt ? [slot.finalAt] : []))
    .toSorted((a, b) => a.height - b.height)
    .at(-1);
  const paid = statements.length > 0 && final && statements.every((statement) => statement.state === "paid");
  const payment = statements.flatMap((statement) => (statement.paid ? [statement.paid] : [])).at(-1);
  const lastStatement = statements.at(-1);
  const claimed = lastStatement?.claim ?? null;
  const done: Record<Station["name"], Done | null> = {
    offered: { at: offeredAt.market, height: offeredAt.height, by: signers.first },
    signed: { at: admitted.market, height: admitted.height, by: signers.second },
    screened: { at: admitted.market, height: admitted.height },
    // Held it waits for the regulators; refused it never was.
    admitted:
      contract.state === "held" || contract.state === "refused"
        ? null
        : { at: admitted.market, height: admitted.height },
    delivering: over && last ? { at: slotEnd(grid, last.slot), height: null } : null,
    metered: allSettled && latest ? { at: latest.market, height: latest.height } : null,
    settled: allSettled && latest ? { at: latest.market, height: latest.height } : null,
    final: final ? { at: finalAt?.market ?? null, height: finalAt?.height ?? null } : null,
    paid: paid ? { at: payment?.market ?? null, height: payment?.height ?? null } : null,
  };
  let reached = true;
  return (Object.keys(done) as Station["name"][]).map((name) => {
    const end = reached ? done[name] : null;
    const current = reached && end === null;
    if (end === null) reached = false;
    // When delivery begins is fixed, so it is told before it does; until then the contract stands at its admission.
    const begins = name === "delivering" && first ? slotStart(grid, first.slot) : null;
    const waits = current && name === "delivering" && !started;
    const standsHere = end !== null && name === "admitted" && !started;
    const claim = name === "paid" && claimed ? claimed : null;
    return {
      name,
      state: standsHere || (current && !waits) ? "now" : end ? "done" : "next",
      at: end?.at ?? begins ?? (current ? (claim?.market ?? null) : null),
      height: end?.height ?? (current ? (claim?.height ?? null) : null),
      by: end?.by === undefined ? null : labelOf(joined, end.by),
    };
  });
}
