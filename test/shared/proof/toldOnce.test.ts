/** A file tells each line of a statement and each entry of a path once, and says which part of them it tells. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { StatementHead } from "../../../shared/ledger/records.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import { encodeBundle, type Question } from "../../../shared/proof/bundle.ts";
import { checkBundle, type ProofVerdict } from "../../../shared/proof/checkBundle.ts";
import { witnessOf } from "../../../shared/state/witness.ts";
import { proofWords } from "../../../shared/words/proofs.ts";
import { block, START } from "../light/chain.ts";
import { CHAIN, type Chain } from "../ledger/market.ts";
import { alice, bob, contract, deliver, FIRM, market, watch } from "../ledger/ends/scene.ts";
import { anchorAt, BUDGET, four } from "./scene.ts";

let chain: Chain;
let pair: Pick<StatementHead, "a" | "b" | "period">;

/** Two contracts with lines in one statement. */
beforeAll(() => {
  chain = market();
  const { first } = contract(chain, [600, 400], FIRM);
  deliver(chain, first, 500, 600);
  deliver(chain, first + 1, 400, 400);
  contract(chain, [300, 300], FIRM, bob, alice);
  watch(chain, chain.market + 3 * 3600);
  const head = chain
    .query("statementHeads", { party: alice.address, limit: 9 })
    .find(({ a, b, period }) => chain.query("statementLines", { a, b, period, limit: 9 }).lines.length > 1);
  if (!head) throw new Error("a statement of two contracts");
  pair = { a: head.a, b: head.b, period: head.period };
});

const check = (
  asked: readonly (readonly [query: string, input: Json, version?: number])[],
  { state } = chain,
): Promise<ProofVerdict> => {
  const questions = asked.map(([query, input, version = 1]): Question => {
    const witness = witnessOf(state, (reader) => runQuery(reader, query, version, input), BUDGET);
    return { query, version, input, witness };
  });
  const [anchor, last] = [5, 40].map((height) =>
    block({ height, signers: four, chainId: CHAIN, header: height === 5 ? {} : { appHash: state.root } }),
  );
  if (!anchor || !last) throw new Error("two headers");
  return checkBundle(encodeBundle({ chainId: CHAIN, questions, blocks: [anchor, last] }), {
    anchors: [anchorAt(anchor)],
    now: START + 100_000,
    allowSimulated: true,
  });
};
const told = (verdict: ProofVerdict, lang: "en" | "zh" = "en") => proofWords(verdict, lang).lines;
const again = (index: number) => ({ verdict: "refused", refusal: { why: "question", index, problem: "again" } });

describe("the lines of a statement", () => {
  const page = (more: { after?: string; limit: number }) => ["statementLines", { ...pair, ...more }] as const;

  test("are refused when another page has them too, whatever its limit or beginning", async () => {
    for (const second of [{ limit: 99 }, { after: "0", limit: 100 }, { limit: 1 }]) {
      const verdict = await check([page({ limit: 100 }), page(second)]);
      expect(verdict).toMatchObject(again(1));
      expect(proofWords(verdict, "en").title).toBe("Refused: question 2 tells again what stands there before.");
      expect(proofWords(verdict, "zh").title).toMatch(/^已拒绝：第 2 个问题.+。$/);
    }
  });
  test("are told page after page, each page saying after which contract it begins", async () => {
    const { next } = chain.query("statementLines", { ...pair, limit: 1 });
    if (next === null) throw new Error("a second contract");
    const verdict = await check([page({ limit: 1 }), page({ after: next, limit: 100 })]);
    const short = `${next.slice(0, 8)}…${next.slice(-4)}`;
    expect(told(verdict).filter((line) => line.startsWith("Lines of"))).toEqual([
      expect.stringMatching(new RegExp(`, of the contracts after ${short} alone:$`)),
    ]);
    expect(told(verdict, "zh").join("\n")).toContain(`（仅 ${short} 之后的合约）：`);
  });
  test("are said to be none where none stand behind the page's beginning, which is told", async () => {
    for (const limit of [1, 100]) {
      const verdict = await check([page({ after: "f".repeat(64), limit })]);
      expect(told(verdict)).toEqual([
        expect.stringMatching(/, of the contracts after ffffffff…ffff alone:$/),
        "There are none.",
      ]);
      expect(told(verdict, "zh")[1]).toBe("没有明细。");
    }
  });
});

describe("the entries of a path", () => {
  const page = (from: number, limit: number) => ["path", { party: alice.address, from, limit }, 2] as const;
  const fresh = market();
  for (let n = 0; n < 4; n++) fresh.send(alice, { kind: "offer.cancel", offer: String(n).repeat(64) });

  test("are refused when another page has them too", async () => {
    expect(await check([page(0, 100), page(0, 99)], fresh)).toMatchObject(again(1));
    expect(await check([page(0, 100), page(1, 1)], fresh)).toMatchObject(again(1));
    expect(await check([page(0, 2), page(3, 1), page(2, 2)], fresh)).toMatchObject(again(2));
    const whole = await check([page(0, 2), page(2, 100)], fresh);
    expect(told(whole)[0]).toContain("4 transactions, none missing, none added");
  });
  test("are not told again by pages that have none", async () => {
    expect(chain.query("path", page(0, 2)[1]).entries).toEqual([]);
    expect(await check([page(0, 2), page(1, 2)])).toMatchObject(again(1));
  });
});

describe("a statement", () => {
  const lists = [
    ["statementHeads", { party: alice.address, limit: 9 }],
    ["statementHeads", { party: bob.address, limit: 9 }],
    ["statementsOf", { party: alice.address, limit: 9 }],
    ["statementsOf", { party: bob.address, limit: 9 }],
  ] as const;

  test("is refused when another list, or the question for it alone, has told it", async () => {
    for (const first of lists) {
      for (const second of [...lists, ["statementHead", pair] as const].filter((one) => one !== first)) {
        expect(await check([first, second])).toMatchObject(again(1));
        expect(await check([second, first])).toMatchObject(again(1));
      }
    }
  });
  test("is told beside its lines, but not beside a list that has the lines", async () => {
    const lines = ["statementLines", { ...pair, limit: 100 }] as const;
    expect(await check([["statementHead", pair], lines])).toMatchObject({ verdict: "proved" });
    for (const party of [alice, bob]) {
      const list = ["statementsOf", { party: party.address, limit: 9 }] as const;
      expect(await check([lines, list])).toMatchObject(again(1));
      expect(await check([list, lines])).toMatchObject(again(1));
    }
  });
});

test("a contract is refused when another list has told it", async () => {
  const [of] = chain.query("contractsOf", { party: alice.address, limit: 1 });
  if (!of) throw new Error("a contract");
  const one = ["contract", { id: of.id }] as const;
  const mine = ["contractsOf", { party: alice.address, limit: 9 }] as const;
  const theirs = ["contractsOf", { party: bob.address, limit: 9 }] as const;
  for (const asked of [
    [one, mine],
    [mine, one],
    [mine, theirs],
  ]) {
    expect(await check(asked)).toMatchObject(again(1));
  }
});
