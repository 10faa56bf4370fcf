/** A bundle proves to who has an anchor, and to nobody else; whatever is changed in it is refused, with the reason. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { taggedHash } from "../../../shared/codec/hash.ts";
import { lightBlockJson } from "../../../shared/light/render.ts";
import { BUNDLE_LIMITS, type Bundle, encodeBundle } from "../../../shared/proof/bundle.ts";
import { checkBundle, type CheckOptions, type ProofVerdict } from "../../../shared/proof/checkBundle.ts";
import { proofWords } from "../../../shared/words/proofs.ts";
import { block, signers, START, withSignature } from "../light/chain.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import type { Reader } from "../../../shared/state/reader.ts";
import { witnessOf } from "../../../shared/state/witness.ts";
import { alice, anchorAt, bob, BUDGET, four, scene } from "./scene.ts";

const made = scene();
const NOW = START + 100_000;
const options = (change: Partial<CheckOptions> = {}): CheckOptions => ({
  anchors: [anchorAt(made.anchorBlock)],
  now: NOW,
  allowSimulated: true,
  ...change,
});
const check = (bytes: Uint8Array, change: Partial<CheckOptions> = {}) => checkBundle(bytes, options(change));
const checked = (change: Partial<Bundle>, more: Partial<CheckOptions> = {}) =>
  check(encodeBundle({ ...made.bundle, ...change }), more);
const refusal = async (given: Promise<ProofVerdict>) => {
  const verdict = await given;
  return verdict.verdict === "refused" ? verdict.refusal : verdict;
};

describe("proved", () => {
  test("a contract with its terms, signatures, admission and settled slots; for which chain, height, time, by whom", async () => {
    const verdict = await check(made.bytes);
    expect(verdict).toMatchObject({
      verdict: "proved",
      shown: { chainId: "test-street-1", height: 39, time: START / 1000 + 40, simulated: true },
    });
    const { shown } = verdict as Extract<ProofVerdict, { verdict: "proved" }>;
    expect(shown.validators.map(({ signed, power }) => [signed, power])).toEqual(
      Array.from({ length: 4 }, () => [true, 10]),
    );
    expect(shown.answers[1]?.answer).toEqual(made.chain.query("contract", { id: made.id }));
    for (const lang of ["en", "zh"] as const) {
      const { title, lines, foot } = proofWords(verdict, lang);
      expect(title).toBe(lang === "en" ? "Proved." : "已证明。");
      expect(lines.join("\n")).toContain(made.id);
      expect(foot.join("\n")).toContain("test-street-1");
      expect([title, ...lines, ...foot].join("\n")).not.toMatch(/\{|undefined/);
    }
  });

  test("an anchor at the proving header itself needs no trusting period", async () => {
    const last = made.bundle.blocks.at(-1);
    if (!last) throw new Error("no block");
    const years = { now: NOW + 20 * 365 * 86_400_000, anchors: [anchorAt(last, { trustingPeriod: 60 })] };
    expect((await check(made.bytes, years)).verdict).toBe("proved");
  });

  test("a statement, its lines, a whole path, and that something is not there", async () => {
    const [a, b] = alice.address < bob.address ? [alice, bob] : [bob, alice];
    const period = made.chain.query("statementHeads", { party: alice.address, limit: 1 })[0]?.period ?? 0;
    const pair = { a: a.address, b: b.address, period };
    const questions = [
      made.ask("params", {}),
      made.ask("statementHead", pair),
      made.ask("statementLines", { ...pair, limit: 100 }),
      made.ask("path", { party: alice.address, from: 0, limit: 100 }),
      made.ask("contract", { id: "ab".repeat(32) }),
    ];
    const verdict = await checked({ questions });
    expect(verdict.verdict).toBe("proved");
    for (const lang of ["en", "zh"] as const) {
      const text = proofWords(verdict, lang).lines.join("\n");
      expect(text).toMatch(lang === "en" ? /Statement of period/ : /账期账单/);
      expect(text).toMatch(lang === "en" ? /The ledger has no such record/ : /账本上没有该记录/);
      // Of another chain than the accumulator's, the path cannot be shown to be whole.
      expect(text).toMatch(lang === "en" ? /Path of/ : /的路径/);
    }
  });

  test("through a header between, where the validators changed too much for one step", async () => {
    const other = signers("wxyz");
    const between = block({ height: 20, signers: four, next: other });
    const after = block({ height: 21, signers: other });
    const last = made.proving({ signers: other });
    expect((await checked({ blocks: [made.anchorBlock, between, after, last] })).verdict).toBe("proved");
    expect(await refusal(checked({ blocks: [made.anchorBlock, last] }))).toEqual({
      why: "header",
      height: 40,
      rule: "notEnoughTrust",
    });
  });
});

describe("nothing is proved", () => {
  const why = async (given: Promise<ProofVerdict>) => {
    const verdict = await given;
    return verdict.verdict === "consistent" ? verdict.why : verdict;
  };
  test("without an anchor for its chain", async () => {
    expect(await why(check(made.bytes, { anchors: [] }))).toBe("noAnchor");
    expect(await why(check(made.bytes, { anchors: [anchorAt(made.anchorBlock, { chainId: "other-1" })] }))).toBe(
      "noAnchor",
    );
  });
  test("where its headers do not pass the anchor", async () => {
    expect(await why(check(made.bytes, { anchors: [anchorAt(made.anchorBlock, { height: 7 })] }))).toBe("notReached");
  });
  test("when the anchor is older than the trusting period", async () => {
    expect(await why(check(made.bytes, { now: NOW + 3_700_000 }))).toBe("expired");
  });
  test("of a simulated market, unless asked", async () => {
    expect(await why(check(made.bytes, { allowSimulated: false }))).toBe("simulated");
    const questions = made.bundle.questions.slice(1);
    expect(await why(checked({ questions }, { allowSimulated: false }))).toBe("simulated");
  });
  test("and each says so in both languages", async () => {
    for (const lang of ["en", "zh"] as const)
      expect(proofWords(await check(made.bytes, { anchors: [] }), lang).title).toMatch(
        lang === "en" ? /^Nothing/ : /^未证明/,
      );
  });
});

describe("refused", () => {
  test("an anchor of another header at its height: a forged or forked chain", async () => {
    const forged = anchorAt(made.anchorBlock, { hash: "ab".repeat(32) });
    expect(await refusal(check(made.bytes, { anchors: [forged] }))).toEqual({ why: "anchor", height: 5 });
  });
  test("an anchor that it contradicts, whatever other anchor it fits and in which order they stand", async () => {
    const fits = anchorAt(made.anchorBlock);
    const contradicts = { ...fits, height: 40, hash: "ab".repeat(32) };
    for (const anchors of [
      [fits, contradicts],
      [contradicts, fits],
    ])
      expect(await refusal(check(made.bytes, { anchors }))).toEqual({ why: "anchor", height: 40 });
  });
  test("a header that too few signed", async () => {
    const lonely = made.proving({ vote: (who) => (who === four[0] ? "commit" : "absent") });
    expect(await refusal(checked({ blocks: [made.anchorBlock, lonely] }))).toMatchObject({
      why: "header",
      rule: "twoThirds",
    });
  });
  test("a state that the header does not commit to", async () => {
    const other = made.proving({ header: { appHash: new Uint8Array(32).fill(7) } });
    expect(await refusal(checked({ blocks: [made.anchorBlock, other] }))).toMatchObject({
      why: "witness",
      problem: "lied",
    });
  });
  test("witnesses changed over, and a question put to another one's witness", async () => {
    const [params, contract] = made.bundle.questions;
    if (!params || !contract) throw new Error("two questions");
    const swapped = [{ ...contract, witness: params.witness }];
    expect(await refusal(checked({ questions: swapped }))).toMatchObject({ why: "witness", problem: "unprovable" });
  });
  test("a state of somebody's own making, whose records are no records", async () => {
    const junk: Json[] = [null, 7, "x", [], {}, { terms: null }, { roles: {} }];
    for (const value of junk) {
      const keys = [`contract/${made.id}`, `progress/${made.id}`, `slot/${made.id}/000000001`, "meta/params"];
      const state = MerkleMap.from(keys.map((key) => [key, value] as const));
      const input = { id: made.id };
      const seen = new Set<string>();
      for (const query of ["contract", "history", "params"]) {
        const asked = query === "history" ? { contract: made.id } : query === "params" ? {} : input;
        const reads = (reader: Reader): void => {
          for (const _ of reader.range("", "\x7f")) seen.add("read");
        };
        const question = { query, version: 1, input: asked, witness: witnessOf(state, reads, BUDGET) };
        const own = block({ height: 40, signers: signers("mno"), header: { appHash: state.root } });
        const verdict = await checkBundle(
          encodeBundle({ ...made.bundle, questions: [question], blocks: [own] }),
          options({ anchors: [] }),
        );
        expect(verdict.verdict).not.toBe("proved");
        expect(proofWords(verdict, "en").title).not.toBe("");
      }
    }
  });

  test("queries, versions and inputs that nobody knows", async () => {
    const [params] = made.bundle.questions;
    if (!params) throw new Error("a question");
    const asked = (change: object) => refusal(checked({ questions: [{ ...params, ...change }] }));
    expect(await asked({ query: "nothing" })).toMatchObject({ why: "question", problem: "unknown" });
    expect(await asked({ query: "toString" })).toMatchObject({ why: "question", problem: "unknown" });
    expect(await asked({ version: 9 })).toMatchObject({ why: "question", problem: "version" });
    expect(await asked({ input: { x: 1 } })).toMatchObject({ why: "question", problem: "input" });
  });
  test("a statement of a pair the other way round, which would be told as a debt that is not there", async () => {
    const [head] = made.chain.query("statementHeads", { party: alice.address, limit: 1 });
    if (!head) throw new Error("a statement");
    const { a, b, period } = head;
    const { witness, ...asked } = made.ask("statementHead", { a, b, period });
    const swapped = { ...asked, input: { a: b, b: a, period }, witness };
    expect(await refusal(checked({ questions: [made.ask("params", {}), swapped] }))).toEqual({
      why: "question",
      index: 1,
      problem: "input",
    });
  });
  test("headers of another chain, or out of order", async () => {
    const strange = block({ height: 3, signers: four, chainId: "other-1" });
    expect(await refusal(checked({ blocks: [strange, ...made.bundle.blocks] }))).toEqual({
      why: "blocks",
      index: 0,
      problem: "chain",
    });
    expect(await refusal(checked({ blocks: made.bundle.blocks.toReversed() }))).toMatchObject({
      why: "blocks",
      problem: "order",
    });
  });
  test("a file that is too large, too deep, of another format, or that has more in it", async () => {
    const file = async (bytes: Uint8Array) => {
      const got = await refusal(check(bytes));
      return "why" in got && got.why === "file" ? got.fault : got;
    };
    expect(await file(new Uint8Array(BUNDLE_LIMITS.bytes + 1))).toMatchObject({
      fault: "codec",
      codec: { fault: "tooLong" },
    });
    expect(await file(utf8("[".repeat(100_000)))).toMatchObject({ fault: "codec", codec: { fault: "tooDeep" } });
    expect(await file(utf8("{}"))).toMatchObject({ fault: "shape" });
    const json = JSON.parse(new TextDecoder().decode(made.bytes)) as { [key: string]: Json };
    expect(await file(utf8(canonicalText({ ...json, format: "wattlight-proof-9" })))).toEqual({
      fault: "format",
      format: "wattlight-proof-9",
    });
    expect(await file(utf8(canonicalText({ ...json, note: "x" })))).toMatchObject({ fault: "shape" });
    expect(await file(utf8(canonicalText({ ...json, chainId: "other-1" })))).toEqual({ fault: "digest" });
    expect(await file(utf8(JSON.stringify(json, null, 1)))).toMatchObject({ fault: "codec" });
  });
  test("a question that stands there twice, for what it answers would count twice", async () => {
    const questions = [...made.bundle.questions, ...made.bundle.questions.slice(1)];
    expect(await refusal(checked({ questions }))).toEqual({ why: "file", fault: { fault: "twice", index: 2 } });
  });
  test("a bundle of too many validators is neither written nor read, and an anchor is compared before any signature is", async () => {
    const ours = JSON.parse(new TextDecoder().decode(made.bytes)) as { [key: string]: Json };
    delete ours["digest"];
    const crowd = block({
      height: 60,
      vote: () => "absent",
      signers: signers(String.fromCodePoint(...Array.from({ length: 101 }, (_, i) => 0x4e00 + i))),
    });
    const blocks = Array.from({ length: 100 }, () => crowd);
    expect(() => encodeBundle({ ...made.bundle, blocks })).toThrow(RangeError);
    const content = {
      ...ours,
      blocks: blocks.map((one) => lightBlockJson(one) as unknown as Json),
    };
    const chainId = made.bundle.chainId;
    const digest = toHex(taggedHash("proof", chainId, utf8(canonicalText(content))));
    const limit = { why: "file", fault: { fault: "validators", limit: 10_000 } };
    expect(await refusal(check(utf8(canonicalText({ ...content, digest }))))).toEqual(limit);
    let tried = 0;
    const checks: NonNullable<CheckOptions["checks"]> = (votes) => {
      tried += votes.length;
      return Promise.resolve(undefined);
    };
    const contradicted = [anchorAt(made.anchorBlock, { hash: "ab".repeat(32) })];
    expect(await refusal(check(made.bytes, { anchors: contradicted, checks }))).toMatchObject({ why: "anchor" });
    expect(tried).toBe(0);
  });
  test("a vote for a header is checked once, however many anchors lead on from it", async () => {
    const asked: number[] = [];
    const checks: NonNullable<CheckOptions["checks"]> = (votes) => {
      asked.push(votes.length);
      return Promise.resolve(undefined);
    };
    const last = made.bundle.blocks.at(-1);
    if (!last) throw new Error("no block");
    const anchors = [anchorAt(made.anchorBlock, { trustingPeriod: 1 }), anchorAt(last)];
    expect((await check(made.bytes, { anchors, checks })).verdict).toBe("proved");
    expect(asked).toEqual([4, 4]);
  });
  test("a false vote, also one beyond the two thirds: nobody is shown as a signer who did not sign", async () => {
    for (const index of [0, 1]) {
      for (const vote of [0, 3]) {
        const blocks = made.bundle.blocks.map((one, i) =>
          i === index ? withSignature(one, vote, (sig) => ({ ...sig, signature: sig.signature.with(9, 9) })) : one,
        );
        expect(await refusal(checked({ blocks }))).toMatchObject({ why: "header", rule: "signature" });
        expect(await refusal(checked({ blocks }, { anchors: [] }))).toMatchObject({ why: "header", rule: "signature" });
      }
    }
  });
  // More of them, and files whose hashes a forger made right again: `npm run fuzz -- --target proof`.
  test("every byte counts: whatever is flipped, put in, taken out or moved proves nothing, and says why", async () => {
    const at = fc.nat(made.bytes.length - 1);
    const change = fc.oneof(
      fc.record({ how: fc.constant("flip" as const), at, by: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ how: fc.constant("insert" as const), at, by: fc.nat(255) }),
      fc.record({ how: fc.constant("delete" as const), at, by: fc.integer({ min: 1, max: 64 }) }),
      fc.record({ how: fc.constant("move" as const), at, by: at }),
    );
    await fc.assert(
      fc.asyncProperty(change, async ({ how, at: place, by }) => {
        const bytes = changed(made.bytes, how, place, by);
        if (bytes.length === made.bytes.length && bytes.every((byte, i) => byte === made.bytes[i])) return;
        const verdict = await check(bytes);
        expect(verdict.verdict).toBe("refused");
        expect(proofWords(verdict, "en").title).toMatch(/^Refused: .+\.$/);
      }),
      { numRuns: 1000 },
    );
  });
});

function changed(bytes: Uint8Array, how: "flip" | "insert" | "delete" | "move", at: number, by: number): Uint8Array {
  switch (how) {
    case "flip":
      return bytes.map((byte, i) => (i === at ? byte ^ by : byte));
    case "insert":
      return Uint8Array.from([...bytes.subarray(0, at), by, ...bytes.subarray(at)]);
    case "delete":
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + by)]);
    case "move": {
      const [x, y] = [bytes[at] ?? 0, bytes[by] ?? 0];
      return bytes.map((byte, i) => (i === at ? y : i === by ? x : byte));
    }
  }
}
