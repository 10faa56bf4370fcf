/**
 * From counters to energy (DESIGN §2): meters of electricity and heat count Wh; gas meters count litres (dm³) of corrected volume, which
 * the operator's calorific factor of the zone and gas day turns into Wh. Without a factor the slot waits, at most for the grace period.
 */
import type { Quality } from "../bodies/meters.ts";
import type { Context } from "../context.ts";
import { loadGrid } from "../grid/records.ts";
import { KEY } from "../keys.ts";
import { meterAt } from "../parties/holders.ts";
import { finalByItself } from "../parties/meterClass.ts";
import type { MeteredRecord, PartyRecord } from "../records.ts";
import { settleMetered } from "../settlement.ts";
import { load, save, type VolumeRecord } from "../stored.ts";
import type { Carrier } from "../units.ts";
import { dealsOf } from "./deals.ts";
import { remeter } from "./remeter.ts";
import { heedTotals } from "./totals.ts";

const MAX = BigInt(Number.MAX_SAFE_INTEGER);

/** floor(litres · Wh per m³ / 1000), at most 2^53-1. */
export function energyOf(litres: number, whPerM3: number): number {
  const wh = (BigInt(litres) * BigInt(whPerM3)) / 1000n;
  return Number(wh > MAX ? MAX : wh);
}

/** What a meter's opened counters say of a slot; null where they are missing. Its contracts may settle. */
export function recordReading(
  context: Context,
  party: PartyRecord,
  carrier: Carrier,
  slot: number,
  read: { readonly sold: number | null; readonly bought: number | null; readonly quality: Quality },
): void {
  const { state } = context;
  const { sold, bought, quality } = read;
  const source = finalByItself(meterAt(state, party, slot)?.class) ? "meter" : "owner";
  let record: MeteredRecord = { ...read, source };
  const complete = sold !== null && bought !== null;
  if (carrier === "gas" && complete) {
    const volume: VolumeRecord = { sold, bought, quality, source };
    save(state, KEY.volume(slot, party.zone, party.id), volume);
    const factor = loadGrid.factor(state, slot, party.zone);
    if (factor === undefined) return;
    record = converted(volume, factor);
  }
  save(state, KEY.metered(party.id, carrier, slot), record);
  if (!complete) return;
  settleMetered(context, party.id, carrier, slot);
  heedTotals(context, party.id, carrier, slot);
}

function converted({ sold, bought, quality, source }: VolumeRecord, whPerM3: number): MeteredRecord {
  return { sold: energyOf(sold, whPerM3), bought: energyOf(bought, whPerM3), quality, source };
}

/** A factor has come, or another one: the party's slot is metered by it, unless its operator put figures in or a contract of it is final. */
export function convertVolume(context: Context, zone: string, slot: number, party: string): void {
  const { state } = context;
  const volume = load.volume(state, slot, zone, party);
  const factor = loadGrid.factor(state, slot, zone);
  const before = load.metered(state, party, "gas", slot);
  if (!volume || factor === undefined || before?.source === "operator") return;
  if (dealsOf(state, party, "gas", slot).some(({ record }) => record.state === "final")) return;
  const after = converted(volume, factor);
  if (before && before.sold === after.sold && before.bought === after.bought) return;
  remeter(context, party, "gas", slot, after);
}
