/**
 * One random history of a small market, held against the invariants of DESIGN §4 after every block: positions, contracts, money,
 * transitions, refusals; then replayed, and rebuilt from its content alone. Throws where one does not hold.
 */
import fc from "fast-check";
import { expect } from "vitest";
import { toHex } from "../../../shared/codec/bytes.ts";
import { applyBlock } from "../../../shared/ledger/applyBlock.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import type { SlotRecord } from "../../../shared/ledger/records.ts";
import type { Reader } from "../../../shared/state/reader.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
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
  let checked: Reader = history.chain.state;
  for (const [i, move] of [...course(moves)].entries()) {
    step(history, move, count);
    if (i % every !== 0) continue;
    allHold(history, checked, count);
    checked = history.chain.state;
  }
  allHold(history, checked, count);
}

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

function allHold({ chain }: History, before: Reader, count: Count): void {
  transitionsHold(before, chain.state);
  positionsHold(chain.state);
  contractsHold(chain.state);
  indexesHold(chain.state);
  moneyHolds(chain.state);
  decisionsHold(before, chain.state);
  mailHolds(chain.state);
  partiesHold(chain.state);
  clearingsHold(chain.state);
  for (const [, value] of chain.state.range("orderlive/", "orderlive0"))
    count(`order ${(value as { status: string }).status}`);
}

function onlyNonceDiffers(idle: MerkleMap, refused: MerkleMap): void {
  const left = new Map(idle.range("", "\x7f"));
  const differs: string[] = [];
  for (const [key, value] of refused.range("", "\x7f")) {
    if (JSON.stringify(left.get(key)) !== JSON.stringify(value)) differs.push(key);
    left.delete(key);
  }
  expect([...left.keys()]).toEqual([]);
  expect(differs.filter((key) => !tracesRefusal(key))).toEqual([]);
  expect(differs.filter((key) => key.startsWith("nonce/"))).toHaveLength(1);
}

/** Plays the acts and checks everything, after every `every` blocks. */
export function checkHistory(moves: readonly Act[], count: Count, every = 1): void {
  const history = new History();
  play(history, moves, count, every);
  const { state } = history.chain;
  for (const [key, value] of state.range("statement/", "statement0")) {
    count(`statement ${(value as { state: string }).state}`);
    expect(key).toBeDefined();
  }
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

  // The same blocks give the same root, and the root is that of the content alone.
  let replayed = initialState(historyGenesis());
  for (const block of history.blocks) replayed = applyBlock(replayed, block, TRUSTING).state;
  expect(toHex(replayed.root)).toBe(toHex(state.root));
  expect(toHex(MerkleMap.from(state.range("", "\x7f")).root)).toBe(toHex(state.root));
}
