/** office.held: the contracts of a zone that wait for the regulators, with the rule that holds them, its figures and what would fit. */
import type { HeldRow } from "../../../shared/ipc/officeViews.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import { filledSlots } from "../../../shared/ledger/positions.ts";
import type { ContractRecord } from "../../../shared/ledger/records.ts";
import { HORIZON } from "../../../shared/ledger/screening.ts";
import { firstOpenSlot, gateOf, slotOf } from "../../../shared/ledger/time.ts";
import type { Params } from "../../../shared/ledger/params.ts";
import { findingText } from "../../../shared/words/findings.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import { type Joined, labelOf } from "../joined.ts";
import { gridFor, marketAt } from "../market.ts";
import { fitting } from "./fits.ts";
import { carriersOf, zoneNamed } from "./place.ts";
import { wholeZone } from "./wholeZone.ts";

/** A hold ends at the contract's first gate, so all slots of a held contract are still ahead. First to lapse first. */
export async function heldRows(joined: Joined, page: Page, id: string | null): Promise<HeldRow[]> {
  const at = await marketAt(joined, page);
  const zone = await zoneNamed(page, at, id);
  const perCarrier = await Promise.all(
    carriersOf(at.params).map(async (carrier) => {
      const grid = gridFor(at.params, carrier);
      const from = firstOpenSlot(grid, at.now);
      const all = await wholeZone(page, { zone: zone.id, carrier, from, to: slotOf(grid, at.now + HORIZON) + 1 });
      return [...all].filter(([, state]) => state === "held").map(([contract]) => contract);
    }),
  );
  const found = await Promise.all(perCarrier.flat().map((contract) => page.query("contract", { id: contract })));
  return found
    .flatMap((one) => (one?.contract.state === "held" ? [rowOf(joined, at.params, zone.id, one.contract)] : []))
    .toSorted((a, b) => a.gate - b.gate);
}

function rowOf(joined: Joined, params: Params, zone: string, contract: ContractRecord): HeldRow {
  const { terms, admitted } = contract;
  const held = admitted.findings.filter(({ rule, figure, limit, unit }) => {
    // A condition holds at 1; a figure holds up to its limit.
    const failed = unit === "state" ? figure < limit : figure > limit;
    return failed && admitted.held.includes(rule);
  });
  return {
    id: contract.id,
    zone,
    seller: labelOf(joined, terms.seller),
    buyer: labelOf(joined, terms.buyer),
    type: terms.type,
    carrier: terms.carrier,
    energy: { first: terms.energy.first, wh: [...terms.energy.wh] },
    total: sum(terms.energy.wh),
    price: terms.price,
    gate: gateOf(gridFor(params, terms.carrier), filledSlots(terms.energy)[0]?.slot ?? terms.energy.first),
    rules: held.map(({ rule, figure, limit, unit }) => ({ rule, name: findingText(rule), figure, limit, unit })),
    fits: fitting(terms, held),
  };
}
