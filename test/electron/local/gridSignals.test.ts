/** What the grid says about the own slots, asked of a real ledger: curtailments, outages, calls, and prices day by day. */
import { expect, test } from "vitest";
import { gridSignals } from "../../../electron/local/views/gridSignals.ts";
import { SIGNAL_SLOTS, SignalsView } from "../../../shared/ipc/signalViews.ts";
import type { QueryIn, QueryName } from "../../../shared/ledger/queries.ts";
import { type Key, SUPPLIER, ZONE } from "../../shared/ledger/market.ts";
import { ALICE, BOB, DAN, scene, type Scene } from "../../shared/ledger/scene.ts";

const zone = { zone: ZONE, carrier: "electricity" } as const;
const UTC_OFFSET = 28_800;

async function seen(s: Scene, who: Key, from: number, to: number): Promise<SignalsView> {
  const query = <N extends QueryName>(name: N, input: QueryIn<N>) => Promise.resolve(s.chain.query(name, input));
  const account = { address: who.address, publicKey: null, meterId: null, meterKey: null };
  return SignalsView.parse(await gridSignals({ account }, { query, time: s.chain.time }, { from, to }));
}

test("what an operator cut, confirmed and called for reaches whom it concerns, with its reason", async () => {
  const s = scene();
  const first = s.chain.slot + 2;
  const cut = s.operator({ kind: "grid.curtail", ...zone, first, count: 2, side: "sell", keepPpm: 600_000, reason: "line" });
  const own = s.operator({ kind: "grid.outage", ...zone, first: first - 3, count: 2, party: ALICE.address, reason: "fuse" });
  const call = s.operator({ kind: "grid.call", ...zone, first: first + 4, count: 2, capPpm: 500_000, price: 90_000, until: (first + 4) * 900, most: 2 });
  s.done(ALICE, { kind: "grid.answer", call });
  const alice = await seen(s, ALICE, first - 4, first + 6);
  expect(alice.curtailments).toEqual([{ id: cut, first, count: 2, side: "sell", keepPpm: 600_000, reason: "line" }]);
  expect(alice.outages).toEqual([{ id: own, first: first - 3, count: 2, mine: true, reason: "fuse" }]);
  expect(alice.calls).toMatchObject([{ id: call, capPpm: 500_000, price: 90_000, answered: true }]);
  expect(alice.limits?.importW).toBeGreaterThan(0);
  // Another home of the zone: the cut and the call, not her outage.
  const bob = await seen(s, BOB, first - 4, first + 6);
  expect(bob).toMatchObject({ outages: [], calls: [{ answered: false }], curtailments: [{ id: cut }] });
  // Another zone, or other slots: nothing.
  expect(await seen(s, DAN, first - 4, first + 6)).toMatchObject({ curtailments: [], outages: [], calls: [] });
  expect(await seen(s, ALICE, first + 6, first + 9)).toMatchObject({ curtailments: [], outages: [], calls: [] });
}); // prettier-ignore

test("prices are those of the supplier's tariff by slot; a day within which another begins is left open", async () => {
  const s = scene();
  const dayStart = (day: number) => day * 86_400 - UTC_OFFSET;
  const today = Math.floor((s.chain.market + UTC_OFFSET) / 86_400);
  const prices = (base: number) => Array.from({ length: 96 }, (_, quarter) => base + quarter);
  const tariff = (from: number, base: number) =>
    s.done(SUPPLIER, { kind: "grid.tariff", carrier: "electricity", from, retail: prices(base), feedIn: prices(base - 100_000) });
  tariff(dayStart(today + 1), 500_000);
  tariff(dayStart(today + 2) + 6 * 3600, 600_000);
  const from = dayStart(today + 1) / 900;
  const view = await seen(s, ALICE, from, from + 3 * 96);
  const day = (n: number) => view.tariff?.retail.slice(n * 96, (n + 1) * 96);
  expect(day(0)).toEqual(prices(500_000));
  expect(new Set(day(1))).toEqual(new Set([null]));
  expect(day(2)).toEqual(prices(600_000));
  expect(view.tariff?.feedIn.slice(0, 96)).toEqual(prices(400_000));
  // Too many days are not priced, but asked about all the same.
  expect(await seen(s, ALICE, from, from + SIGNAL_SLOTS)).toMatchObject({ tariff: null, curtailments: [] });
}); // prettier-ignore
