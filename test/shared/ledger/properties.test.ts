/** The invariants of DESIGN §4 over random histories of a small market. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../../shared/codec/bytes.ts";
import { applyBlock } from "../../../shared/ledger/applyBlock.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { type Act, ACTS, historyGenesis, History } from "./history.ts";
import { contractsHold, moneyHolds, positionsHold, transitionsHold } from "./invariants.ts";
import { TRUSTING } from "./market.ts";

/** FUZZ=10 plays ten times as many histories. */
const SCALE = Number(process.env["FUZZ"] ?? 1);

const act: fc.Arbitrary<Act> = fc.tuple(fc.nat(ACTS - 1), fc.nat(99), fc.nat(9999), fc.nat(9999));
const acts = fc.array(act, { minLength: 20, maxLength: 90, size: "max" });

/** What happened over all histories of this file: an invariant over nothing would hold as well. */
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

function play(history: History, moves: readonly Act[]): void {
  // Readings and time after every few acts, so that contracts live their whole life within a history.
  for (const [i, move] of moves.entries()) {
    step(history, move);
    if (i % 4 === 3) {
      step(history, [9, 0, 59, 0]);
      step(history, [7, 0, move[2], move[3]]);
    }
  }
  for (let i = 0; i < 30; i++) step(history, [9, 0, 59, 0]);
}

function step(history: History, move: Act): void {
  const { chain } = history;
  const before = chain.state;
  const txs = history.transactions(move);
  const idle = applyBlock(
    before,
    { height: chain.height + 1, time: chain.time + history.seconds(move) * 1000, txs: [] },
    TRUSTING,
  );
  const results = history.block(txs, history.seconds(move));
  results.forEach(({ code, data }) => count(code === 0 ? "done" : code === 1 ? (data?.rule ?? "") : "invalid"));
  if (txs.length === 1 && results[0]?.code === 1) onlyNonceDiffers(idle.state, chain.state);
  transitionsHold(before, chain.state);
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
}

function onlyNonceDiffers(idle: MerkleMap, refused: MerkleMap): void {
  const left = new Map(idle.range("", "\x7f"));
  const differs: string[] = [];
  for (const [key, value] of refused.range("", "\x7f")) {
    if (JSON.stringify(left.get(key)) !== JSON.stringify(value)) differs.push(key);
    left.delete(key);
  }
  expect([...left.keys()]).toEqual([]);
  // The refusal also stands in the paths of those whom the transaction names.
  const kept = (key: string): boolean => /^(?:nonce|log|logentry)\/|^due\/a\/\d+\/unlog\//.test(key);
  expect(differs.filter((key) => !kept(key))).toEqual([]);
  expect(differs.filter((key) => key.startsWith("nonce/"))).toHaveLength(1);
}

test(
  "positions, contracts, money, transitions and refusals hold after every block",
  () => {
    fc.assert(
      fc.property(acts, (moves) => {
        const history = new History();
        play(history, moves);
        const { state } = history.chain;
        for (const [key, value] of state.range("statement/", "statement0")) {
          count(`statement ${(value as { state: string }).state}`);
          expect(key).toBeDefined();
        }
        for (const [, value] of state.range("progress/", "progress0"))
          count(`contract ${(value as { state: string }).state}`);
        for (const [, value] of state.range("dispute/", "dispute0"))
          count(`dispute ${(value as { state: string }).state}`);
        for (const [, value] of state.range("slot/", "slot0")) {
          const { settled } = value as { settled: { liability: string } | null };
          if (settled) count(`liability ${settled.liability}`);
        }

        // The same blocks give the same root, and the root is that of the content alone.
        let replayed = initialState(historyGenesis());
        for (const block of history.blocks) replayed = applyBlock(replayed, block, TRUSTING).state;
        expect(toHex(replayed.root)).toBe(toHex(state.root));
        expect(toHex(MerkleMap.from(state.range("", "\x7f")).root)).toBe(toHex(state.root));
      }),
      { numRuns: 25 * SCALE },
    );
  },
  300_000 * SCALE,
);

test("the histories were worth looking at", () => {
  const wanted =
    "done,offer.left,offer.live,buyer.oneSide,buyer.overdue,gate,payment.state," +
    "end.gate,dispute.provisional,contract terminated,dispute open," +
    "liability none,liability seller,liability both,statement paid,statement overdue";
  expect(wanted.split(",").filter((what) => !seen.has(what))).toEqual([]);
});
