/** What the mock grid says: a curtailment at noon, an outage at night, a call in the evening, a tariff by time of use. */
import type { SignalsView } from "../../../shared/ipc/signalViews.ts";
import { DATE, hex, slotOf } from "./scene.ts";

export function signals(from: number, to: number, fresh: boolean): SignalsView {
  const today = slotOf(DATE, 0);
  const touches = ({ first, count }: { first: number; count: number }) => first < to && first + count > from;
  const price = (slot: number, of: { low: number; high: number; peak: number }) => {
    const hour = Math.floor(((((slot - today) % 96) + 96) % 96) / 4);
    return hour < 7 || hour >= 23 ? of.low : hour >= 18 && hour < 22 ? of.peak : of.high;
  };
  const slots = Array.from({ length: Math.min(800, Math.max(0, to - from)) }, (_, i) => from + i);
  return {
    limits: fresh ? null : { importW: 12_000, exportW: 5000 },
    curtailments: [
      {
        id: hex("curtailed"),
        first: today + 44,
        count: 6,
        side: "sell" as const,
        keepPpm: 600_000,
        reason: "Line 3 is being repaired",
      },
    ].filter(touches),
    outages: [{ id: hex("outage"), first: today + 13, count: 3, mine: false, reason: "Breaker replaced" }].filter(
      touches,
    ),
    calls: [{ id: hex("call"), first: today + 72, count: 8, capPpm: 500_000, price: 300_000, answered: true }].filter(
      touches,
    ),
    tariff: fresh
      ? null
      : {
          first: from,
          retail: slots.map((slot) => price(slot, { low: 320_000, high: 560_000, peak: 830_000 })),
          feedIn: slots.map((slot) => price(slot, { low: 300_000, high: 380_000, peak: 410_000 })),
        },
  };
}
