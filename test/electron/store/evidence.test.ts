/** Evidence: what nodes sent is cut at a bound, a proof never; what an older database held is still there. */
import { expect, test } from "vitest";
import { evidenceOf, EvidenceTooLong, WHOLE_BYTES } from "../../../electron/store/evidence.ts";
import { headersOf } from "../../../electron/store/headers.ts";
import { MIGRATIONS } from "../../../electron/store/migrations.ts";
import { openStore } from "../../../electron/store/store.ts";
import { attackJson, attackOf } from "../../../shared/light/attack.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { block, digest, signers } from "../../shared/light/chain.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const NOW = new Date("2026-11-24T09:00:00Z");
const entry = { node: "http://a", at: 1, rule: "attack.lunatic", height: 9, lied: false };

test("evidence against 150 validators is kept to the last byte", () => {
  const four = signers("abcd");
  const many = <T>(list: readonly T[]): T[] => Array.from({ length: 150 }, (_, i) => list[i % list.length] as T);
  // The form and size of 150; none of it is verified here.
  const of150 = (made: LightBlock): LightBlock => ({
    ...made,
    validators: many(made.validators),
    commit: { ...made.commit, signatures: many(made.commit.signatures) },
  });
  const [common, ours] = [of150(block({ height: 3, signers: four })), of150(block({ height: 9, signers: four }))];
  const theirs = of150(block({ height: 9, signers: four, header: { appHash: digest("invented") } }));
  const proof = new TextEncoder().encode(JSON.stringify(attackJson(attackOf(theirs, ours, common))));
  expect(proof.length).toBeGreaterThan(65_536);
  const store = openStore(temporaryFolder(), NOW);
  const log = evidenceOf(store, "chain");
  const id = log.keep(entry, proof);
  // Nothing that nodes send, however much, displaces it.
  for (let i = 0; i < 600; i++) log.add({ ...entry, rule: "answer.garbage" }, new Uint8Array(10));
  expect(log.bytesOf(id)).toEqual(proof);
  expect(log.list(1_000)).toHaveLength(501);
  store.close();
});

test("a proof beyond the bound is refused, not cut; what nodes send is cut", () => {
  const store = openStore(temporaryFolder(), NOW);
  const log = evidenceOf(store, "chain");
  expect(() => log.keep(entry, new Uint8Array(WHOLE_BYTES + 1))).toThrow(EvidenceTooLong);
  expect(log.list(10)).toEqual([]);
  expect(log.bytesOf(log.add(entry, new Uint8Array(100_000)))).toHaveLength(65_536);
  store.close();
});

test("evidence and headers of a database from before are kept; who gave the headers is not known", () => {
  const folder = temporaryFolder();
  const version = MIGRATIONS.findIndex(({ name }) => name === "witnessed");
  const old = openStore(folder, NOW, MIGRATIONS.slice(0, version));
  old.db.exec(
    "INSERT INTO evidence (chain, node, at, rule, height, lied, bytes) VALUES ('chain', 'http://a', 1, 'signature', 7, 1, x'0102')",
  );
  old.db.exec("INSERT INTO header (chain, height, hash, time, anchor, block) VALUES ('chain', 7, 'ab', 1, 1, '{}')");
  old.close();
  const store = openStore(folder, NOW);
  expect(store.migratedFrom).toBe(version);
  const log = evidenceOf(store, "chain");
  expect(log.list(10)).toMatchObject([{ rule: "signature", height: 7, lied: true, whole: false }]);
  expect(log.bytesOf(1)).toEqual(new Uint8Array([1, 2]));
  expect(log.attack()).toBeUndefined();
  const headers = headersOf(store, "chain");
  expect(headers.at(7)).toMatchObject({ node: "", witnessed: false });
  expect(headers.newestWitnessed()).toBeNull();
  expect(headers.unwitnessed("http://a")).toEqual([]);
  store.close();
});
