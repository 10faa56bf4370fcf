/** What a scenario came to, in words: what happened, contracts, slots, money per pair, refusals, and the final state's hash. */
import { toHex } from "../../shared/codec/bytes.ts";
import type { ContractRecord, SlotRecord } from "../../shared/ledger/records.ts";
import { slotStart } from "../../shared/ledger/time.ts";
import { under } from "../../shared/state/reader.ts";
import { clock, kWh, type Lang, moment, yuan } from "../../shared/words/format.ts";
import { refusalText } from "../../shared/words/refusals.ts";
import { owedBetween } from "./checks.ts";
import { UTC_OFFSET } from "./market.ts";
import type { Played, Told } from "./player.ts";

/** One line per thing that happened. */
export function lineOf(told: Told, lang: Lang): string {
  switch (told.what) {
    case "moved":
      return `${moment(told.market + UTC_OFFSET, lang)}`;
    case "note":
      return `    ${told.text}`;
    case "sent": {
      const name = told.name === "" ? "" : ` (${told.name})`;
      const head = `  ${clock(told.market + UTC_OFFSET)}  ${told.by.padEnd(10)} ${told.kind}${name}`;
      if (told.result.code === 0) return head;
      const { data, code } = told.result;
      const why =
        data === null
          ? ""
          : `${data.rule}: ${refusalText(data, lang, { slotSeconds: 900, startSeconds: 0, utcOffset: UTC_OFFSET })}`;
      return `${head}\n      ${code === 1 ? "refused" : "not valid"}, ${why}`;
    }
    case "checked":
      return `  ok     ${told.about}`;
    case "failed":
      return `  FAILED step ${told.step}: ${told.problem}`;
  }
}

export interface Report {
  readonly contracts: readonly {
    readonly id: string;
    readonly seller: string;
    readonly buyer: string;
    readonly how: string;
    readonly state: string;
    readonly deliveredWh: number;
    readonly slots: readonly (Pick<SlotRecord, "slot" | "state" | "q" | "cut"> & {
      readonly starts: number;
      readonly delivered: number | null;
      readonly liability: string | null;
    })[];
  }[];
  /** Net of everything stated per pair: what `from` owes `to`, micro. */
  readonly money: readonly { readonly from: string; readonly to: string; readonly amount: number }[];
  readonly refusals: readonly {
    readonly by: string;
    readonly kind: string;
    readonly name: string;
    readonly refusal: unknown;
  }[];
  readonly height: number;
  readonly stateHash: string;
  readonly failures: number;
}

export function reportOf(played: Played): Report {
  const { chain, nameOf, told } = played;
  const contracts = Array.from(chain.state.range(...under("contract/")), ([key]) =>
    key.slice("contract/".length),
  ).flatMap((id) => {
    const found = chain.query("contract", { id });
    return found ? [contractOf(found.contract, found.slots, played)] : [];
  });
  const pairs = new Set(
    Array.from(chain.state.range(...under("statement/")), ([key]) => key.split("/").slice(1, 3).join("/")),
  );
  const money = [...pairs].map((pair) => {
    const [a = "", b = ""] = pair.split("/");
    const amount = owedBetween(chain, a, b);
    return amount < 0
      ? { from: nameOf(b), to: nameOf(a), amount: -amount }
      : { from: nameOf(a), to: nameOf(b), amount };
  });
  const refusals = told.flatMap((one) =>
    one.what === "sent" && one.result.code !== 0
      ? [{ by: one.by, kind: one.kind, name: one.name, refusal: one.result.data }]
      : [],
  );
  return {
    contracts,
    money,
    refusals,
    height: chain.height,
    stateHash: toHex(chain.state.root),
    failures: played.failures,
  };
}

function contractOf(
  contract: ContractRecord,
  slots: readonly SlotRecord[],
  played: Played,
): Report["contracts"][number] {
  const { terms, id, state, delivered, basis } = contract;
  const grid = played.names.grid(terms.carrier);
  return {
    id,
    seller: played.nameOf(terms.seller),
    buyer: played.nameOf(terms.buyer),
    how: basis.how,
    state,
    deliveredWh: delivered,
    slots: slots.map(({ slot, state: at, q, cut, settled }) => ({
      slot,
      starts: slotStart(grid, slot),
      state: at,
      q,
      cut,
      delivered: settled?.delivered ?? null,
      liability: settled?.liability ?? null,
    })),
  };
}

export function reportLines(report: Report): readonly string[] {
  return [
    "",
    "Contracts",
    ...report.contracts.flatMap(({ seller, buyer, how, state, deliveredWh, slots, id }) => [
      `  ${id.slice(0, 8)}  ${seller} → ${buyer}, ${how}: ${state}, ${kWh(deliveredWh)} delivered`,
      ...slots.map(
        (slot) =>
          `    ${moment(slot.starts + UTC_OFFSET, "en")}  ${kWh(slot.q)}${slot.cut > 0 ? ` less ${kWh(slot.cut)} curtailed` : ""}  ${slot.state}` +
          (slot.delivered === null ? "" : `, ${kWh(slot.delivered)} delivered, liable: ${slot.liability ?? "none"}`),
      ),
    ]),
    "Money stated per pair, net",
    ...report.money.map(({ from, to, amount }) => `  ${from} owes ${to} ${yuan(amount)}`),
    "Refusals",
    ...report.refusals.map(
      ({ by, kind, name, refusal }) => `  ${by} ${kind}${name && ` (${name})`}: ${JSON.stringify(refusal)}`,
    ),
    `State after block ${report.height}: ${report.stateHash}`,
  ];
}
