/** Random histories in which the regulators decide much: no decision takes effect without its quorum, and every invariant of the market holds. */
import fc from "fast-check";
import type { Reader } from "../../../../shared/state/reader.ts";
import { expect, test } from "vitest";
import { toHex } from "../../../../shared/codec/bytes.ts";
import { applyBlock } from "../../../../shared/ledger/applyBlock.ts";
import { initialState } from "../../../../shared/ledger/genesis.ts";
import type { DecisionRecord } from "../../../../shared/ledger/supervision/records.ts";
import { SUPERVISION_ACTS } from "../acts/supervision.ts";
import { History, historyGenesis } from "../history.ts";
import { contractsHold, decisionsHold, moneyHolds, positionsHold, transitionsHold } from "../invariants.ts";
import { keyOf, type Sent, TRUSTING } from "../market.ts";
import { regulator } from "./council.ts";

const SCALE = Number(process.env["FUZZ"] ?? 1);
// Without bias: small figures would make the same few acts again and again.
const figures = fc.noBias(fc.tuple(fc.nat(99), fc.nat(9999), fc.nat(9999)));
/** Offers, acceptances and readings between the acts of supervision, so that there is something to decide about. */
const moves = fc.array(fc.tuple(fc.noBias(fc.nat(SUPERVISION_ACTS.length - 1)), figures, figures), {
  minLength: 15,
  maxLength: 40,
  size: "max",
});

/** From the start one home is watched, so that contracts are held. */
function watchAnn({ chain }: History): readonly Sent[] {
  const decide = { act: "watch.set", party: keyOf("ann").address, on: true } as const;
  const proposal = chain.sign(regulator(0), { kind: "decision.propose", decide, reason: "at first" });
  const ballot = { kind: "decision.vote", decision: proposal.id, approve: true, reason: "agreed" } as const;
  return [proposal, ...[1, 2].map((who) => chain.sign(regulator(who), ballot))];
}

const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

function step(history: History, what: number, [x, y, z]: readonly [number, number, number], act = -1): void {
  const { chain } = history;
  const before = chain.state;
  const txs = SUPERVISION_ACTS[act]?.(chain, x, y, z) ?? history.transactions([what, x, y, z]);
  const results = history.block(txs, history.seconds([what, x, y, z]));
  for (const { code, data } of results) if (code === 1) count(data?.rule ?? "");
  transitionsHold(before, chain.state);
  decisionsHold(before, chain.state);
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
  countDecisions(chain.state);
}

/** After every block: what is over leaves the state. */
function countDecisions(state: Reader): void {
  for (const [, value] of state.range("decision/", "decision0")) {
    const { state: outcome, signed, carried } = value as unknown as DecisionRecord;
    count(`decision ${outcome}`);
    if (outcome === "effective") count(signed.body.decide.act);
    if (carried && carried.needed !== 3) count("another quorum");
    if (carried && carried.of !== 4) count("other regulators");
  }
}

test(
  "decisions, positions, contracts and money hold after every block, and a replay gives the same root",
  () => {
    fc.assert(
      fc.property(moves, (acts) => {
        const history = new History();
        history.block(watchAnn(history), 2);
        for (const [i, [act, decided, traded]] of acts.entries()) {
          step(history, 0, traded);
          step(history, 3, [traded[0] + 1, traded[1], traded[2]]);
          step(history, 9, decided, act);
          if (i % 4 === 3) for (const what of [9, 7]) step(history, what, [0, 40, traded[2]]);
        }
        for (let i = 0; i < 15; i++) step(history, 9, [0, 59, 0]);
        const { state } = history.chain;
        let replayed = initialState(historyGenesis());
        for (const block of history.blocks) replayed = applyBlock(replayed, block, TRUSTING).state;
        expect(toHex(replayed.root)).toBe(toHex(state.root));
      }),
      // The same histories every time unless there shall be more of them.
      { numRuns: 15 * SCALE, ...(SCALE === 1 ? { seed: 11 } : {}) },
    );
  },
  300_000 * SCALE,
);

test("the histories were worth looking at", () => {
  const wanted =
    "decision effective,decision failed,decision rejected,decision lapsed,another quorum,other regulators," +
    "contract.void,contract.release,watch.set,trade.suspend,params.change,regulator.add,regulator.remove," +
    "party.suspend,zone.suspended,decision.twice,decision.closed,decision.regulator";
  expect(wanted.split(",").filter((what) => !seen.has(what))).toEqual([]);
});
