/** What a proof file carries beside its questions: told where headers, ids and peaks bind it, refused with the reason where they do not. */
import { describe, expect, test } from "vitest";
import { base64 } from "@scure/base";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { taggedHash } from "../../../shared/codec/hash.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { decodeTransaction, encodeTransaction } from "../../../shared/ledger/identity.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import type { PathEntry } from "../../../shared/ledger/history/accumulator.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { merkleProof, merkleRoot } from "../../../shared/light/merkle.ts";
import { type ExecResult, resultProof, resultsHash, txProof } from "../../../shared/light/results.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { type Bundle, encodeBundle, parseBundle, type Question } from "../../../shared/proof/bundle.ts";
import { type Carried, type IncludedTx, NOTHING } from "../../../shared/proof/carried.ts";
import { checkBundle, type CheckOptions, type ProofVerdict } from "../../../shared/proof/checkBundle.ts";
import { witnessOf } from "../../../shared/state/witness.ts";
import { proofWords } from "../../../shared/words/proofs.ts";
import { block, START } from "../light/chain.ts";
import { CHAIN, type Draft, type Key, PARAMS, sell } from "../ledger/market.ts";
import { alice, bob, contract, market } from "../ledger/ends/scene.ts";
import { anchorAt, BUDGET, four } from "./scene.ts";

const NOW = START + 100_000;
const at = (height: number, header: Parameters<typeof block>[0]["header"] = {}) =>
  block({ height, signers: four, chainId: CHAIN, header });
const anchorBlock = at(5);
const refusal = (verdict: ProofVerdict) => (verdict.verdict === "refused" ? verdict.refusal : verdict);
const check = (bundle: Bundle, change: Partial<CheckOptions> = {}) =>
  checkBundle(encodeBundle(bundle), { anchors: [anchorAt(anchorBlock)], now: NOW, allowSimulated: true, ...change });

const chain = market();
const { id: contractId } = contract(chain, [600, 400]);
const ask = (query: string, input: Json, version = 1): Question => ({
  query,
  version,
  input,
  witness: witnessOf(chain.state, (reader) => runQuery(reader, query, version, input), BUDGET),
});
const last = at(40, { appHash: chain.state.root });

describe("a transaction in a block", () => {
  const sent = [
    chain.sign(alice, sell(chain.slot + 9, [500])),
    chain.sign(bob, { kind: "offer.accept", offer: "ab".repeat(32), energy: { first: 1, wh: [5] } }),
    chain.sign(alice, { kind: "offer.cancel", offer: "cd".repeat(32) }),
  ];
  const bytes = sent.map((one) => one.bytes);
  const none = new Uint8Array();
  const refused = utf8(canonicalText({ rule: "offer.unknown" }));
  const results: ExecResult[] = [
    { code: 0, data: none, gasWanted: 0, gasUsed: 0 },
    { code: 1, data: refused, gasWanted: 0, gasUsed: 0 },
    { code: 0, data: none, gasWanted: 0, gasUsed: 0 },
  ];
  const root = merkleRoot(bytes.map((tx) => sha256(tx)));
  const blocks = [anchorBlock, at(20, { dataHash: root }), at(21, { lastResultsHash: resultsHash(results) }), last];
  const included = (n: number): IncludedTx => ({
    tx: bytes[n] ?? none,
    height: 20,
    proof: txProof(bytes, n),
    result: results[n] as ExecResult,
    resultAunts: resultProof(results, n).aunts,
  });
  const bundle = (transactions: readonly IncludedTx[], more: Partial<Bundle> = {}): Bundle => ({
    chainId: CHAIN,
    questions: [ask("params", {})],
    blocks,
    carried: { ...NOTHING, transactions },
    ...more,
  });

  test("is told with signer, words, block, time and result, done or refused", async () => {
    const done = await check(bundle([included(0)]));
    expect(done).toMatchObject({
      verdict: "proved",
      shown: {
        carried: { transactions: [{ id: sent[0]?.id, height: 20, refusal: null, time: START / 1000 + 20 }] },
      },
    });
    const en = proofWords(done, "en").lines.join("\n");
    expect(en).toContain(`Transaction ${sent[0]?.id}: Offer, signed by `);
    expect(en).toContain("“You offer to sell up to 0.50 kWh of electricity");
    expect(en).toMatch(/It stands in block 20 of 14 November 2023, 22:13:40 \(UTC\)\./);
    expect(en).toContain("The ledger carried it out.");
    const no = await check(bundle([included(1)]));
    expect(proofWords(no, "en").lines.join("\n")).toMatch(/The ledger refused it\. .+ You owe nothing\./);
    for (const verdict of [done, no]) {
      const zh = proofWords(verdict, "zh").lines.join("\n");
      expect(zh).toMatch(/^交易 [0-9a-f]{64}：/);
      expect(zh).not.toMatch(/[{}]|undefined|offer\./);
    }
  });
  test("is refused where anything of it is not what the headers cover", async () => {
    const good = included(1);
    const cases: readonly [IncludedTx, string][] = [
      [{ ...good, tx: bytes[0] ?? none }, "notIncluded"],
      [{ ...good, proof: { ...good.proof, index: 0 } }, "notIncluded"],
      [{ ...good, proof: { ...good.proof, total: 9 } }, "notIncluded"],
      [{ ...good, result: { ...good.result, code: 0 } }, "result"],
      [{ ...good, result: { ...good.result, data: none } }, "result"],
      [{ ...good, result: { ...good.result, gasUsed: 1 } }, "result"],
      [{ ...good, resultAunts: resultProof(results, 0).aunts }, "result"],
      [{ ...good, height: 19 }, "noHeader"],
      [{ ...good, height: 40 }, "noHeader"],
    ];
    for (const [changed, problem] of cases)
      expect(refusal(await check(bundle([changed])))).toEqual({ why: "transaction", index: 0, problem });
    const text = utf8("hello");
    const other = [anchorBlock, at(20, { dataHash: merkleRoot([sha256(text)]) }), at(21), last];
    const odd = { ...good, tx: text, proof: merkleProof([sha256(text)], 0) };
    expect(refusal(await check(bundle([odd], { blocks: other })))).toMatchObject({ problem: "malformed" });
    for (const lang of ["en", "zh"] as const)
      expect(proofWords(await check(bundle([{ ...good, height: 19 }])), lang).title).toMatch(
        /^Refused: .+\.$|^已拒绝：.+。$/,
      );
  });
  describe("names as signer whoever's key it shows, once the signatures are checked", () => {
    const names = { [alice.address]: { en: "Alice", zh: "甲" }, [bob.address]: { en: "Bob", zh: "乙" } };
    /** The file of a block with this transaction alone. */
    const alone = (tx: Uint8Array): Promise<ProofVerdict> => {
      const result = results[0] as ExecResult;
      const one = { tx, height: 20, proof: txProof([tx], 0), result, resultAunts: resultProof([result], 0).aunts };
      const root = merkleRoot([sha256(tx)]);
      const way = [anchorBlock, at(20, { dataHash: root }), at(21, { lastResultsHash: resultsHash([result]) }), last];
      return check(bundle([one], { blocks: way }));
    };
    const head = async (keys: readonly Key[], draft: Draft = sell(chain.slot + 9, [500])) => {
      const verdict = await alone(chain.sign(alice, draft, keys).bytes);
      return (["en", "zh"] as const).map((lang) => proofWords(verdict, lang, { names }).lines[0] ?? "");
    };

    test("a signature that is nobody's, or one beside a genuine one, refuses the file", async () => {
      for (const [keys, wrong] of [
        [[alice], 0],
        [[alice, bob], 0],
        [[alice, bob], 1],
      ] as const) {
        const decoded = decodeTransaction(chain.sign(alice, sell(chain.slot + 9, [500]), keys).bytes, CHAIN);
        if (!decoded.ok) throw new Error("a transaction");
        const { body, signatures } = decoded.tx;
        const forged = signatures.map((one, i) => (i === wrong ? { ...one, signature: "11".repeat(64) } : one));
        const verdict = await alone(encodeTransaction({ body, signatures: forged }));
        expect(refusal(verdict)).toEqual({ why: "transaction", index: 0, problem: "signature" });
        expect(proofWords(verdict, "en").title).toContain("has a signature that is not its signer’s");
      }
    });
    test("the sender's own key", async () => {
      const [en, zh] = await head([alice]);
      expect(en).toMatch(/: Offer, signed by Alice\.$/);
      expect(zh).toMatch(/，由 甲 签名。$/);
    });
    test("another key is told as the key that it is, not as the sender's", async () => {
      const [en, zh] = await head([bob]);
      expect(en).toContain(
        `: Offer, sent as Alice, signed by the holder of key ${bob.public}, whom the file does not show.`,
      );
      expect(zh).toContain(`，以 甲 名义发送，由 密钥 ${bob.public} 的持有人（文件未显示其身份） 签名。`);
      const [both] = await head([alice, bob]);
      expect(both).toContain("Alice");
      expect(both).toContain(`the holder of key ${bob.public}`);
    });
    test("the key of a party that the text names", async () => {
      const [en] = await head([alice, bob], {
        kind: "payment.claim",
        creditor: bob.address,
        period: 1,
        reference: "x",
      });
      expect(en).toMatch(/signed by (Alice and Bob|Bob and Alice)\.$/);
    });
  });
  test("is not proved from an anchor above its block: headers below an anchor do not follow from it", async () => {
    const late = at(30);
    const way = [...blocks.slice(0, 3), late, last];
    const above = await check(bundle([included(0)], { blocks: way }), { anchors: [anchorAt(late)] });
    expect(above).toMatchObject({ verdict: "consistent", why: "notReached" });
    expect(proofWords(above, "en").lines).toEqual([]);
    const both = await check(bundle([included(0)], { blocks: way }), {
      anchors: [anchorAt(late), anchorAt(anchorBlock)],
    });
    expect(both.verdict).toBe("proved");
  });
  test("every byte of the file counts: another digit anywhere in what it carries is refused", async () => {
    const text = new TextDecoder().decode(encodeBundle(bundle([included(1)])));
    const { digest: _, ...content } = JSON.parse(text) as {
      digest: string;
      transactions: Json[];
      [field: string]: Json;
    };
    const sealed = (changed: Json): Uint8Array => {
      const hash = toHex(taggedHash("proof", CHAIN, utf8(canonicalText(changed))));
      return utf8(canonicalText({ ...(changed as object), digest: hash } as Json));
    };
    const one = content.transactions[0] as Record<string, Json>;
    const changes: Record<string, Json>[] = [
      { tx: base64.encode((bytes[1] ?? none).with(5, 66)) },
      { index: 2 },
      { height: 21 },
      { aunts: [] },
      { resultAunts: [] },
      { extra: 1 },
    ];
    for (const change of changes) {
      const changed = sealed({ ...content, transactions: [{ ...one, ...change }] } as Json);
      expect(
        (await checkBundle(changed, { anchors: [anchorAt(anchorBlock)], now: NOW, allowSimulated: true })).verdict,
      ).toBe("refused");
    }
    expect(parseBundle(sealed({ ...content, transactions: [] } as Json)).ok).toBe(false);
    expect(parseBundle(sealed({ ...content, format: "wattlight-proof-1" } as Json)).ok).toBe(false);
  });
});

describe("a path", () => {
  const path = chain.query("path", { party: alice.address, from: 0, limit: 100 });
  const bodyOf = (tx: string): TxBody => {
    const found = chain.query("contract", { id: tx })?.contract.basis;
    const offer = chain.query("contract", { id: contractId })?.contract.basis;
    if (found?.how === "taken") return found.acceptance.body;
    if (offer?.how === "taken") return offer.offer.body;
    throw new Error(`no body of ${tx}`);
  };
  const bodies = path.entries.map(({ tx }) => bodyOf(tx) as unknown as Json);
  const bundle = (carried: Partial<Carried>): Bundle => ({
    chainId: CHAIN,
    questions: [ask("params", {}), ask("clock", {}), ask("path", { party: alice.address, from: 0, limit: 100 }, 2)],
    blocks: [anchorBlock, last],
    carried: { ...NOTHING, ...carried },
  });

  test("with the texts behind its ids: kind, time and counterparty of each entry", async () => {
    const verdict = await check(bundle({ bodies }));
    expect(verdict.verdict).toBe("proved");
    const lines = proofWords(verdict, "en", { names: { [bob.address]: { en: "Bob", zh: "鲍勃" } } }).lines;
    expect(lines[0]).toMatch(
      /^The whole path of .+: 2 transactions, none missing, none added\. Times by your clock \(UTC\)\.$/,
    );
    expect(lines[1]).toMatch(/^1\. \d+ \w+, \d\d:\d\d: Offer; done \(block \d+, [0-9a-f]{8}…[0-9a-f]{4}\)\.$/);
    expect(lines[2]).toMatch(/^2\. .+: Accept an offer, by Bob; done \(block/);
    const zh = proofWords(verdict, "zh", { names: { [bob.address]: { en: "Bob", zh: "鲍勃" } } }).lines;
    expect(zh[2]).toMatch(/^2\. \d+ 月 \d+ 日 \d\d:\d\d：接受报价，由 鲍勃；已执行（区块/);
  });
  test("without them the entries say that their text is not there; the first format stands", async () => {
    const plain = bundle({});
    expect(new TextDecoder().decode(encodeBundle(plain))).toContain('"wattlight-proof-1"');
    expect(new TextDecoder().decode(encodeBundle(bundle({ bodies })))).toContain('"wattlight-proof-2"');
    expect(proofWords(await check(plain), "en").lines[1]).toContain("a transaction whose text is not in the file");
  });
  test("a file of the first version of the question is still told, without times", async () => {
    const old = {
      ...bundle({}),
      questions: [ask("params", {}), ask("path", { party: alice.address, from: 0, limit: 100 }, 1)],
    };
    const [head, first] = proofWords(await check(old), "en").lines;
    expect(head).toMatch(/none added\.$/);
    expect(first).toMatch(/^1\. a transaction/);
  });
  test("a text that no path names, that is none, or that stands there twice is refused", async () => {
    const stranger = { ...(bodies[0] as object), nonce: 77 } as Json;
    expect(refusal(await check(bundle({ bodies: [...bodies, stranger] })))).toEqual({
      why: "body",
      index: 2,
      problem: "unnamed",
    });
    expect(refusal(await check(bundle({ bodies: [bodies[0] as Json, bodies[0] as Json] })))).toMatchObject({
      problem: "twice",
    });
    expect(refusal(await check(bundle({ bodies: [{ kind: "offer.post" }] })))).toMatchObject({ problem: "malformed" });
  });
});

describe("an offer that a path's acceptance names", () => {
  const street = market();
  const bodyOf = ({ bytes }: { bytes: Uint8Array }): TxBody => {
    const decoded = decodeTransaction(bytes, CHAIN);
    if (!decoded.ok) throw new Error("a transaction");
    return decoded.tx.body;
  };
  const energy = { first: street.slot + 9, wh: [500] };
  const shown = (bodies: readonly TxBody[]): Promise<ProofVerdict> => {
    const input = { party: alice.address, from: 0, limit: 100 };
    const witness = witnessOf(street.state, (reader) => runQuery(reader, "path", 2, input), BUDGET);
    return check({
      chainId: CHAIN,
      questions: [{ query: "path", version: 2, input, witness }],
      blocks: [anchorBlock, at(40, { appHash: street.state.root })],
      carried: { ...NOTHING, bodies: bodies as unknown as Json[] },
    });
  };

  test("is told once the acceptance was done; a refused one vouches for none, for it may name what nobody offered", async () => {
    const offer = street.sign(bob, sell(energy.first, [500]));
    const taking = street.sign(alice, { kind: "offer.accept", offer: offer.id, energy });
    const madeUp = street.sign(bob, sell(energy.first, [400]));
    const vain = street.sign(alice, { kind: "offer.accept", offer: madeUp.id, energy: { ...energy, wh: [400] } });
    expect([offer, taking, vain].map((one) => street.block([one])[0]?.code)).toEqual([0, 0, 1]);
    const lines = proofWords(await shown([taking, offer].map(bodyOf)), "en", {
      names: { [bob.address]: { en: "Bob", zh: "乙" } },
    }).lines;
    expect(lines.join("\n")).toContain("Accept an offer, with Bob; done");
    expect(refusal(await shown([vain, madeUp].map(bodyOf)))).toEqual({ why: "body", index: 1, problem: "unnamed" });
    expect(proofWords(await shown([bodyOf(vain)]), "en").lines.join("\n")).toContain("Accept an offer; refused");
  });
});

describe("entries that have left the state", () => {
  const old = market();
  const archive: PathEntry[] = [];
  const cancel = (n: number): Draft<"offer.cancel"> => ({ kind: "offer.cancel", offer: String(n).repeat(64) });
  for (let n = 0; n < 5; n++) old.send(alice, cancel(n));
  for (const entry of old.query("path", { party: alice.address, from: 0, limit: 9 }).entries) {
    const { height, index, tx, code } = entry;
    archive.push({ height, index, tx, code });
  }
  old.until(old.market + PARAMS.supervision.retain - 600);
  for (let n = 5; n < 8; n++) old.send(alice, cancel(n));
  old.until(old.market + 1500);
  const input = { party: alice.address, from: 0, limit: 100 };
  const witness = witnessOf(old.state, (reader) => runQuery(reader, "path", 2, input), BUDGET);
  const bundle = (archived: Carried["archived"]): Bundle => ({
    chainId: CHAIN,
    questions: [{ query: "path", version: 2, input, witness }],
    blocks: [anchorBlock, at(40, { appHash: old.state.root })],
    carried: { ...NOTHING, archived },
  });

  test("are proved by the peaks: the whole path, though the state keeps its end alone", async () => {
    expect(old.query("path", input)).toMatchObject({ count: 8, first: 5 });
    const partly = proofWords(await check(bundle([])), "en").lines;
    expect(partly[0]).toContain("transactions 6 to 8 of 8");
    const whole = proofWords(await check(bundle([{ party: alice.address, entries: archive }])), "en").lines;
    expect(whole[0]).toContain("8 transactions, none missing, none added");
    expect(whole).toHaveLength(9);
  });
  test("are told once, whatever other pages the file has of the path", async () => {
    const page = (from: number): Question => {
      const asked = { party: alice.address, from, limit: 1 };
      const proof = witnessOf(old.state, (reader) => runQuery(reader, "path", 2, asked), BUDGET);
      return { query: "path", version: 2, input: asked, witness: proof };
    };
    const whole = bundle([{ party: alice.address, entries: archive }]);
    const file = (from: number) => check({ ...whole, questions: [...whole.questions, page(from)] });
    expect(refusal(await file(7))).toEqual({ why: "question", index: 1, problem: "again" });
    const beyond = proofWords(await file(50), "en").lines;
    expect(beyond.filter((line) => /^\d/.test(line))).toHaveLength(8);
    expect(beyond.at(-1)).toContain("8 transactions, none of which is in the file.");
  });
  test("that are too few, too many, changed, or of a path that is not asked for are refused", async () => {
    const [first, ...rest] = archive;
    if (!first) throw new Error("an entry");
    for (const entries of [rest, archive.slice(0, 4), [...archive, first], [{ ...first, code: 0 as const }, ...rest]])
      expect(refusal(await check(bundle([{ party: alice.address, entries }])))).toEqual({
        why: "archive",
        index: 0,
        problem: "unfit",
      });
    expect(refusal(await check(bundle([{ party: bob.address, entries: archive }])))).toMatchObject({
      problem: "unasked",
    });
  });
});
