/** Group `state`: the authenticated map at 1,000,000 keys with values of 300 bytes (DESIGN §5), and what of it lies on disk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../shared/codec/canonical.ts";
import { canonicalText } from "../../shared/codec/canonical.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { MerkleMap } from "../../shared/state/merkleMap.ts";
import { openWitness, witnessOf } from "../../shared/state/witness.ts";
import { createStore, SqliteStore } from "../../node/store/sqliteStore.ts";
import { nativeSha256 } from "../../node/application/nativeSha256.ts";
import { type Figure, median } from "./figure.ts";

const KEYS = 1_000_000;
const SAMPLES = 2_000;
const BUDGET = { leaves: 8192, bytes: 1 << 20 };
const BLOCKS = 9;
const UPDATES = 1_000;

const keyOf = (n: number): string => `offer/${String(n * 7).padStart(10, "0")}`;
/** 300 bytes of canonical JSON. */
const valueOf = (n: number, version = 0): Json => {
  const base = { left: n % 1000, price: 400_000 + (n % 1000), version };
  return { ...base, text: "x".repeat(300 - canonicalText({ ...base, text: "" }).length) };
};

export async function measure(report: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-state-"));
  try {
    const file = join(folder, "state.sqlite");
    const before = heap();
    const map = MerkleMap.fromTexts(all(), nativeSha256);
    const memory = heap() - before;
    report({
      name: "state.memory",
      value: memory / 1e6,
      unit: "MB",
      ratio: memory / textBytes(map),
      against: "its keys and values as text",
    });
    proofs(map, report);
    range(map, report);
    const filled = fill(file, map);
    blocks(filled.store, map, report);
    filled.store.close();
    open(file, filled.ms, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return Promise.resolve();
}

function* all(): Iterable<readonly [string, string]> {
  for (let n = 0; n < KEYS; n++) yield [keyOf(n), canonicalText(valueOf(n))];
}

function proofs(map: MerkleMap, report: (figure: Figure) => void): void {
  const asked = Array.from({ length: SAMPLES }, (_, i) => keyOf((i * 104_729) % KEYS));
  const prove = (): Uint8Array[] => asked.map((key) => witnessOf(map, (reader) => reader.get(key), BUDGET));
  prove();
  const read = each(() => asked.forEach((key) => map.get(key)));
  const proved = each(prove);
  report({
    name: "state.prove",
    value: proved,
    unit: "µs",
    ratio: proved / read,
    against: "reading the value; aim: 40 µs",
  });
  const witnesses = prove();
  const size = median(witnesses.map((bytes) => bytes.length)) - canonicalText(valueOf(0)).length;
  report({
    name: "state.proofSize",
    value: size,
    unit: "bytes",
    ratio: size / (Math.log2(KEYS) * 32),
    against: "one hash for each of log2(keys) levels; without the value; aim: 1,250",
  });
  const verify = (): void =>
    asked.forEach((key, i) => {
      if (openWitness(witnesses[i] ?? new Uint8Array(), map.root).get(key) === undefined)
        throw new Error(`${key} is not proved`);
    });
  verify();
  const verified = each(verify);
  const levels = Math.ceil(Math.log2(KEYS));
  const node = new Uint8Array(67);
  const hashing = each(() => {
    for (let i = 0; i < SAMPLES * levels; i++) sha256(node);
  });
  report({
    name: "state.verify",
    value: verified,
    unit: "µs",
    ratio: verified / hashing,
    against: "hashing log2(keys) inner nodes, in pure code as the wallet does; aim: 100 µs",
  });
}

/** µs per sample of a pass over all of them, the least of five. */
function each(pass: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    pass();
    return ((performance.now() - began) * 1000) / SAMPLES;
  });
  return Math.min(...times);
}

function range(map: MerkleMap, report: (figure: Figure) => void): void {
  const from = keyOf(500_000);
  const witness = witnessOf(map, (reader) => [...reader.range(from, "offer/\x7f", { limit: 100 })], BUDGET);
  const entry = keyOf(0).length + canonicalText(valueOf(0)).length;
  const value = witness.length / 100;
  report({
    name: "state.range",
    value,
    unit: "bytes",
    ratio: value / entry,
    against: "an entry's key and value; for each of 100 neighbours",
  });
}

function fill(file: string, map: MerkleMap): { readonly store: SqliteStore; readonly ms: number } {
  createStore(file, {});
  const store = new SqliteStore(file, { keepBlocks: 10 });
  const began = performance.now();
  store.write({ changes: new Map(all()), tip: { height: 1, time: 1, appHash: map.root } });
  return { store, ms: performance.now() - began };
}

/** Updates of random keys, the tree hashed anew, everything in one batch on disk. */
function blocks(store: SqliteStore, start: MerkleMap, report: (figure: Figure) => void): void {
  let map = start;
  const inTree: number[] = [];
  const whole: number[] = [];
  for (let height = 2; height < 2 + BLOCKS; height++) {
    const began = performance.now();
    const edit = map.edit();
    for (let i = 0; i < UPDATES; i++) {
      const n = (height * 999_983 + i * 104_729) % KEYS;
      edit.set(keyOf(n), valueOf(n, height));
    }
    map = edit.done();
    inTree.push(performance.now() - began);
    const changed = map;
    const changes = new Map(Array.from(edit.changes().keys(), (key) => [key, changed.text(key)]));
    store.write({ changes, tip: { height, time: height, appHash: map.root } });
    whole.push(performance.now() - began);
  }
  const value = median(whole);
  report({
    name: "state.block",
    value,
    unit: "ms",
    ratio: value / (value - median(inTree)),
    against: "writing the same keys and values alone; 1,000 updates and their save; aim: 120 ms",
  });
}

/** The tree made anew from the keys and values on disk. */
function open(file: string, filling: number, report: (figure: Figure) => void): void {
  const began = performance.now();
  const store = new SqliteStore(file, { keepBlocks: 10 });
  const map = MerkleMap.fromTexts(store.entries(), nativeSha256);
  const value = performance.now() - began;
  store.close();
  if (map.size !== KEYS) throw new Error(`${map.size} keys came back`);
  report({
    name: "state.open",
    value,
    unit: "ms",
    ratio: value / filling,
    against: "writing them all to disk in one batch",
  });
}

function textBytes(map: MerkleMap): number {
  let bytes = 0;
  for (const [key] of map.range("", "\x7f")) bytes += key.length + (map.text(key)?.length ?? 0);
  return bytes;
}

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
