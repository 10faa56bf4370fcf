/**
 * One random history of a small market, held against the invariants of DESIGN §4: positions, contracts, money, transitions; each block
 * against those of blocks (blockLaws.ts); then replayed, and restored from a snapshot. Throws where one does not hold.
 */
import fc from "fast-check";
import type { SlotRecord } from "../../../shared/ledger/records.ts";
import type { Reader } from "../../../shared/state/reader.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { Leaf } from "../../../shared/state/tree.ts";
import { readerOf, valueOf } from "../../../shared/state/treeReader.ts";
import { expect } from "./holds.ts";
import { commute, refusalsLeaveNothing } from "./blockLaws.ts";
import { clearingsHold } from "./auction/clearingsHold.ts";
import { placesOf, ROOM_ACTS } from "./acts/acts.ts";
import { type Act, BEGINNING, FIRST_ROOM_ACT, History } from "./history.ts";
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
import { blockOf, FIRST_MISCHIEF, MISCHIEFS } from "./mischief.ts";
import { sameRoots } from "./sameRoots.ts";

/** Told of everything that happened: an invariant over nothing would hold as well. */
export type Count = (what: string) => void;

const mischief = fc.integer({ min: FIRST_MISCHIEF, max: FIRST_MISCHIEF + MISCHIEFS - 1 });
const firstMarket = fc.nat(FIRST_ROOM_ACT - 1);
const inRooms = (places: readonly number[]) => fc.constantFrom(...places.map((place) => FIRST_ROOM_ACT + place));

const historyOf = (rooms: fc.Arbitrary<number>): fc.Arbitrary<Act[]> => {
  const what = fc.oneof(
    { weight: 4, arbitrary: firstMarket },
    { weight: 3, arbitrary: rooms },
    { weight: 1, arbitrary: mischief },
  );
  const act: fc.Arbitrary<Act> = fc.tuple(what, fc.nat(99), fc.nat(9999), fc.nat(9999));
  return fc.array(act, { minLength: 20, maxLength: 90, size: "max" });
};

/**
 * Half of the histories are of trade among homes that stay as they are, so that contracts, disputes and payments run their course; in
 * the other half everything can happen, and parties come, go and are kept out.
 */
export const acts: fc.Arbitrary<Act[]> = fc.oneof(
  historyOf(inRooms(placesOf("ends", "deals", "auction", "grid", "metering", "published", "screening"))),
  historyOf(inRooms(ROOM_ACTS.map((_, place) => place))),
);

/** What comes after the deliveries: payments, disputes and rulings on them. */
const AFTERWARDS = [8, 8, ...placesOf("ends", "screening").map((place) => FIRST_ROOM_ACT + place)];

/** Acts with readings and time after every few, so that contracts live their whole life within a history, and time at its end. */
function* course(moves: readonly Act[]): Iterable<Act> {
  for (const [i, move] of moves.entries()) {
    yield move;
    if (i % 4 !== 3) continue;
    yield [9, 0, 59, 0];
    yield [7, 0, move[2], move[3]];
  }
  for (let i = 0; i < 30; i++) {
    yield [9, 0, 59, 0];
    const [what, x, y, z] = moves[i] ?? [0, 0, 0, 0];
    if (i % 2 === 0) yield [AFTERWARDS[(what + x + i) % AFTERWARDS.length] ?? 8, x, y, z];
  }
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
  const { name, txs, invalid, second } = blockOf(history, move);
  const results = history.block(txs, history.seconds(move));
  const block = history.blocks.at(-1);
  if (!block || txs.length === 0) return;
  results.forEach(({ code, data }, i) => {
    const outcome = code === 0 ? "done" : code === 1 ? "refused" : "invalid";
    count(outcome);
    count(`${name} · ${outcome}`);
    count(`${kindOf(txs[i]?.bytes)} · ${outcome}`);
    if (data) count(data.rule);
    const must = invalid?.(i);
    if (must === undefined) return;
    expect(code, `${name}: transaction ${i} of its block`).toBe(2);
    if (must !== "any") expect(data?.rule, `${name}: transaction ${i} of its block`).toBe(must);
  });
  refusalsLeaveNothing(before, chain.state, block);
  if (second !== undefined) count(`order · ${commute(before, chain.state, block, second)}`);
}

/** Kind of a transaction, with the act of a proposal; undecodable for what is none. */
function kindOf(bytes: Uint8Array = new Uint8Array()): string {
  const found = /"kind":"([a-z.]+)"/i.exec(TEXT.decode(bytes))?.[1];
  const decided = found === "decision.propose" ? /"act":"([a-z.]+)"/i.exec(TEXT.decode(bytes))?.[1] : undefined;
  return decided === undefined ? (found ?? "undecodable") : `propose ${decided}`;
}
const TEXT = new TextDecoder();

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

  sameRoots(history, BEGINNING, Math.ceil((history.blocks.length * (moves[0]?.[2] ?? 0)) / 10_000));
}
