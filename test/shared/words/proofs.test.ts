/** What a proved file says of a contract's life and of a party's path, in both languages. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { Answered, ProofVerdict } from "../../../shared/proof/checkBundle.ts";
import { contractWords } from "../../../shared/words/contract.ts";
import { proofWords } from "../../../shared/words/proofs.ts";
import { alice, bob, contract, contractState, deliver, FIRM, market } from "../ledger/ends/scene.ts";
import { CHAIN, type Chain } from "../ledger/market.ts";

let chain: Chain;

beforeAll(() => {
  chain = market();
  const made = contract(chain, [600, 400], FIRM);

  deliver(chain, made.first, 500, 600);
  deliver(chain, made.first + 1, 400, 400);
});

const proved = (answers: readonly Answered[]): ProofVerdict => ({
  verdict: "proved",
  shown: {
    chainId: CHAIN,
    height: 9,
    time: 0,
    headerHash: "ab",
    validators: [],
    simulated: false,
    answers,
    carried: { transactions: [], bodies: [], archived: [] },
  },
});
const path = (from: number, limit: number): Answered => {
  const input = { party: alice.address, from, limit };
  return { query: "path", input, answer: chain.query("path", input) as unknown as Json };
};
const english = (...answers: readonly Answered[]): string => proofWords(proved(answers), "en").lines.join("\n");

describe("a path", () => {
  const WHOLE = /The whole path of .+: (\d+) transactions, none missing, none added\./;
  const count = (): number => chain.query("path", { party: alice.address, from: 0, limit: 1 }).count;

  test("is whole when its entries are all there, in one page or in several", () => {
    expect(count()).toBeGreaterThan(3);
    expect(WHOLE.exec(english(path(0, 100)))?.[1]).toBe(String(count()));
    expect(WHOLE.exec(english(path(0, 2), path(2, 100)))?.[1]).toBe(String(count()));
  });
  test("is not whole with a page missing, a page twice, or an entry changed", () => {
    expect(english(path(0, 2))).toContain(`transactions 1 to 2 of ${count()}.`);
    expect(english(path(1, 100))).toContain(`transactions 2 to ${count()} of ${count()}.`);
    expect(english(path(2, 1))).toContain(`: transaction 3 of ${count()}.`);
    expect(english(path(0, 2), path(0, 2))).not.toMatch(WHOLE);
    expect(english(path(0, 2), path(3, 100))).not.toMatch(WHOLE);
    const { answer, ...asked } = path(0, 100);
    const { entries, ...more } = answer as unknown as { entries: readonly { tx: string }[] };
    const changed = entries.map((entry, i) => (i === 1 ? { ...entry, tx: "cd".repeat(32) } : entry));
    expect(english({ ...asked, answer: { ...more, entries: changed } as unknown as Json })).not.toMatch(WHOLE);
  });
  test("tells a gap between what left the state and what the file asks of it", () => {
    const all = chain.query("path", { party: alice.address, from: 0, limit: 100 }).entries;
    const told = (archived: number, from: number, lang: "en" | "zh" = "en") => {
      const verdict = proved([path(from, 100)]) as Extract<ProofVerdict, { verdict: "proved" }>;
      const entries = all.slice(0, archived).map(({ height, index, tx, code }) => ({ height, index, tx, code }));
      const carried = { transactions: [], bodies: [], archived: [{ party: alice.address, entries }] };
      return proofWords({ ...verdict, shown: { ...verdict.shown, carried } }, lang).lines[0] ?? "";
    };
    const n = count();
    expect(told(2, 2)).toMatch(WHOLE);
    expect(told(2, n - 1)).toContain(`transactions 1 to 2, ${n} of ${n}; those between are missing here.`);
    expect(told(1, 3)).toContain(`transactions 1, ${n === 4 ? "4" : `4 to ${n}`} of ${n}; those between`);
    expect(told(2, n - 1, "zh")).toContain(`共 ${n} 笔交易中的第 1 至 2 笔、第 ${n} 笔，其间各笔不在此列。`);
  });
  test("says that the file has none of its entries where it asks beyond them", () => {
    const beyond = english(path(count() + 5, 1));
    expect(beyond).toContain(`${count()} transactions, none of which is in the file.`);
    expect(proofWords(proved([path(count() + 5, 1)]), "zh").lines[0]).toContain("文件中没有其中任何一笔");
  });
  test("says so when the state has none of its entries any more", () => {
    const end = chain.market + 400 * 86_400;
    while (chain.market < end) chain.until(Math.min(end, chain.market + 600));
    expect(path(0, 100).answer).toMatchObject({ entries: [] });
    expect(english(path(0, 100))).toContain("keeps none any more");
    expect(proofWords(proved([path(0, 100)]), "zh").lines.join("\n")).toContain("不再保留");
  });
});

describe("a contract's life is told event by event, in either language, and in no code of ours", () => {
  const told = (withTerms: boolean) => {
    const scene = market();
    const { id, first } = contract(scene, [600, 400], FIRM);
    deliver(scene, first, 500, 600);
    const history = { query: "history", input: { contract: id }, answer: scene.query("history", { contract: id }) };
    const record = { query: "contract", input: { id }, answer: scene.query("contract", { id }) };
    const answers = [...(withTerms ? [record] : []), history] as unknown as Answered[];
    const lines = (lang: "en" | "zh") => {
      const all = proofWords(proved(answers), lang).lines;
      return all.slice(all.findIndex((line) => /Life of|历程/.test(line)));
    };
    const before = proofWords(proved(answers), "en").lines;
    const terms = contractState(scene, id)?.terms;
    const text = terms && contractWords(terms, "en");
    return { before, text, id, events: history.answer ?? [], en: lines("en"), zh: lines("zh"), slot: first };
  };
  test("with the contract's whole text before it, with its slots and damages", () => {
    const { text, before } = told(true);
    const { lead, clauses } = text ?? { lead: "no contract", clauses: [] };
    expect(before).toEqual(expect.arrayContaining([lead, ...clauses]));
    expect(clauses.join(" ")).toMatch(/Slots, in local time.*0\.60 kWh.*0\.40 kWh/);
  });
  test("with the contract's terms: at the market's hours, slots as times", () => {
    const { id, events, en, zh } = told(true);
    expect(en).toHaveLength(1 + events.length);
    expect(zh).toHaveLength(en.length);
    expect(en[0]).toBe(`Life of contract ${id.slice(0, 8)}…${id.slice(-4)}, in market time:`);
    expect(en[1]).toMatch(/^\d+ \w+, \d\d:\d\d, block \d+: offered\.$/);
    expect(en.join("\n")).toMatch(/block \d+: settled \(\d+ \w+, \d\d:\d\d–\d\d:\d\d\)\./);
    expect(zh.join("\n")).toMatch(/区块 \d+：已结算（\d+ 月 \d+ 日 \d\d:\d\d–\d\d:\d\d）。/);
    expect(en.join("\n")).not.toMatch(/slot \d/);
    expect(zh.join("\n")).not.toMatch(/offered|settled|committed|[{}]/);
  });
  test("without them by block and slot number", () => {
    const { en, zh } = told(false);
    expect(en[1]).toMatch(/^Block \d+: offered\.$/);
    expect(en.join("\n")).toMatch(/Block \d+: settled \(slot \d+\)\./);
    expect(zh.join("\n")).toMatch(/区块 \d+：已结算（时段 \d+）。/);
  });
  test("a rule that holds, a reason, a decision and an answer stand as what they are", () => {
    const event = { height: 7, market: null, slot: null, statement: null };
    const id = "ab".repeat(32);
    const pairs = [
      { a: alice.address, b: bob.address, period: 3 },
      { a: alice.address, b: "cd".repeat(20), period: 3 },
    ];
    const events = [
      ...pairs.map((statement) => ({ ...event, what: "stated", by: null, statement })),
      { ...event, what: "held", by: "seller.watched" },
      { ...event, what: "denied", by: "nothing came" },
      { ...event, what: "ruled", by: id },
      { ...event, what: "paid", by: "silence" },
    ];
    const answer = { query: "history", input: { contract: id }, answer: events } as unknown as Answered;
    const names = {
      [alice.address]: { en: "Alice", zh: "Alice" },
      [bob.address]: { en: "the neighbour", zh: "邻居" },
    };
    expect(proofWords(proved([answer]), "zh", { names }).lines[1]).toBe(
      "区块 7：已计入账单（Alice 与邻居第 3 账期账单）。",
    );
    expect(proofWords(proved([answer]), "en", { names }).lines.slice(1)).toEqual([
      `Block 7: entered into the statement (statement of period 3 between Alice and the neighbour).`,
      `Block 7: entered into the statement (statement of period 3 between Alice and cdcdcdcdc…cdcd).`,
      "Block 7: held (Seller not under watch).",
      "Block 7: payment denied (“nothing came”).",
      "Block 7: ruled on (by abababab…abab).",
      "Block 7: paid (not answered in time, which counts as confirmed).",
    ]);
  });
});
