/** The invariants of DESIGN §4 over random histories with rulings and close-outs between the blocks, and with what retires meanwhile. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Liability } from "../../../../shared/ledger/records.ts";
import type { Ruling } from "../../../../shared/ledger/bodies/decisions.ts";
import { rule, ruleRules } from "../../../../shared/ledger/ends/disputes.ts";
import { closeOut, closeOutRules } from "../../../../shared/ledger/ends/insolvency.ts";
import { refusalOf } from "../../../../shared/ledger/rules.ts";
import { type Act, historyGenesis, History, HOMES } from "../history.ts";
import { transitionsHold } from "../invariants.ts";
import { keyOf } from "../market.ts";
import { allHold, decide, DECISION } from "./scene.ts";

const SCALE = Number(process.env["FUZZ"] ?? 1);
/** A history takes a second: shrinking must not take hours. */
const QUICK = { endOnFailure: true, interruptAfterTimeLimit: 240_000 * SCALE } as const;
const RULE = 100;
const CLOSE_OUT = 101;
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

const act = (...more: number[]): fc.Arbitrary<Act> =>
  fc.tuple(
    fc.oneof({ weight: 3, arbitrary: fc.nat(12) }, { weight: 2, arbitrary: fc.constantFrom(0, 3, 3, 11, 11, ...more) }),
    fc.nat(99),
    fc.nat(9999),
    fc.nat(9999),
  );

function play(history: History, moves: readonly Act[]): void {
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
  if (move[0] === RULE) ruleOn(history, move);
  else if (move[0] === CLOSE_OUT) closeOne(history, move);
  else {
    for (const { code, data } of history.block(history.transactions(move), history.seconds(move))) {
      count(code === 0 ? "done" : (data?.rule ?? ""));
    }
  }
  transitionsHold(before, chain.state);
  allHold(chain);
  for (const [key] of before.range("contract/", "contract0")) {
    if (chain.state.get(key) === undefined) count("contract retired");
  }
}

/** Homes claim what they owe, so that silence pays it. */
function payAll({ chain }: History): void {
  const sent = HOMES.map(keyOf).flatMap((key) =>
    chain.query("statementsOf", { party: key.address, limit: 100 }).flatMap(({ a, b, period, state, due }) => {
      const [debtor, creditor] = due > 0 ? [a, b] : [b, a];
      if (debtor !== key.address || (state !== "due" && state !== "overdue")) return [];
      return [chain.sign(key, { kind: "payment.claim", creditor, period, reference: "R" })];
    }),
  );
  for (const { code } of chain.block(sent)) expect(code).toBe(0);
}

function ruleOn({ chain }: History, [, x, y, z]: Act): void {
  const waiting = chain.query("disputesAwaiting", { limit: 100 });
  const dispute = waiting[y % Math.max(1, waiting.length)];
  if (!dispute) return;
  const liability = (["none", "seller", "buyer", "both", "operator", "excused"] as const satisfies Liability[])[z % 6];
  const slots = dispute.slots.map((slot) => ({
    slot,
    aS: z % 3 ? (x * 13) % 900 : null,
    aB: z % 4 ? (y * 7) % 900 : null,
  }));
  const award = z % 5 ? null : { from: z % 2 ? ("seller" as const) : ("buyer" as const), amount: y * 31 };
  const ruling: Ruling = { slots, liability: liability ?? "none", award };
  const refusal = decide(chain, (context) => refusalOf(ruleRules(context, dispute.id, ruling)));
  count(refusal?.rule ?? `ruled ${dispute.state}`);
  if (!refusal) decide(chain, (context) => rule(context, dispute.id, ruling, DECISION, "so"));
}

function closeOne({ chain }: History, [, x, y]: Act): void {
  if (y % 3 > 0) return;
  const party = keyOf(HOMES[x % HOMES.length] ?? "").address;
  const refusal = decide(chain, (context) => refusalOf(closeOutRules(context, party)));
  count(refusal?.rule ?? "closed out");
  if (!refusal) decide(chain, (context) => closeOut(context, party, DECISION, "cannot pay"));
}

test(
  "with rulings, appeals and close-outs",
  () => {
    fc.assert(
      fc.property(fc.array(act(RULE, RULE, CLOSE_OUT), { minLength: 30, maxLength: 80, size: "max" }), (moves) => {
        const history = new History();
        play(history, moves);
        // Whoever is left is closed out with what it owes by now, and with what it just agreed to.
        for (const seller of [0, 1]) step(history, [0, seller, 5, 0]);
        for (const y of [0, 1, 2, 3]) for (const buyer of [2, 3]) step(history, [3, buyer, y + 1, 0]);
        for (const x of HOMES.keys()) step(history, [CLOSE_OUT, x, 0, 0]);
        for (let i = 0; i < 12; i++) step(history, [9, 0, 1, 0]);
        const { chain } = history;
        for (const label of HOMES) {
          const record = chain.query("closeOut", { party: keyOf(label).address });
          expect(record?.phase).toBe("done");
          if (record && record.ended > 0) count("contract closed out");
          if (record && record.netted > 0) count("netted");
        }
        for (const [, value] of chain.state.range("dispute/", "dispute0")) {
          const { state, rulings } = value as unknown as { state: string; rulings: readonly unknown[] };
          count(`dispute ${state} ${rulings.length}`);
        }
      }),
      { numRuns: 30 * SCALE, ...QUICK },
    );
  },
  300_000 * SCALE,
);

test(
  "with short retention: what leaves was paid, and what stays still adds up",
  () => {
    const document = historyGenesis();
    const supervision = { ...document.params.supervision, retain: 1800, correct: 1200 };
    const short = { ...document, params: { ...document.params, supervision } };
    fc.assert(
      fc.property(fc.array(act(8), { minLength: 40, maxLength: 60, size: "max" }), (moves) => {
        const history = new History(short);
        for (let i = 0; i < moves.length; i += 10) {
          play(history, moves.slice(i, i + 10));
          payAll(history);
        }
        expect(history.chain.height).toBeGreaterThan(moves.length);
      }),
      { numRuns: 5 * SCALE, ...QUICK },
    );
  },
  300_000 * SCALE,
);

test("the histories were worth looking at", () => {
  const wanted =
    "ruled open,closed out,contract closed out,netted,dispute closed 1,ruling.energy,contract retired,dispute.provisional";
  expect(wanted.split(",").filter((what) => !seen.has(what))).toEqual([]);
});
