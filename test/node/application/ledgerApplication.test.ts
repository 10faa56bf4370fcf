/** The application by ABCI's contract, over a store in memory: what CometBFT may rely on, and what survives a crash between calls. */
import { beforeEach, describe, expect, test } from "vitest";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { nobleSignatures, type SignatureCheck } from "../../../shared/codec/signature.ts";
import { decodeTransaction, encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { BLOCK_WORK } from "../../../shared/ledger/work.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { openWitness } from "../../../shared/state/witness.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import { encodeCanonical } from "../../../shared/codec/canonical.ts";
import { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { decodedOnce } from "../../../node/application/decodedOnce.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { verifiedOnce } from "../../../node/application/verifiedOnce.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { MemoryStore } from "../../../node/store/memoryStore.ts";
import type { BlockWrites } from "../../../node/store/store.ts";

const GENESIS_MS = 1_800_000_000_000;
const keys = { master: new Uint8Array(32).fill(7) };
const chainId = "wattlight-test";
const { genesis } = demoGenesis({ chainId, genesisTime: GENESIS_MS / 1000, rate: 15, seed: 1, keys });

class FlakyStore extends MemoryStore {
  full = false;
  override write(block: BlockWrites): void {
    if (this.full) throw new Error("disk full");
    super.write(block);
  }
}

let store: FlakyStore;
let now: number;
let app: LedgerApplication;
const open = () => new LedgerApplication({ store, rules: ledgerRules, signatures: nobleSignatures, clock: () => now });
const begin = (target = app) =>
  target.initChain({ chainId, time: GENESIS_MS, appState: utf8(JSON.stringify(genesis)), initialHeight: 1 });
const timeOf = (height: number) => GENESIS_MS + height * 1000;
function block(height: number, txs: Uint8Array[] = []) {
  now = timeOf(height);
  const done = app.finalizeBlock({ height, time: timeOf(height), txs });
  app.commit();
  return done;
}

/** Valid, refused by a rule: a cancellation of no offer. */
function tx(nonce: number, over: object = {}): Uint8Array {
  const { secret, id } = demoKey(keys, "wang", "account");
  const validUntil = GENESIS_MS / 1000 + 3600;
  const body = TxBody.parse({ kind: "offer.cancel", sender: id, validUntil, nonce, offer: "00".repeat(32), ...over });
  return encodeTransaction(signTransaction(body, chainId, [secret]));
}

beforeEach(() => {
  store = new FlakyStore({}, { keepBlocks: 100 });
  now = GENESIS_MS;
  app = open();
});

const OFFENCE = {
  kind: "duplicateVote",
  address: "ab".repeat(20),
  power: 10,
  total: 40,
  height: 0,
  time: 1000,
} as const;

describe("InitChain and Info", () => {
  test("before the first commit the height is 0, so CometBFT begins again after a crash", () => {
    begin();
    expect(app.info()).toMatchObject({ lastBlockHeight: 0, lastBlockAppHash: new Uint8Array() });
    const again = open();
    expect(begin(again).appHash).toEqual(begin().appHash);
  });

  test("parameters of another chain and a genesis that does not parse are refused", () => {
    const request = { time: GENESIS_MS, initialHeight: 1 };
    const appState = utf8(JSON.stringify(genesis));
    expect(() => app.initChain({ ...request, chainId: "other", appState })).toThrow(/other/);
    expect(() => app.initChain({ ...request, chainId, appState: utf8("{}") })).toThrow(/params/);
    expect(() => app.initChain({ ...request, chainId, appState: Uint8Array.of(0xff) })).toThrow(/valid/);
  });

  test("after a commit, a new process reports the same height and root from the entries alone", () => {
    begin();
    block(1, [tx(0)]);
    const { appHash } = block(2);
    const again = open();
    expect(again.info()).toMatchObject({ lastBlockHeight: 2, lastBlockAppHash: appHash });
    expect(again.state.root).toEqual(appHash);
  });
});

describe("CheckTx", () => {
  beforeEach(() => void begin());

  test("a valid transaction passes, its nonce is then taken by it until the block", () => {
    expect(app.checkTx(tx(0)).code).toBe(0);
    const second = app.checkTx(tx(0, { offer: "11".repeat(32) }));
    expect(second.code).toBe(2);
    expect(JSON.parse(second.log)).toMatchObject({ rule: "valid.nonce" });
    block(1);
    expect(app.checkTx(tx(0, { offer: "11".repeat(32) })).code).toBe(0);
  });

  test.each([
    ["bytes that are none", Uint8Array.of(1, 2, 3)],
    ["an expired one", tx(0, { validUntil: GENESIS_MS / 1000 - 1 })],
    ["an unknown sender", tx(0, { sender: demoKey(keys, "stranger", "account").id })],
  ])("%s is not valid", (_, bytes) => expect(app.checkTx(bytes).code).toBe(2));
});

describe("PrepareProposal and ProcessProposal", () => {
  beforeEach(() => void begin());
  const proposal = (txs: Uint8Array[], maxTxBytes = 1_000_000) =>
    app.prepareProposal({ height: 1, time: timeOf(1), txs, maxTxBytes });

  test("what is not valid after those before it is left out, and rejected in another's proposal", () => {
    const [a, twin, b] = [tx(0), tx(0, { offer: "11".repeat(32) }), tx(1)];
    expect(proposal([a, twin, Uint8Array.of(9), b])).toEqual([a, b]);
    const judge = (txs: Uint8Array[]) => app.processProposal({ height: 1, time: timeOf(1), txs });
    expect(judge([a, b])).toBe(true);
    expect(judge([a, twin])).toBe(false);
    expect(judge([a, a])).toBe(false);
    expect(judge([Uint8Array.of(9)])).toBe(false);
    expect(judge([])).toBe(true);
  });

  test("the size bounds it", () => {
    const txs = [tx(0), tx(1), tx(2)];
    const size = (txs[0] as Uint8Array).length + 4;
    expect(proposal(txs, size * 2)).toEqual(txs.slice(0, 2));
    expect(proposal(txs, size - 1)).toEqual([]);
  });

  test("the slots that its transactions touch bound it, whatever their bytes", () => {
    const energy = { first: 2_100_000, wh: Array.from({ length: 100 }, () => 1) };
    const heavy = Array.from({ length: BLOCK_WORK / 100 + 1 }, (_, nonce) =>
      tx(nonce, { kind: "offer.accept", energy }),
    );
    const chosen = proposal([...heavy, tx(900)]);
    expect(chosen).toEqual(heavy.slice(0, BLOCK_WORK / 100));
    const judge = (txs: Uint8Array[]) => app.processProposal({ height: 1, time: timeOf(1), txs });
    expect(judge([...chosen])).toBe(true);
    expect(judge(heavy)).toBe(false);
    expect(judge([...chosen, tx(900)])).toBe(false);
    expect(proposal([...heavy.slice(1), tx(900), tx(901)])).toHaveLength(BLOCK_WORK / 100);
  });

  test("nothing is proposed while the block's time lags by over a slot", () => {
    now = timeOf(1) + 61_000;
    expect(proposal([tx(0)])).toEqual([]);
    now = timeOf(1) + 59_000;
    expect(proposal([tx(0)])).toHaveLength(1);
  });
});

describe("FinalizeBlock and Commit", () => {
  beforeEach(() => void begin());

  test("nothing is visible before Commit; a second FinalizeBlock replaces the first", () => {
    const root = app.state.root;
    const first = app.finalizeBlock({ height: 1, time: timeOf(1), txs: [tx(0)] });
    expect(app.state.root).toEqual(root);
    expect(app.finalizeBlock({ height: 1, time: timeOf(1), txs: [tx(0)] })).toEqual(first);
    const other = app.finalizeBlock({ height: 1, time: timeOf(1), txs: [] });
    expect(other.appHash).not.toEqual(first.appHash);
    app.commit();
    expect(app.info().lastBlockAppHash).toEqual(other.appHash);
  });

  test("a refusal stands in code and data, and its nonce is used", () => {
    const { results } = block(1, [tx(0)]);
    expect(results[0]?.code).toBe(1);
    expect(JSON.parse(Buffer.from(results[0]?.data ?? []).toString())).toHaveProperty("rule");
    expect(app.checkTx(tx(0)).code).toBe(2);
  });

  test("a disk that refuses leaves everything as it was, and the commit may be repeated", () => {
    const root = app.state.root;
    const { appHash } = app.finalizeBlock({ height: 1, time: timeOf(1), txs: [tx(0)] });
    store.full = true;
    expect(() => app.commit()).toThrow(/disk full/);
    expect(app.state.root).toEqual(root);
    expect(open().info().lastBlockHeight).toBe(0);
    store.full = false;
    app.commit();
    expect(app.info()).toMatchObject({ lastBlockHeight: 1, lastBlockAppHash: appHash });
    expect(open().state.root).toEqual(appHash);
  });

  test("a block that does not follow is refused", () => {
    block(1);
    expect(() => app.finalizeBlock({ height: 1, time: timeOf(1), txs: [] })).toThrow(RangeError);
    expect(() => app.finalizeBlock({ height: 3, time: timeOf(3), txs: [] })).toThrow(RangeError);
    expect(() => app.commit()).toThrow(/staged/);
  });

  test("only the clock moved: no hurry; a nonce was used: the next header is awaited", () => {
    block(1);
    expect(block(2).changed).toBe(false);
    expect(block(3, [tx(0)]).changed).toBe(true);
  });
});

describe("a proposal that was accepted", () => {
  let executed: number;
  beforeEach(() => {
    executed = 0;
    const applyBlock: typeof ledgerRules.applyBlock = (...given) => (executed++, ledgerRules.applyBlock(...given));
    app = new LedgerApplication({
      store,
      rules: { ...ledgerRules, applyBlock },
      signatures: nobleSignatures,
      clock: () => now,
    });
    begin();
  });
  const answered = () => new Promise((resolve) => setImmediate(resolve));

  test("is executed while the others vote, and not again when it is decided", async () => {
    const proposal = { height: 1, time: timeOf(1), txs: [tx(0)] };
    expect(app.processProposal(proposal)).toBe(true);
    expect(executed).toBe(0);
    await answered();
    expect(executed).toBe(1);
    const done = app.finalizeBlock({ ...proposal, txs: proposal.txs.map((each) => Uint8Array.from(each)) });
    expect(executed).toBe(1);
    app.commit();
    const alone = new LedgerApplication({
      store: new FlakyStore({}, { keepBlocks: 100 }),
      rules: ledgerRules,
      signatures: nobleSignatures,
      clock: () => now,
    });
    begin(alone);
    expect(alone.finalizeBlock(proposal)).toEqual(done);
  });

  test.each([
    ["transactions", { txs: [tx(1)] }],
    ["time", { time: timeOf(2) }],
    ["misbehaviour", { misbehaviour: [OFFENCE] }],
  ])("does not stand in for a block of other %s", async (_what, other) => {
    const proposal = { height: 1, time: timeOf(1), txs: [tx(0)] };
    app.processProposal(proposal);
    await answered();
    const ahead = app.finalizeBlock({ ...proposal, ...other });
    expect(executed).toBe(2);
    expect(app.finalizeBlock({ ...proposal, ...other })).toEqual(ahead);
    expect(app.finalizeBlock(proposal)).not.toEqual(ahead);
  });

  test("is not executed for itself when the decision comes first, nor after its height", async () => {
    app.processProposal({ height: 1, time: timeOf(1), txs: [tx(0)] });
    block(1, [tx(0)]);
    await answered();
    expect(executed).toBe(1);
    expect(app.processProposal({ height: 1, time: timeOf(1), txs: [tx(0)] })).toBe(false);
    await answered();
    expect(executed).toBe(1);
  });
});

describe("Query", () => {
  beforeEach(() => {
    begin();
    for (let height = 1; height <= 205; height++) block(height);
  });
  const query = (path: string, height: number, data = "{}") => app.query({ path, height, data: utf8(data) });

  test("a witness of the asked height opens under that height's root", () => {
    const answer = query("/query/clock/1", 100);
    expect(answer).toMatchObject({ code: 0, height: 100 });
    const root = ledgerRootAt(100);
    expect(runQuery(openWitness(answer.value, root), "clock", 1, {})).toMatchObject({ height: 100 });
    expect(() => openWitness(answer.value, ledgerRootAt(101))).toThrow(/another root/);
  });

  test("200 versions are kept, the older are gone", () => {
    expect(query("/query/clock/1", 0)).toMatchObject({ code: 0, height: 205 });
    expect(query("/query/clock/1", 6).code).toBe(0);
    expect(query("/query/clock/1", 5).code).toBe(2);
    expect(query("/query/clock/1", 206).code).toBe(2);
  });

  test("what is no query is code 1", () => {
    for (const path of ["", "/query/clock", "/query/clock/1/x", "/query/../1", "/query/clock/2", "/query/toString/1"])
      expect(query(path, 0).code).toBe(1);
    expect(query("/query/clock/1", 0, "[]").code).toBe(1);
    expect(query("/query/clock/1", 0, "[".repeat(5000)).code).toBe(1);
    expect(query("/query/party/1", 0, '{"id":"x"}').code).toBe(1);
  });

  function ledgerRootAt(height: number): Uint8Array {
    const replay = new LedgerApplication({
      store: new MemoryStore({}, { keepBlocks: 10 }),
      rules: ledgerRules,
      signatures: nobleSignatures,
      clock: () => now,
    });
    begin(replay);
    for (let at = 1; at <= height; at++) {
      replay.finalizeBlock({ height: at, time: timeOf(at), txs: [] });
      replay.commit();
    }
    return replay.state.root;
  }
});

describe("what a signature costs", () => {
  let verified: number;
  beforeEach(() => {
    verified = 0;
    const signatures: SignatureCheck = {
      verify: (...given) => (verified++, nobleSignatures.verify(...given)),
    };
    app = new LedgerApplication({ store, rules: ledgerRules, signatures, clock: () => now });
    begin();
  });

  test("it is verified once, through CheckTx, both proposals, the block and a recheck", () => {
    const txs = [tx(0), tx(1)];
    for (const each of txs) expect(app.checkTx(each).code).toBe(0);
    const chosen = app.prepareProposal({ height: 1, time: timeOf(1), txs, maxTxBytes: 1_000_000 });
    expect(app.processProposal({ height: 1, time: timeOf(1), txs: chosen })).toBe(true);
    block(1, [tx(0)]);
    expect(app.checkTx(tx(1)).code).toBe(0);
    expect(verified).toBe(2);
  });

  test("a flood by an unregistered key costs none at all, and leaves room for the honest", () => {
    const stranger = demoKey(keys, "stranger", "account").id;
    for (let nonce = 0; nonce < 200; nonce++) expect(app.checkTx(tx(nonce, { sender: stranger })).code).toBe(2);
    expect(verified).toBe(0);
    expect(app.checkTx(tx(0)).code).toBe(0);
  });

  test("a flood by a registered one ends at its quota of the day, and takes nobody else's", () => {
    // What is counted here are nonces: a thousand genuine signatures would only take time.
    app = new LedgerApplication({ store, rules: ledgerRules, signatures: { verify: () => true }, clock: () => now });
    begin();
    const unsigned = (who: string, nonce: number) => {
      const { key, id } = demoKey(keys, who, "account");
      const validUntil = GENESIS_MS / 1000 + 3600;
      const body = TxBody.parse({ kind: "offer.cancel", sender: id, validUntil, nonce, offer: "00".repeat(32) });
      return encodeTransaction({ body, signatures: [{ key, signature: "00".repeat(64) }] });
    };
    const codes = Array.from({ length: 1034 }, (_, n) => app.checkTx(unsigned("wang", n % 1024)).code);
    expect(codes.filter((code) => code === 0)).toHaveLength(1024);
    expect(codes.slice(1024)).toEqual(Array.from({ length: 10 }, () => 2));
    expect(() => unsigned("wang", 1024)).toThrow("nonce");
    expect(app.checkTx(unsigned("bakery", 0)).code).toBe(0);
  });
});

describe("the check that verifies once", () => {
  test("asks again only for what failed", () => {
    let asked = 0;
    const check = verifiedOnce({ verify: (signature) => (asked++, signature[0] === 1) }, 2);
    const key = new Uint8Array(33);
    const digest = new Uint8Array(32);
    const signatureOf = (bytes: number[]) => Uint8Array.from({ length: 64 }, (_, i) => bytes[i] ?? 0);
    const verify = (...bytes: number[]) => check.verify(signatureOf(bytes), digest, key);
    expect([verify(1), verify(1), verify(1)]).toEqual([true, true, true]);
    expect(asked).toBe(1);
    expect([verify(0), verify(0)]).toEqual([false, false]);
    expect(asked).toBe(3);
    verify(1, 2);
    verify(1, 3);
    expect(asked).toBe(5);
    expect(verify(1)).toBe(true);
    expect(asked).toBe(6);
  });

  test("never takes bytes that are cut elsewhere for those that it knows", () => {
    const check = verifiedOnce({ verify: (signature) => signature.length === 64 }, 2);
    const bytes = Uint8Array.from({ length: 129 }, (_, i) => i);
    const cut = (a: number, b: number) => check.verify(bytes.slice(0, a), bytes.slice(a, b), bytes.slice(b));
    expect(cut(64, 96)).toBe(true);
    expect(cut(63, 96)).toBe(false);
  });
});

describe("the decoder that decodes once", () => {
  test("gives what decoding gives, the same value again, within its capacity, and for one chain alone", () => {
    const decode = decodedOnce(nativeSha256, 2);
    const [a, b, c] = [tx(0), tx(1), tx(2)];
    const first = decode(a, chainId);
    expect(first).toEqual(decodeTransaction(a, chainId));
    expect(decode(Uint8Array.from(a), chainId)).toBe(first);
    const elsewhere = decode(a, "other");
    expect(elsewhere).toEqual(decodeTransaction(a, "other"));
    expect(elsewhere).not.toEqual(first);
    const again = decode(a, chainId);
    decode(b, chainId);
    decode(c, chainId);
    expect(decode(a, chainId)).toEqual(again);
    expect(decode(a, chainId)).not.toBe(again);
    expect(decode(Uint8Array.of(1), chainId)).toEqual(decodeTransaction(Uint8Array.of(1), chainId));
  });
});

test("a state that other rules wrote is named, not read", () => {
  const rules = { ...ledgerRules, version: ledgerRules.version + 1 };
  const app = open();
  app.initChain({ chainId, time: GENESIS_MS, initialHeight: 1, appState: encodeCanonical(genesis) });
  app.finalizeBlock({ height: 1, time: GENESIS_MS + 1000, txs: [] });
  app.commit();
  const later = () => new LedgerApplication({ store, rules, signatures: nobleSignatures, clock: () => now });
  expect(later).toThrow(expect.objectContaining({ fault: expect.objectContaining({ code: "node.damaged" }) }));
  expect(open().info().lastBlockHeight).toBe(1);
});
