/** Contracts, their slots, and the indexes over them. */
import { loadDispute } from "../../../../shared/ledger/ends/disputeRecord.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import { isRemetered } from "../../../../shared/ledger/metering/remeter.ts";
import type { SlotRecord } from "../../../../shared/ledger/records.ts";
import { type ContractBase, type ContractProgress, load } from "../../../../shared/ledger/stored.ts";
import type { Carrier } from "../../../../shared/ledger/units.ts";
import { type Reader, under } from "../../../../shared/state/reader.ts";
import { expect } from "../holds.ts";
import { Sums, all, boundIn, fellAway } from "./primary.ts";

/** Contract states that end one before its delivery, each with a recorded liability. */
const ENDED = ["refused", "terminated", "voided", "closedOut"];

const LIABILITIES = ["none", "seller", "buyer", "both", "operator", "excused"];

/** Each contract's counts are its slots', each settled slot records liability, and no side gets more than was measured. */
export function contractsHold(state: Reader): void {
  const allocated = new Sums();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    const progress = state.get(`progress/${id}`) as unknown as ContractProgress;
    const slots = all<SlotRecord>(state, `slot/${id}/`).map(([, slot]) => slot);
    const count = (wanted: SlotRecord["state"]): number => slots.filter((slot) => slot.state === wanted).length;
    expect(progress.slots).toEqual({
      pending: count("pending"),
      provisional: count("provisional"),
      disputed: count("disputed"),
      final: count("final"),
    });
    if (progress.ending) {
      expect(ENDED).toContain(progress.state);
      expect(LIABILITIES).toContain(progress.ending.liability);
      expect(progress.ending.reason).notToBe("");
      for (const slot of slots) if (slot.slot >= progress.ending.from) expect(fellAway(slot)).toBe(true);
    } else {
      expect(count("final") === slots.length ? ["delivered"] : ["admitted", "held"]).toContain(progress.state);
      expect(slots.filter(fellAway)).toEqual([]);
    }
    expect(progress.delivered).toBe(slots.reduce((sum, { settled }) => sum + (settled?.delivered ?? 0), 0));
    for (const record of slots) {
      const { slot, settled, state: at, period, excused, dispute } = record;
      const fallen = fellAway(record);
      expect(settled === null).toBe(at === "pending" || fallen);
      expect(period === null).toBe(at !== "final" || fallen);
      if (fallen) {
        expect(excused).notToBe(null);
        // What passed on to a successor, or ended with the hand-over, may lie before an ending that was decided earlier.
        if (excused?.what !== "assigned" && excused?.what !== "ended")
          expect(slot).toBeGreaterThanOrEqual(progress.ending?.from ?? Number.POSITIVE_INFINITY);
        expect(state.get(`pending/${terms.carrier}/${String(slot).padStart(9, "0")}/${id}`)).toBeUndefined();
      }
      const disputed = dispute === null ? undefined : loadDispute(state, dispute);
      expect(at === "disputed").toBe(disputed?.state === "open" || disputed?.state === "appealed");
      if (!settled) continue;
      excusesHold(record);
      // The regulators' figures need not be what was measured; what is disputed follows its readings when the dispute is over.
      if (record.ruled || at === "disputed") continue;
      if (settled.qualityS !== "missing") allocated.add(`${terms.seller}/${terms.carrier}/${slot} sold`, settled.aS);
      if (settled.qualityB !== "missing") allocated.add(`${terms.buyer}/${terms.carrier}/${slot} bought`, settled.aB);
    }
  }
  for (const [key, energy] of allocated) {
    const [party = "", carrier = "", rest = ""] = key.split("/");
    const [slot = "", side = ""] = rest.split(" ");
    // Until each contract has its share of another reading, some hold one of the reading before.
    if (isRemetered(state, party, carrier as Carrier, Number(slot))) continue;
    const metered = load.metered(state, party, carrier as Carrier, Number(slot));
    expect(energy).toBeLessThanOrEqual((side === "sold" ? metered?.sold : metered?.bought) ?? -1);
  }
}

/** Liability is always recorded; whom an outage excuses owes no damages, what was cut says so. */
function excusesHold({ settled, excused, cut, q, ruled }: SlotRecord): void {
  expect(LIABILITIES).toContain(settled?.liability);
  expect(cut).toBeGreaterThanOrEqual(0);
  expect(cut).toBeLessThanOrEqual(q);
  if (cut > 0) expect(["curtailed", "outage"]).toContain(excused?.what);
  // The regulators may excuse a slot that nothing else excuses.
  if (settled?.liability === "excused" && !ruled) expect(excused).notToBe(null);
  if (excused?.what !== "outage") return;
  if (excused.side !== "buyer") expect(settled?.money.damagesSeller).toBe(0);
  if (excused.side !== "seller") expect(settled?.money.damagesBuyer).toBe(0);
}

/** Indexes say what the slots say: deals of those that bind, pending ones, those of a zone that are not final, those that are blocked. */
export function indexesHold(state: Reader): void {
  const wanted = new Map<string, unknown>();
  for (const [id, { terms }] of all<ContractBase>(state, "contract/")) {
    const { carrier, seller, buyer, sellerZone, buyerZone } = terms;
    for (const [, record] of all<SlotRecord>(state, `slot/${id}/`)) {
      if (record.state === "final" && !record.settled) continue;
      for (const party of [seller, buyer]) wanted.set(KEY.deal(party, carrier, record.slot, id), boundIn(record));
      if (record.state === "pending") wanted.set(KEY.pending(carrier, record.slot, id), 1);
      if (record.state === "final") continue;
      for (const zone of [sellerZone, buyerZone]) wanted.set(KEY.inZone(zone, carrier, record.slot, id), 1);
    }
  }
  const kept = ["deal/", "pending/", "inzone/"].flatMap((prefix) => [...state.range(...under(prefix))]);
  expect(new Map(kept)).toEqual(new Map([...wanted].toSorted(([a], [b]) => (a < b ? -1 : 1))));
  for (const [name] of all<number>(state, "blocked/")) {
    const [, slot = "", , id = ""] = name.split("/");
    const record = load.findSlot(state, id, Number(slot));
    if (!record) continue;
    expect(record.state).toBe("provisional");
    expect(record.settled?.finalFrom).toBeLessThanOrEqual(Math.floor(load.clock(state).adm / 1000));
  }
}
