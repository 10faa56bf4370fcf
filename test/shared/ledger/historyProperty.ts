/**
 * One random history of a small market, held against the invariants of DESIGN §4 after every block: positions, contracts, money,
 * transitions, refusals; then replayed, and rebuilt from its content alone. Throws where one does not hold.
 */
import fc from "fast-check";
import { toHex } from "../../../shared/codec/bytes.ts";
import { applyBlock } from "../../../shared/ledger/applyBlock.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import type { SlotRecord } from "../../../shared/ledger/records.ts";
import type { Reader } from "../../../shared/state/reader.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import type { Json } from "../../../shared/codec/canonical.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import type { Leaf } from "../../../shared/state/tree.ts";
import { readerOf, valueOf } from "../../../shared/state/treeReader.ts";
import { differingKeys } from "./differs.ts";
import { expect } from "./holds.ts";
import { clearingsHold } from "./auction/clearingsHold.ts";
import { ROOM_ACTS } from "./acts/acts.ts";
import { type Act, FIRST_ROOM_ACT, historyGenesis, History } from "./history.ts";
import {
  contractsHold,
  decisionsHold,
  indexesHold,
  mailHolds,
  moneyHolds,
  partiesHold,
  positionsHold,
  transitionsHold,
} from "./invariants.ts";
import { tracesRefusal } from "./refusalTraces.ts";
import { TRUSTING } from "./market.ts";

const BEGINNING = initialState(historyGenesis()).hashedBy(nativeSha256);

/** Told of everything that happened: an invariant over nothing would hold as well. */
export type Count = (what: string) => void;

/** Two acts of the first market for each one of the rooms. */
const what = fc.oneof(
  { weight: 3, arbitrary: fc.nat(FIRST_ROOM_ACT - 1) },
  { weight: 2, arbitrary: fc.integer({ min: FIRST_ROOM_ACT, max: FIRST_ROOM_ACT + ROOM_ACTS.length - 1 }) },
);
const act: fc.Arbitrary<Act> = fc.tuple(what, fc.nat(99), fc.nat(9999), fc.nat(9999));
export const acts = fc.array(act, { minLength: 20, maxLength: 90, size: "max" });

/** Acts with readings and time after every few, so that contracts live their whole life within a history, and time at its end. */
function* course(moves: readonly Act[]): Iterable<Act> {
  for (const [i, move] of moves.entries()) {
    yield move;
    if (i % 4 !== 3) continue;
    yield [9, 0, 59, 0];
    yield [7, 0, move[2], move[3]];
  }
  for (let i = 0; i < 30; i++) yield [9, 0, 59, 0];
}

/** Every block is played; what must hold is looked at after every `every` of them, and after the last. */
function play(history: History, moves: readonly Act[], count: Count, every: number): void {
  let checked: Reader = parsedOnce(history.chain.state);
  for (const [i, move] of [...course(moves)].entries()) {
    step(history, move, count);
    if (i % every !== 0) continue;
    const state = parsedOnce(history.chain.state);
    allHold(state, checked, count);
    checked = state;
  }
  allHold(parsedOnce(history.chain.state), checked, count);
}

/** A state as the checks read it: what stays from block to block is parsed once. */
const parsed = new WeakMap<Leaf, Json>();
const parsedOnce = (state: MerkleMap): Reader =>
  readerOf(state.tree, undefined, (leaf) => {
    let value = parsed.get(leaf);
    if (value === undefined) parsed.set(leaf, (value = valueOf(leaf)));
    return value;
  });

function step(history: History, move: Act, count: Count): void {
  const { chain } = history;
  const before = chain.state;
  const txs = history.transactions(move);
  const results = history.block(txs, history.seconds(move));
  results.forEach(({ code, data }) => count(code === 0 ? "done" : code === 1 ? (data?.rule ?? "") : "invalid"));
  if (txs.length !== 1 || results[0]?.code !== 1) return;
  const idle = applyBlock(before, { height: chain.height, time: chain.time, txs: [] }, TRUSTING);
  onlyNonceDiffers(idle.state, chain.state);
}

function allHold(state: Reader, before: Reader, count: Count): void {
  transitionsHold(before, state);
  positionsHold(state);
  contractsHold(state);
  indexesHold(state);
  moneyHolds(state);
  decisionsHold(before, state);
  mailHolds(state);
  partiesHold(state);
  clearingsHold(state);
  for (const [, value] of state.range("orderlive/", "orderlive0"))
    count(`order ${(value as { status: string }).status}`);
}

function onlyNonceDiffers(idle: MerkleMap, refused: MerkleMap): void {
  const differs = differingKeys(idle.tree, refused.tree);
  const gone = differs.filter((key) => refused.get(key) === undefined);
  expect(gone, "gone with a refusal").toEqual([]);
  expect(
    differs.filter((key) => !tracesRefusal(key)),
    "changed by a refusal",
  ).toEqual([]);
  expect(differs.filter((key) => key.startsWith("nonce/")).length, "nonces of a refusal").toBe(1);
}

/** Plays the acts and checks everything, after every `every` blocks. */
export function checkHistory(moves: readonly Act[], count: Count, every = 1): void {
  const history = new History();
  play(history, moves, count, every);
  const { state } = history.chain;
  for (const [, value] of state.range("statement/", "statement0"))
    count(`statement ${(value as { state: string }).state}`);
  for (const [, value] of state.range("line/", "line0"))
    for (const { what } of value as unknown as readonly { what: string }[]) count(`line ${what}`);
  for (const [, value] of state.range("slot/", "slot0")) {
    const { settled, cut, excused } = value as unknown as SlotRecord;
    if (settled) count(`liability ${settled.liability}`);
    if (cut > 0) count("cut");
    if (excused) count(`excused ${excused.what}`);
  }
  for (const _ of state.range("handover/", "handover0")) count("house handed over");
  for (const _ of state.range("assigned/", "assigned0")) count("contract passed on");
  for (const [, value] of state.range("decision/", "decision0"))
    count(`decision ${(value as { state: string }).state}`);
  for (const [, value] of state.range("progress/", "progress0"))
    count(`contract ${(value as { state: string }).state}`);
  for (const [, value] of state.range("dispute/", "dispute0")) count(`dispute ${(value as { state: string }).state}`);
  for (const [, value] of state.range("sale/", "sale0")) count(`sale ${(value as { state: string }).state}`);
  for (const [, value] of state.range("contract/", "contract0"))
    count(`basis ${(value as unknown as { basis: { how: string } }).basis.how}`);
  for (const [, value] of state.range("offer/", "offer0")) {
    const { signed } = value as unknown as { signed: { body: { kind: string } } };
    if (signed.body.kind === "offer.replace") count("replaced");
  }

  // Another machine replays the blocks; one more is restored from a snapshot of the content half-way and goes on from there.
  const { blocks } = history;
  const half = blocks.length >> 1;
  // Half of the blocks are enough for most histories, and all of them for a quarter.
  const whole = moves.length % 4 === 0;
  let replayed = BEGINNING;
  if (whole) for (const block of blocks.slice(0, half)) replayed = applyBlock(replayed, block, TRUSTING).state;
  const middle = history.states[half - 1] ?? BEGINNING;
  if (whole) expect(toHex(replayed.root), "root of a replay").toBe(toHex(middle.root));
  let restored = MerkleMap.from(middle.range("", "\x7f"), nativeSha256);
  expect(toHex(restored.root), "root of a snapshot").toBe(toHex(middle.root));
  for (const block of blocks.slice(half)) restored = applyBlock(restored, block, TRUSTING).state;
  expect(toHex(restored.root), "root after a snapshot").toBe(toHex(state.root));
}
