/**
 * Determinism over a history that was played (DESIGN §4): another machine that replays its blocks has the same root and the same results
 * after each of them, and so has one that was restored from a snapshot in the middle and went on from there.
 */
import { toHex } from "../../../shared/codec/bytes.ts";
import { applyBlock } from "../../../shared/ledger/applyBlock.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { expect } from "./holds.ts";
import type { History } from "./history.ts";
import { TRUSTING } from "./market.ts";

/** Replays from the beginning up to a block, restores what is there from its content alone, and goes on to the end. */
export function sameRoots(history: History, beginning: MerkleMap, restoredAfter: number): void {
  let state = beginning;
  for (const [i, block] of history.blocks.entries()) {
    const applied = applyBlock(state, block, TRUSTING);
    const where = `block ${block.height}${i >= restoredAfter ? " after a restore" : ""}`;
    expect(toHex(applied.state.root), `root of ${where}`).toBe(block.root);
    expect(applied.results, `results of ${where}`).toEqual(block.results);
    expect(applied.validatorUpdates, `validators of ${where}`).toEqual(history.chain.validatorUpdates[i]);
    state = i + 1 === restoredAfter ? restored(snapshotOf(applied.state)) : applied.state;
    expect(toHex(state.root), `root of ${where}, restored`).toBe(block.root);
  }
  // Nothing but the content makes the root: not the way that led there.
  expect(toHex(restored(snapshotOf(state)).root), "root of the content alone").toBe(toHex(history.chain.state.root));
}

/** All that a machine hands another one: bytes of keys and canonical values, in order. */
function snapshotOf(state: MerkleMap): string {
  return Array.from(state.range("", "\x7f"), ([key]) => `${key} ${state.text(key) ?? ""}`).join("\n");
}

/** Keys hold no space, canonical texts no line break. */
function restored(snapshot: string): MerkleMap {
  const entries = snapshot.split("\n").map((line): readonly [string, string] => {
    const space = line.indexOf(" ");
    return [line.slice(0, space), line.slice(space + 1)];
  });
  return MerkleMap.fromTexts(entries, nativeSha256);
}
