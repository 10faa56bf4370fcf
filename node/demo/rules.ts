/** What the demo's regulators and operator publish: prices in micro per kWh (1 CNY = 1,000,000), energy in Wh per slot, durations in market seconds. */
import type { Charges, Limits, Params } from "../../shared/ledger/params.ts";
import type { Carrier } from "../../shared/ledger/units.ts";

export const ZONE = "CD-07";
export const UTC_OFFSET = 28_800;

/** Grids and deadlines short enough that a two-slot contract goes from offer to paid within ten minutes at 15 times. */
export const DEMO_TIMINGS = {
  grids: {
    electricity: { slotSeconds: 900, gateSeconds: 900, startSeconds: 0 },
    heat: { slotSeconds: 3_600, gateSeconds: 900, startSeconds: 0 },
    // Gas days begin at 06:00 local.
    gas: { slotSeconds: 86_400, gateSeconds: 3_600, startSeconds: 21_600 - UTC_OFFSET + 86_400 },
  },
  validity: { marketDays: 7, meterDays: 35 },
  metering: { batchSlots: 1, grace: 3_600 },
  settlement: { dispute: 900, period: 1_800, due: 7_200, silence: 3_600, carry: 10_000, fen: 10_000 },
  supervision: { decide: 86_400, notice: 900, rule: 604_800, appeal: 900, correct: 2_592_000, retain: 5_184_000 },
  mail: { perReceiver: 20, perSender: 100, keep: 604_800 },
  quorum: 3,
} satisfies Omit<Params, "chainId" | "demo" | "clock">;

/**
 * Header seconds after which the chain counts as having stood still: a minute, and at faster rates so little that the part of a
 * pause that does count is a quarter of the grace at most. Then readings of slots that fell into the pause are still awaited.
 */
export function demoStandstill(rate: number): number {
  return Math.max(1, Math.min(60, Math.floor(DEMO_TIMINGS.metering.grace / rate / 4)));
}

export const DEMO_LIMITS: Readonly<Record<Carrier, Limits>> = {
  electricity: {
    deliverable: 120_000,
    demand: 150_000,
    price: { min: 200_000, max: 800_000 },
    damages: { min: 50_000, max: 300_000 },
    exposure: 5_000_000_000,
    review: 2_000_000_000,
    auction: { seller: 100_000, buyer: 100_000 },
    tariff: { retail: 560_000, feedIn: 380_000 },
  },
  heat: {
    deliverable: 600_000,
    demand: 600_000,
    price: { min: 100_000, max: 500_000 },
    damages: { min: 20_000, max: 200_000 },
    exposure: 5_000_000_000,
    review: 2_000_000_000,
    auction: { seller: 60_000, buyer: 60_000 },
    tariff: { retail: 340_000, feedIn: 180_000 },
  },
  gas: {
    deliverable: 12_000_000,
    demand: 12_000_000,
    price: { min: 100_000, max: 600_000 },
    damages: { min: 20_000, max: 200_000 },
    exposure: 5_000_000_000,
    review: 2_000_000_000,
    auction: { seller: 60_000, buyer: 60_000 },
    tariff: { retail: 390_000, feedIn: 230_000 },
  },
};

export const DEMO_CHARGES: Readonly<Record<Carrier, Charges>> = {
  electricity: { network: 40_000, levy: 10_000, taxPpm: 30_000, lossPpm: 0 },
  heat: { network: 20_000, levy: 5_000, taxPpm: 30_000, lossPpm: 0 },
  gas: { network: 15_000, levy: 5_000, taxPpm: 30_000, lossPpm: 0 },
};

/** Market origin: 07:30 local on 17 June of the genesis year, in seconds since 1970. */
export function marketOrigin(genesisTime: number): number {
  const year = localYear(genesisTime);
  return Date.UTC(year, 5, 17, 7, 30) / 1000 - UTC_OFFSET;
}

export function localYear(seconds: number): number {
  return new Date((seconds + UTC_OFFSET) * 1000).getUTCFullYear();
}
