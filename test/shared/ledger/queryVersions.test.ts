/** DESIGN §5: a query has versions; nodes serve the current one and the one before it, to wallets of both. */
import { expect, test } from "vitest";
import { z } from "zod";
import { answerQuery } from "../../../node/application/answerQuery.ts";
import { Versions } from "../../../node/application/versions.ts";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { nextVersion, query, servedVersions } from "../../../shared/ledger/query.ts";
import type { Zone } from "../../../shared/ledger/params.ts";
import { QUERIES, queryOf, runQuery } from "../../../shared/ledger/runQuery.ts";
import { openWitness } from "../../../shared/state/openWitness.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
import { genesis, home, ZONE } from "./market.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";

/** The market's zone, and copies of it by ids of which some begin with others. */
function manyZones() {
  const edit = initialState(genesis([home("alice")])).edit();
  const zone = edit.get(KEY.zone(ZONE)) as { [name: string]: Json };
  for (const id of ["A", "A-1", "A1", "B"]) edit.set(KEY.zone(id), { ...zone, id });
  return edit.done();
}
const state = manyZones();
const versions = new Versions(1, state);
const ask = (version: number, input: Json) =>
  answerQuery(versions, { runQuery }, { path: `/query/zones/${version}`, data: encodeCanonical(input), height: 0 });
/** What a wallet of that version reads from the node's answer. */
const read = (version: number, input: Json) => {
  const { code, value, log } = ask(version, input);
  expect([code, log]).toEqual([0, ""]);
  return runQuery(openWitness(value, state.root), "zones", version, input) as unknown as readonly Zone[];
};
const everyZone = [...state.range("zone/", "zone/\x7f")].map(([, zone]) => zone);

test("a wallet of the version before is answered as ever", () => {
  expect(queryOf("zones").version).toBe(2);
  expect(everyZone.length).toBe(5);
  expect(read(1, { limit: 100 })).toEqual(everyZone);
  expect(read(1, { limit: 1 })).toEqual(everyZone.slice(0, 1));
});

test("a wallet of the current version reads on, page after page, to an empty one", () => {
  const found: Zone[] = [];
  for (let after: string | undefined; ; after = found.at(-1)?.id) {
    const page = read(2, after === undefined ? { limit: 1 } : { after, limit: 1 });
    if (page.length === 0) break;
    found.push(...page);
    expect(found.length).toBeLessThanOrEqual(everyZone.length);
  }
  expect(found).toEqual(everyZone);
});

test("a version that is not served is refused with those that are", () => {
  for (const version of [0, 3, 9999]) {
    const { code, value, log } = ask(version, { limit: 1 });
    expect([code, value.length]).toEqual([1, 0]);
    expect(JSON.parse(log)).toEqual({ fault: "unknownVersion", name: "zones", version, served: [2, 1] });
  }
});

test("of three versions the first is served no more", () => {
  const one = query(z.strictObject({}), () => "one");
  const two = nextVersion(one, z.strictObject({}), () => "two");
  const three = nextVersion(two, z.strictObject({}), () => "three");
  expect([one, two, three].map(servedVersions)).toEqual([[1], [2, 1], [3, 2]]);
  expect(three.previous?.ask(state, {})).toEqual({ ok: true, answer: "two" });
  expect(three.ask(state, {})).toEqual({ ok: true, answer: "three" });
  expect(three.ask(state, { more: 1 })).toMatchObject({ ok: false, path: "$." });
});

test.each(Object.values(QUERIES).flatMap((spec) => (spec.previous ? [[spec.version, spec.previous.version]] : [])))(
  "version %i stands right after version %i",
  (version, previous) => expect(version).toBe(previous + 1),
);
