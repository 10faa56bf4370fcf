/** Where the power goes right now, and what it earns per hour. Watts and micro-currency per hour, integers throughout. */
import type { ContractRow, HomeView, PartyLabel } from "../../../shared/ipc/marketViews.ts";
import { lineOf } from "../../parts/figures.ts";

export interface Share {
  /** `left` and `lacking`: while the contracts are not verified, nobody can say where it goes. */
  readonly kind: "own" | "sold" | "bought" | "gridOut" | "gridIn" | "left" | "lacking";
  readonly watts: number;
  readonly party: PartyLabel | null;
  /** Micro per kWh, and per hour at this power; null while tariff or price is not verified. */
  readonly price: number | null;
  readonly perHour: number | null;
}
/** What is held, refused or ended delivers nothing. */
const isBinding = ({ stage }: ContractRow): boolean =>
  stage !== "held" && stage !== "refused" && stage !== "terminated";

export interface NowFlows {
  readonly surplus: number;
  readonly shares: readonly Share[];
  /** Positive earns, negative costs; null while a price is missing. */
  readonly perHour: number | null;
}

export function flowsNow(
  making: number,
  using: number,
  slot: number,
  slotSeconds: number,
  contracts: readonly ContractRow[] | null,
  limits: HomeView["limits"],
): NowFlows {
  const surplus = making - using;
  const own = Math.min(making, using);
  const side = surplus >= 0 ? "sell" : "buy";
  const shares: Share[] = [];
  let left = Math.abs(surplus);
  for (const row of contracts ?? []) {
    if (row.carrier !== "electricity" || row.side !== side || !isBinding(row) || left === 0) continue;
    const wh = row.energy.wh[slot - row.energy.first] ?? 0;
    const watts = Math.min(left, Math.floor((wh * 3600) / slotSeconds));
    if (watts <= 0) continue;
    left -= watts;
    shares.push({
      kind: side === "sell" ? "sold" : "bought",
      watts,
      party: row.party,
      price: row.price,
      perHour: lineOf(watts, row.price),
    });
  }
  if (left > 0) {
    const tariff = limits === null || contracts === null ? null : side === "sell" ? limits.feedIn : limits.retail;
    shares.push({
      kind: contracts === null ? (side === "sell" ? "left" : "lacking") : side === "sell" ? "gridOut" : "gridIn",
      watts: left,
      party: null,
      price: tariff,
      perHour: tariff === null ? null : lineOf(left, tariff),
    });
  }
  const sum = shares.reduce<number | null>(
    (all, s) => (all === null || s.perHour === null ? null : all + s.perHour),
    0,
  );
  const retail = limits?.retail ?? null;
  if (own > 0)
    shares.unshift({
      kind: "own",
      watts: own,
      party: null,
      price: retail,
      perHour: retail === null ? null : lineOf(own, retail),
    });
  return { surplus, shares, perHour: sum === null ? null : side === "sell" ? sum : -sum };
}

/** Today's contracts in sum: delivered Wh each way and what they come to so far, as the ledger has it. */
export function tradedToday(contracts: readonly ContractRow[], first: number, slots: number) {
  const mine = contracts.filter(
    (row) => row.carrier === "electricity" && row.energy.first >= first && row.energy.first < first + slots,
  );
  const of = (side: "sell" | "buy") =>
    mine.filter((row) => row.side === side).reduce((all, row) => all + row.delivered, 0);
  return { sold: of("sell"), bought: of("buy"), amount: mine.reduce((all, row) => all + row.amount, 0) };
}
