/** Contracts and own offers as blocks on a day's ribbon. Slots of a carrier's grid become slots of the day by the day's first slot. */
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import type { BookRow, ContractRow } from "../../shared/ipc/marketViews.ts";
import { partyName } from "../frame/names.ts";
import type { Block } from "../parts/ribbon/blocks.ts";

/** What is not delivered, or not bound to be. */
const NOT_THERE: ReadonlySet<ContractRow["stage"]> = new Set(["held", "refused", "terminated"]);
/** Past slots of a contract count as delivered from the stage at which the ledger has metered them. */
const METERED: ReadonlySet<ContractRow["stage"]> = new Set([
  "metered",
  "provisional",
  "final",
  "due",
  "claimed",
  "paid",
]);
const doneTo = (row: ContractRow, nowSlot: number): number => {
  const end = row.energy.first + row.energy.wh.length;
  if (METERED.has(row.stage)) return end;
  if (row.stage === "delivering") return Math.min(end, nowSlot);
  return row.energy.first;
};

export const touches = (energy: { first: number; wh: readonly number[] }, from: number, to: number): boolean =>
  energy.first < to && energy.first + energy.wh.length > from;

export function dayBlocks(input: {
  contracts: readonly ContractRow[];
  offers: readonly BookRow[];
  carrier: ContractRow["carrier"];
  /** First slot of the day on the carrier's grid, and how many. */
  first: number;
  slots: number;
  nowSlot: number;
  lang: Lang;
}): Block[] {
  const { first, slots, lang } = input;
  const contracts = input.contracts
    .filter(
      (row) => row.carrier === input.carrier && !NOT_THERE.has(row.stage) && touches(row.energy, first, first + slots),
    )
    .map((row): Block => ({
      key: row.id,
      from: row.energy.first - first,
      wh: row.energy.wh,
      side: row.side,
      done: doneTo(row, input.nowSlot) - first,
      offer: false,
      label: partyName(row.party, lang),
    }));
  const offers = input.offers
    .filter((row) => row.mine && touches(row.energy, first, first + slots))
    .map((row): Block => ({
      key: row.id,
      from: row.energy.first - first,
      wh: row.energy.wh,
      side: row.side,
      done: 0,
      offer: true,
      label: "",
    }));
  return [...contracts, ...offers];
}
