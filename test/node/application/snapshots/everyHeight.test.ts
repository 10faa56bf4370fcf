/** A node restored from a snapshot at any height of a busy chain has its root, and goes on with the same roots and results. */
import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { applyBlock } from "../../../../shared/ledger/applyBlock.ts";
import type { MerkleMap } from "../../../../shared/state/merkleMap.ts";
import { chunksOf } from "../../../../node/application/entryLines.ts";
import { nativeSha256 } from "../../../../node/application/nativeSha256.ts";
import { nativeSignatures } from "../../../../node/application/nativeSignatures.ts";
import { Restorer } from "../../../../node/application/snapshots/restorer.ts";
import { snapshotOf } from "../../../../node/application/snapshots/snapshot.ts";
import { entriesOf } from "../../../../node/application/snapshots/snapshotTaker.ts";
import { startStreet } from "../../../../node/street/street.ts";
import { chainInMemory, TEST_KEYS } from "../../street/chainInMemory.ts";

const HEIGHTS = 40;
/** Small, so that every snapshot has several chunks. */
const CHUNK = 20_000;

function restored(height: number, state: MerkleMap): MerkleMap | undefined {
  const chunks = [...chunksOf(entriesOf(state), CHUNK)];
  const snapshot = snapshotOf(height, chunks.map((chunk) => nativeSha256(chunk))); // prettier-ignore
  const restorer = new Restorer();
  expect(restorer.offer(snapshot, state.root)).toBe("accept");
  const answers = chunks.map((chunk, i) =>
    restorer.apply(i, new Uint8Array(deflateRawSync(Uint8Array.from(chunk))), ""),
  );
  const last = answers.at(-1);
  return last?.result === "accept" ? last.restored?.state : undefined;
}

test(`at each of ${HEIGHTS} heights with the street trading`, { timeout: 120_000 }, () => {
  const chain = chainInMemory({ rate: 240, seed: 3 });
  const check = nativeSignatures();
  let waiting: Uint8Array[] = [];
  let before = chain.state;
  let txs = 0;
  chain.host.onBlock((height, time) => {
    const block = { height, time, txs: waiting };
    waiting = [];
    txs += block.txs.length;
    // Nothing is to be restored of height 0: a node begins with genesis there.
    const copy = height > 1 ? restored(height - 1, before) : before;
    if (!copy) throw new Error(`nothing was restored of height ${height - 1}`);
    expect(copy.root).toEqual(before.root);
    expect(applyBlock(copy, block, check).state.root).toEqual(chain.state.root);
    before = chain.state;
  });
  const host = {
    ...chain.host,
    submit(tx: Uint8Array) {
      const refusal = chain.host.submit(tx);
      if (!refusal) waiting.push(tx);
      return refusal;
    },
  };
  const street = startStreet(host, { seed: 3, keys: TEST_KEYS });
  chain.until("so many blocks", () => chain.height >= HEIGHTS, 1_000_000);
  street.stop();
  expect(txs).toBeGreaterThan(HEIGHTS);
});
