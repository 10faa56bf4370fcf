/** From what an operator typed to the intent that the ledger would take: kW to Wh per slot, times to slots. Pure; null while something is missing. */
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import { OfficeIntent } from "../../../shared/ipc/officeIntent.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { localSeconds } from "./MarketMoment.tsx";

export const SIGNALS = ["supply", "transfer", "call", "curtail", "outage", "factor"] as const;
export type Signal = (typeof SIGNALS)[number];

type Figure = number | string;
export interface SignalForm {
  readonly from: string;
  readonly to: string;
  readonly until: string;
  readonly deliverable: Figure;
  readonly demand: Figure;
  readonly target: string;
  readonly flow: Figure;
  readonly cap: Figure;
  readonly price: Figure;
  readonly most: Figure;
  readonly side: "sell" | "buy";
  readonly keep: Figure;
  readonly party: string;
  readonly factor: Figure;
}

type Market = Pick<HomeView["market"], "grids" | "utcOffset">;

/** Market seconds of a typed local moment. */
export function marketOf(text: string, market: Pick<Market, "utcOffset">): number | undefined {
  const local = localSeconds(text);
  return local === null ? undefined : local - market.utcOffset;
}

/** The slot that starts at or after a typed moment. */
export function slotFrom(text: string, carrier: Carrier, market: Market): number | undefined {
  const seconds = marketOf(text, market);
  const grid = market.grids[carrier];
  return seconds === undefined || !grid ? undefined : Math.ceil((seconds - grid.startSeconds) / grid.slotSeconds);
}

/** `reason`: for the kinds that state one. */
export function signalIntent(
  signal: Signal,
  form: SignalForm,
  place: { readonly zone: string; readonly carrier: Carrier },
  market: Market,
  reason: string,
): OfficeIntent | null {
  const parsed = OfficeIntent.safeParse(draft());
  return parsed.success ? parsed.data : null;

  function draft(): unknown {
    const { zone, carrier } = place;
    const grid = market.grids[carrier];
    const from = marketOf(form.from, market);
    const first = slotFrom(form.from, carrier, market);
    const end = slotFrom(form.to, carrier, market);
    const count = first === undefined || end === undefined ? undefined : end - first;
    const wh = (kw: Figure) =>
      typeof kw === "number" && grid ? Math.round((kw * 1000 * grid.slotSeconds) / 3600) : undefined;
    const ppm = (percent: Figure) => (typeof percent === "number" ? Math.round(percent * 10_000) : undefined);
    switch (signal) {
      case "supply":
        return {
          kind: "grid.supply",
          zone,
          carrier,
          from,
          deliverable: wh(form.deliverable),
          demand: wh(form.demand),
        };
      case "transfer":
        return { kind: "grid.transfer", carrier, source: zone, target: form.target, from, wh: wh(form.flow) };
      case "call":
        return {
          kind: "grid.call",
          zone,
          carrier,
          first,
          count,
          capPpm: ppm(form.cap),
          price: typeof form.price === "number" ? Math.round(form.price * 1_000_000) : undefined,
          until: marketOf(form.until, market),
          most: form.most,
        };
      case "curtail":
        return { kind: "grid.curtail", zone, carrier, side: form.side, first, count, keepPpm: ppm(form.keep), reason };
      case "outage": {
        const party = form.party.trim();
        return { kind: "grid.outage", zone, carrier, party: party === "" ? null : party, first, count, reason };
      }
      case "factor":
        return { kind: "grid.factor", zone, slot: slotFrom(form.from, "gas", market), whPerM3: form.factor };
    }
  }
}

/** Slot totals, one slot a line: kWh fed in, kWh taken; undefined while a line is neither. */
export function totalsIn(text: string): readonly { readonly sold: number; readonly bought: number }[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const totals = lines.map((line) => {
    const [sold, bought, more] = line.split(/[,;，；\t]/).map((part) => part.trim());
    const wh = (part: string | undefined) =>
      part && /^\d+(\.\d{1,3})?$/.test(part) ? Math.round(Number(part) * 1000) : null;
    const [s, b] = [wh(sold), wh(bought)];
    return s === null || b === null || more !== undefined ? null : { sold: s, bought: b };
  });
  return totals.length > 0 && totals.every((one) => one !== null) ? totals : undefined;
}
