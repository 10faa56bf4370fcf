/** What belongs to whom: messages under way, keys, points and meters. */
import type { MailRecord } from "../../../../shared/ledger/deals/mail.ts";
import type { MoveRecord } from "../../../../shared/ledger/parties/records.ts";
import type { PartyRecord } from "../../../../shared/ledger/records.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import type { Reader } from "../../../../shared/state/reader.ts";
import { expect } from "../holds.ts";
import { Sums, all } from "./primary.ts";

/** Counts of messages under way are those of the messages; none is there past its time. */
export function mailHolds(state: Reader): void {
  const { market } = load.clock(state);
  const counts = new Sums();
  for (const [, { from, to, expires }] of all<MailRecord>(state, "mail/")) {
    counts.add(`mailto/${from}/${to}`, 1);
    counts.add(`mailfrom/${from}`, 1);
    expect(expires).toBeGreaterThan(Math.floor(market / 1000));
  }
  const kept = ["mailto/", "mailfrom/"].flatMap((prefix) =>
    all<number>(state, prefix).map(([name, count]) => [prefix + name, count] as const),
  );
  expect(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))).toEqual(counts.sorted());
  const { perReceiver, perSender } = load.params(state).mail;
  for (const [key, count] of kept)
    expect(count).toBeLessThanOrEqual(key.startsWith("mailto/") ? perReceiver : perSender);
}

/** Every key is bound to the party that lists it; each point and meter to one party that is in the market and names it; nothing else is. */
export function partiesHold(state: Reader): void {
  const points = new Map<string, string>();
  const meters = new Map<string, string>();
  const keys = new Map<string, string>();
  for (const [id, party] of all<PartyRecord>(state, "party/")) {
    for (const status of ["pending", "active", "suspended", "refused", "left"]) {
      expect(state.get(`status/${status}/${id}`)).toBe(party.status === status ? 1 : undefined);
    }
    for (const key of party.keys) keys.set(key, id);
    const waits = party.point !== null && (state.get(`move/${party.point}`) as unknown as MoveRecord | undefined);
    if (waits && waits.signed.body.to === id && party.status === "pending") {
      expect(waits.registration?.body.sender).toBe(id);
      // Its point is the mover's until the regulators admit it; another meter of its own is taken already.
      if (party.meter && load.party(state, waits.signed.body.sender)?.meter?.id !== party.meter.id) {
        meters.set(party.meter.id, id);
      }
      continue;
    }
    if (party.status === "refused" || party.status === "left") continue;
    if (party.point !== null) points.set(party.point, id);
    if (party.meter) meters.set(party.meter.id, id);
  }
  const sorted = (map: Iterable<readonly [string, string]>) => [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
  expect(sorted(all<string>(state, "keyof/"))).toEqual(sorted(keys));
  expect(sorted(all<string>(state, "point/"))).toEqual(sorted(points));
  expect(sorted(all<string>(state, "meter/"))).toEqual(sorted(meters));
  for (const [point, { signed }] of all<MoveRecord>(state, "move/")) expect(points.get(point)).toBe(signed.body.sender);
}
