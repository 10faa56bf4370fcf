/** One chain without clock or network around it: blocks of several parts, a disk that refuses between blocks, a long halt. */
import { beforeEach, expect, test } from "vitest";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import type { Json } from "../../../shared/codec/canonical.ts";
import { commitHash, dataHash, headerHash } from "../../../shared/light/hashes.ts";
import { formatTimestamp, fromMs, toMs } from "../../../shared/light/timestamp.ts";
import { verifyAdjacent } from "../../../shared/light/verify.ts";
import { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { decodeBlock, decodeCommit } from "../../../node/embedded/blockProto.ts";
import { Chain, type Produced, setOf } from "../../../node/embedded/chain.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { keyOfSeed } from "../../../node/embedded/ed25519.ts";
import { genesisDocument } from "../../../node/embedded/genesisDocument.ts";
import { MemoryStore } from "../../../node/store/memoryStore.ts";
import type { BlockWrites } from "../../../node/store/store.ts";

const START = 1_800_000_000_000;
const chainId = "wattlight-test";
const keys = { master: new Uint8Array(32).fill(3) };
const signers = [1, 2, 3, 4].map((n) => keyOfSeed(new Uint8Array(32).fill(n)));
const demo = demoGenesis({ chainId, genesisTime: START / 1000, rate: 15, seed: 1, keys });
const genesis = genesisDocument({
  chainId,
  time: formatTimestamp(fromMs(START)),
  validators: signers,
  appState: demo.genesis as unknown as Json,
  appVersion: 1,
});

class FlakyStore extends MemoryStore {
  full = false;
  override write(block: BlockWrites): void {
    if (this.full) throw new Error("disk full");
    super.write(block);
  }
}

let now: number;
let store: FlakyStore;
const open = () => {
  const app = new LedgerApplication({ store, rules: ledgerRules, signatures: nobleSignatures, clock: () => now });
  return new Chain({ app, store, genesis, signers, clock: () => now });
};
beforeEach(() => {
  now = START + 500;
  store = new FlakyStore({}, { keepBlocks: 100 });
});

function tx(nonce: number): Uint8Array {
  const { secret, id } = demoKey(keys, "wang", "account");
  const validUntil = START / 1000 + 7200;
  const claim = { kind: "payment.claim", creditor: id, period: 0, reference: "x".repeat(64) };
  const body = TxBody.parse({ ...claim, sender: id, validUntil, nonce });
  return encodeTransaction(signTransaction(body, chainId, [secret]));
}

function lightBlock(chain: Chain, { block }: Produced) {
  const commit = decodeCommit(store.commit(block.header.height) as Uint8Array);
  const validators = setOf(chain.nextRotation);
  return { header: block.header, commit, validators, nextValidators: validators };
}
const options = { trustingPeriodMs: 86_400_000, clockDriftMs: 10_000 };

test("the first block carries the genesis time and the root of the first state", () => {
  const chain = open();
  const { block } = chain.produce([]);
  expect(toMs(block.header.time)).toBe(START);
  expect(block.lastCommit.signatures).toEqual([]);
  expect(block.header.lastCommitHash).toEqual(commitHash({ signatures: [] }));
  const next = chain.produce([]);
  expect(next.block.header.appHash).not.toEqual(block.header.appHash);
  expect(toMs(next.block.header.time)).toBe(now);
});

test("a block of more than 64 KiB has several parts and reads back whole", async () => {
  const chain = open();
  chain.produce([]);
  const before = lightBlock(chain, chain.produce([]));
  const txs = Array.from({ length: 200 }, (_, nonce) => tx(nonce));
  now += 1000;
  const produced = chain.produce(txs);
  expect(produced.id.parts.total).toBe(2);
  expect(produced.block.header.dataHash).toEqual(dataHash(txs));
  const stored = store.block(3);
  const again = decodeBlock(stored?.bytes as Uint8Array);
  expect(again.txs).toEqual(txs);
  expect(headerHash(again.header)).toEqual(produced.id.hash);
  expect(await verifyAdjacent(before, lightBlock(chain, produced), options, fromMs(now))).toMatchObject({
    verdict: "valid",
  });
});

test("a disk that refuses costs nothing: the height is produced again and verifies", async () => {
  const chain = open();
  chain.produce([]);
  const before = lightBlock(chain, chain.produce([]));
  store.full = true;
  expect(() => chain.produce([tx(0)])).toThrow(/disk full/);
  expect(chain.height).toBe(2);
  store.full = false;
  now += 60_000;
  const produced = chain.produce([]);
  expect(produced.block.header.height).toBe(3);
  expect(await verifyAdjacent(before, lightBlock(chain, produced), options, fromMs(now))).toMatchObject({
    verdict: "valid",
  });
});

test("after a halt the first block carries the old time and no transactions, the second the present", () => {
  open().produce([]);
  const halted = now;
  now += 3_600_000;
  const chain = open();
  const first = chain.produce([tx(0)]);
  expect(toMs(first.block.header.time)).toBe(halted);
  expect(first.block.txs).toEqual([]);
  const second = chain.produce([tx(0)]);
  expect(toMs(second.block.header.time)).toBe(now);
  expect(second.block.txs).toHaveLength(1);
});

test("a clock that was set back slows the time, never turns it", () => {
  const chain = open();
  const times: number[] = [];
  for (const step of [0, 5000, -3_600_000, 10, 10]) {
    now += step;
    times.push(toMs(chain.produce([]).block.header.time));
  }
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(new Set(times).size).toBe(times.length);
});

test("a resumed chain goes on exactly as one that never stopped", () => {
  const whole = open();
  const blocks = [1, 2, 3, 4, 5, 6].map(() => whole.produce([]).id.hash);
  store = new FlakyStore({}, { keepBlocks: 100 });
  const pieces = [1, 2, 3, 4, 5, 6].map(() => open().produce([]).id.hash);
  expect(pieces).toEqual(blocks);
});
