/** Snapshots from the taking of one to its restoration, and everything that peers may send instead. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { concat, utf8 } from "../../../../shared/codec/bytes.ts";
import { MerkleMap } from "../../../../shared/state/merkleMap.ts";
import { chunksOf, entryLine } from "../../../../node/application/entryLines.ts";
import { nativeSha256 } from "../../../../node/application/nativeSha256.ts";
import { Restorer } from "../../../../node/application/snapshots/restorer.ts";
import { CHUNK_LIMIT, CHUNK_SIZE, type Snapshot, snapshotOf } from "../../../../node/application/snapshots/snapshot.ts";
import { SnapshotFolder } from "../../../../node/application/snapshots/snapshotFolder.ts";
import { type SnapshotEvent, SnapshotTaker } from "../../../../node/application/snapshots/snapshotTaker.ts";
import { temporaryFolder } from "../../../temporaryFolder.ts";
import { beginLedger, memoryStore, openLedger, runTo } from "../ledgerUnderTest.ts";

const APP_HASH = 32;

describe("a node that takes them", () => {
  let place: string;
  let events: SnapshotEvent[];
  const openTaking = (every = 3, retainBlocks = 0) => {
    const folder = new SnapshotFolder(place);
    const taker = new SnapshotTaker(folder, { every, keep: 2 }, (event) => events.push(event));
    return { folder, taker, ledger: openLedger({ snapshots: { folder, taker }, retainBlocks }) };
  };
  beforeEach(() => {
    place = join(temporaryFolder(), "snapshots");
    events = [];
  });

  test("takes one every so many blocks, keeps the last ones, and finds them again after a restart", async () => {
    const { taker, ledger } = openTaking();
    beginLedger(ledger);
    for (const to of [3, 6, 9, 10]) {
      runTo(ledger, to);
      await taker.settled();
    }
    expect(ledger.listSnapshots().map(({ height }) => height)).toEqual([9, 6]);
    expect(events.map(({ kind, height }) => `${kind} ${height}`)).toEqual(["snapshotTaken 3", "snapshotTaken 6", "snapshotTaken 9"]); // prettier-ignore
    expect(openTaking().folder.list()).toEqual(ledger.listSnapshots());
  });

  test("another node restores it: same root, same height, and the next block gives the same hash", async () => {
    const { taker, ledger } = openTaking();
    beginLedger(ledger);
    runTo(ledger, 3);
    await taker.settled();
    const [snapshot] = ledger.listSnapshots();
    const { lastBlockAppHash } = ledger.info();
    const store = memoryStore();
    const fresh = openLedger({ store });
    expect(fresh.offerSnapshot(snapshot as Snapshot, lastBlockAppHash)).toBe("accept");
    for (let chunk = 0; chunk < (snapshot as Snapshot).chunks; chunk++) {
      const bytes = ledger.loadSnapshotChunk({ height: 3, format: 1, chunk });
      expect(fresh.applySnapshotChunk({ index: chunk, chunk: bytes, sender: "a" }).result).toBe("accept");
    }
    expect(fresh.info()).toEqual(ledger.info());
    runTo(ledger, 5);
    runTo(fresh, 5);
    expect(fresh.info()).toEqual(ledger.info());
    expect(openLedger({ store }).info()).toEqual(ledger.info());
  });

  test("two nodes with the same state take the same snapshot, byte for byte of what CometBFT compares", async () => {
    const first = openTaking();
    beginLedger(first.ledger);
    runTo(first.ledger, 3);
    await first.taker.settled();
    place = join(temporaryFolder(), "snapshots");
    const second = openTaking();
    beginLedger(second.ledger);
    runTo(second.ledger, 3);
    await second.taker.settled();
    expect(second.ledger.listSnapshots()).toEqual(first.ledger.listSnapshots());
  });

  test("a chunk that does not exist is empty", async () => {
    const { taker, ledger } = openTaking();
    beginLedger(ledger);
    runTo(ledger, 3);
    await taker.settled();
    for (const [height, format, chunk] of [
      [3, 1, 99],
      [2, 1, 0],
      [3, 2, 0],
      [3, 1, -1],
    ] as const)
      // prettier-ignore
      expect(ledger.loadSnapshotChunk({ height, format, chunk })).toHaveLength(0);
  });

  test("what a crash left half-written is removed, and what does not read is not offered", async () => {
    const { taker, ledger } = openTaking();
    beginLedger(ledger);
    runTo(ledger, 6);
    await taker.settled();
    mkdirSync(join(place, "8.new"));
    mkdirSync(join(place, "9"));
    writeFileSync(join(place, "9", "snapshot.json"), '{"format":1,"height":9');
    const again = new SnapshotFolder(place);
    expect(again.list().map(({ height }) => height)).toEqual([3]);
    expect(readdirSync(place)).not.toContain("8.new");
  });

  test("a folder that cannot be written is told, and the chain goes on", async () => {
    const { taker, ledger } = openTaking();
    beginLedger(ledger);
    rmSync(place, { recursive: true });
    writeFileSync(place, "a file where the folder was");
    runTo(ledger, 4);
    await taker.settled();
    expect(events).toMatchObject([{ kind: "snapshotFailed", height: 3 }]);
    expect(ledger.info().lastBlockHeight).toBe(4);
  });

  test("CometBFT may forget blocks outside the window, but never those after the oldest snapshot", async () => {
    const { taker, ledger } = openTaking(3, 2);
    beginLedger(ledger);
    const retained: number[] = [];
    for (let height = 1; height <= 10; height++) {
      ledger.finalizeBlock({ height, time: 1_800_000_000_000 + height * 1000, txs: [] });
      retained.push(ledger.commit().retainHeight);
      await taker.settled();
    }
    expect(retained).toEqual([0, 0, 0, 3, 3, 3, 3, 3, 3, 6]);
  });
});

describe("a node that restores", () => {
  const map = MerkleMap.from(
    Array.from({ length: 90 }, (_, i) => [`k/${String(i).padStart(3, "0")}`, { v: "x".repeat(i) }]),
  );
  const chunks = [...chunksOf(map.range("", "\x7f") && entries(map), 1000)];
  const packed = chunks.map((chunk) => new Uint8Array(deflateRawSync(Uint8Array.from(chunk))));
  const snapshot = snapshotOf(7, chunks.map((chunk) => nativeSha256(chunk))); // prettier-ignore
  let restorer: Restorer;
  beforeEach(() => (restorer = new Restorer()));
  const apply = (index: number, bytes: Uint8Array | undefined = packed[index]) =>
    restorer.apply(index, bytes as Uint8Array, "peer");

  function* entries(state: MerkleMap): Generator<readonly [string, string]> {
    for (const [key] of state.range("", "\x7f")) yield [key, state.text(key) as string];
  }

  test("is whole with the last chunk, not before", () => {
    expect(restorer.offer(snapshot, map.root)).toBe("accept");
    const answers = packed.map((_, index) => apply(index));
    expect(answers.length).toBeGreaterThan(3);
    expect(answers.slice(0, -1)).toEqual(answers.slice(1).map(() => ({ result: "accept" })));
    expect(answers.at(-1)).toMatchObject({ result: "accept", restored: { height: 7 } });
  });

  test("rejects snapshots of another format, and ones that contradict themselves", () => {
    expect(restorer.offer({ ...snapshot, format: 2 }, map.root)).toBe("rejectFormat");
    for (const bad of [
      { chunks: 0, metadata: new Uint8Array() },
      { chunks: snapshot.chunks + 1 },
      { hash: new Uint8Array(APP_HASH) },
      { height: 8 },
      { metadata: snapshot.metadata.slice(1) },
      { chunks: 2 ** 32 - 1 },
    ])
      expect(restorer.offer({ ...snapshot, ...bad }, map.root)).toBe("reject");
  });

  test.each([
    ["noise", utf8("no deflate")],
    ["another chunk", packed[0]],
    ["a cut one", packed[1]?.slice(0, -3)],
    ["one that grows without end", new Uint8Array(deflateRawSync(new Uint8Array(CHUNK_LIMIT + 1)))],
    ["nothing", new Uint8Array()],
  ])("%s instead of a chunk is asked of another peer, and the right one then taken", (_, bytes) => {
    restorer.offer(snapshot, map.root);
    apply(0);
    expect(apply(1, bytes as Uint8Array)).toEqual({ result: "retry", refetch: 1, rejectSender: "peer" });
    expect(apply(1)).toEqual({ result: "accept" });
  });

  test("a snapshot whose state has another root than the chain is rejected", () => {
    restorer.offer(snapshot, MerkleMap.empty.root);
    expect(packed.map((_, index) => apply(index)).at(-1)).toEqual({ result: "rejectSnapshot" });
  });

  describe("in little memory", () => {
    const refused: string[] = [];
    const within = (memory: number) =>
      new Restorer({ memory, onRefused: (height, problem) => refused.push(`${height}: ${problem}`) });
    beforeEach(() => void refused.splice(0));

    test("refuses what the list announces before it fetches anything, and says why", () => {
      const many = snapshotOf(
        7,
        Array.from({ length: 100 }, () => new Uint8Array(32)),
      );
      expect(within(2 * 50 * CHUNK_SIZE - 1).offer(many, map.root)).toBe("reject");
      expect(refused).toEqual([expect.stringMatching(/^7: it takes over 209 MB .* may take 209 MB/)]);
      expect(within(2 * 50 * CHUNK_SIZE).offer(many, map.root)).toBe("accept");
    });

    test.each([
      ["many small entries", Array.from({ length: 8000 }, (_, i) => entryLine(String(i).padStart(4, "0"), "1"))],
      ["few long ones", [entryLine("a", "x".repeat(1_300_000)), entryLine("b", "x".repeat(1_300_000))]],
    ])("%s are refused with the chunk that takes too much, long before the root", (_, lines) => {
      const half = lines.length / 2;
      const made = [lines.slice(0, half), lines.slice(half), ["z 1\n"]].map((each) => utf8(each.join("")));
      const one = within(5_000_000);
      const offer = () => one.offer(snapshotOf(7, made.map((chunk) => nativeSha256(chunk))), map.root); // prettier-ignore
      expect(offer()).toBe("accept");
      const give = (index: number) => one.apply(index, new Uint8Array(deflateRawSync(Uint8Array.from(made[index] ?? []))), "peer"); // prettier-ignore
      expect(give(0).result).toBe("accept");
      expect(give(1)).toEqual({ result: "rejectSnapshot" });
      expect(refused).toEqual([expect.stringContaining("may take 5 MB")]);
      // The next one offered begins anew.
      expect(offer()).toBe("accept");
      expect(give(0).result).toBe("accept");
    });
  });

  test.each([
    ["lines that are none", utf8("nonsense\n")],
    ["keys out of order", utf8(entryLine("b", "1") + entryLine("a", "1"))],
    ["a key twice", utf8(entryLine("a", "1") + entryLine("a", "1"))],
    ["a line without end", utf8("a 1")],
    ["bytes that are no text", Uint8Array.of(0x61, 0x20, 0xff, 0x0a)],
    ["a key that no map holds", concat(utf8("é 1\n"))],
  ])("a snapshot that was made of %s is rejected", (_, chunk) => {
    expect(restorer.offer(snapshotOf(7, [nativeSha256(chunk)]), map.root)).toBe("accept");
    expect(apply(0, new Uint8Array(deflateRawSync(Uint8Array.from(chunk))))).toEqual({ result: "rejectSnapshot" });
  });

  test("chunks without an offer, or out of turn, end the restoration", () => {
    expect(apply(0)).toEqual({ result: "abort" });
    restorer.offer(snapshot, map.root);
    expect(apply(1)).toEqual({ result: "abort" });
  });
});
