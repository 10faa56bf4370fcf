/** The application over ABCI's socket, held against the same application called directly; and bytes that are no ABCI. */
import { connect, type AddressInfo, type ListenOptions, type Socket } from "node:net";
import { join } from "node:path";
import type { DeepPartial } from "cosmjs-types/helpers";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { utf8 } from "../../../shared/codec/bytes.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { frame, FrameReader } from "../../../node/abci/frames.ts";
import { type AbciFault, serveAbci } from "../../../node/abci/server.ts";
import { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { MemoryStore } from "../../../node/store/memoryStore.ts";
import { cleanUp, temporaryFolder } from "../running.ts";

const GENESIS_SECONDS = 1_800_000_000;
const chainId = "wattlight-test";
const keys = { master: new Uint8Array(32).fill(7) };
const { genesis } = demoGenesis({ chainId, genesisTime: GENESIS_SECONDS, rate: 15, seed: 1, keys });
const appState = utf8(JSON.stringify(genesis));
const seconds = (height: number) => GENESIS_SECONDS + height;
const time = (height: number) => ({ seconds: BigInt(seconds(height)), nanos: 999_999 });
const TCP: ListenOptions = { host: "127.0.0.1", port: 0 };

function openApplication(store = new MemoryStore({}, { keepBlocks: 10 })): LedgerApplication {
  const clock = () => seconds(1) * 1000;
  return new LedgerApplication({ store, rules: ledgerRules, signatures: nobleSignatures, clock });
}

/** Valid, refused by a rule: a cancellation of no offer. */
function tx(nonce: number): Uint8Array {
  const { secret, id } = demoKey(keys, "wang", "account");
  const offer = "00".repeat(32);
  const body = TxBody.parse({ kind: "offer.cancel", sender: id, validUntil: seconds(3600), nonce, offer });
  return encodeTransaction(signTransaction(body, chainId, [secret]));
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await cleanUp();
});

async function serve(application: LedgerApplication, listen = TCP) {
  const faults: AbciFault[] = [];
  const { server, close } = await serveAbci({ application, listen, onFault: (fault) => faults.push(fault) });
  closing.push(close);
  const dial = (): Socket =>
    listen.path === undefined ? connect((server.address() as AddressInfo).port, "127.0.0.1") : connect(listen.path);
  return { dial, faults };
}

type Asked = DeepPartial<Request>;
const bytesOf = (asked: Asked) => frame(Request.encode(Request.fromPartial(asked)).finish());

/** Writes all requests at once; resolves with as many responses, in the order they came. */
function ask(socket: Socket, ...asked: Asked[]): Promise<Response[]> {
  const reader = new FrameReader();
  const responses: Response[] = [];
  return new Promise((resolve, reject) => {
    socket.on("error", reject).on("close", () => reject(new Error("closed")));
    socket.on("data", (piece: Uint8Array) => {
      for (const message of reader.push(piece)) responses.push(Response.decode(message));
      if (responses.length < asked.length) return;
      socket
        .removeAllListeners()
        .on("error", () => {})
        .destroy();
      resolve(responses);
    });
    for (const request of asked) socket.write(bytesOf(request));
  });
}

const initChain: Asked = {
  initChain: {
    chainId,
    time: { seconds: BigInt(GENESIS_SECONDS), nanos: 0 },
    appStateBytes: appState,
    initialHeight: 1n,
  },
};

test.each([
  ["TCP", () => TCP],
  ["a unix socket", () => ({ path: join(temporaryFolder(), "abci.sock") })],
])("over %s a block ends in the hash and results that direct calls give", async (_, listen) => {
  const direct = openApplication();
  direct.initChain({ chainId, time: GENESIS_SECONDS * 1000, appState, initialHeight: 1 });
  const expected = direct.finalizeBlock({ height: 1, time: seconds(1) * 1000, txs: [tx(0)] });
  const { dial, faults } = await serve(openApplication(), listen());
  const block = { height: 1n, time: time(1), txs: [tx(0)] };
  const [echo, , , check, prepared, processed, finalized, , info] = await ask(
    dial(),
    { echo: { message: "well?" } },
    { flush: {} },
    initChain,
    { checkTx: { tx: tx(0) } },
    { prepareProposal: { ...block, txs: [utf8("no transaction"), tx(0)], maxTxBytes: 10_000n } },
    { processProposal: block },
    { finalizeBlock: block },
    { commit: {} },
    { info: {} },
  );
  expect(echo?.echo?.message).toBe("well?");
  expect(check?.checkTx?.code).toBe(0);
  expect(prepared?.prepareProposal?.txs).toEqual([tx(0)]);
  expect(processed?.processProposal?.status).toBe(1);
  expect(finalized?.finalizeBlock?.appHash).toEqual(expected.appHash);
  expect(finalized?.finalizeBlock?.txResults[0]).toMatchObject({ ...expected.results[0] });
  expect(info?.info).toMatchObject({ lastBlockHeight: 1n, lastBlockAppHash: expected.appHash });
  expect(faults).toEqual([]);
});

test("a proposal with an invalid transaction, or with one twice, is rejected", async () => {
  const { dial } = await serve(openApplication());
  const proposal = (...txs: Uint8Array[]): Asked => ({ processProposal: { height: 1n, time: time(1), txs } });
  const [, garbage, twice] = await ask(dial(), initChain, proposal(tx(0), utf8("{}")), proposal(tx(0), tx(0)));
  expect(garbage?.processProposal?.status).toBe(2);
  expect(twice?.processProposal?.status).toBe(2);
});

test("an application that ends between FinalizeBlock and Commit replays the block to the same hash", async () => {
  const store = new MemoryStore({}, { keepBlocks: 10 });
  const finalize = (height: number): Asked => ({
    finalizeBlock: { height: BigInt(height), time: time(height), txs: [tx(height)] },
  });
  const first = await serve(openApplication(store));
  const before = await ask(first.dial(), initChain, finalize(1), { commit: {} }, finalize(2));
  const second = await serve(openApplication(store));
  const [info, replayed] = await ask(second.dial(), { info: {} }, finalize(2));
  expect(info?.info?.lastBlockHeight).toBe(1n);
  expect(replayed?.finalizeBlock).toEqual(before[3]?.finalizeBlock);
});

test("what the application throws is an exception to CometBFT, and is told", async () => {
  const { dial, faults } = await serve(openApplication());
  const [response] = await ask(dial(), { checkTx: { tx: tx(0) } });
  expect(response?.exception?.error).toMatch(/InitChain/);
  expect(faults).toMatchObject([{ kind: "application" }]);
});

test("malformed bytes close their connection alone, whatever they are", async () => {
  const { dial, faults } = await serve(openApplication());
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
      const socket = dial().on("error", () => {});
      // The length of a frame that cannot be: whatever the noise was, the connection ends.
      socket.write(noise);
      socket.end(new Uint8Array(300).fill(255));
      await new Promise((resolve) => socket.on("close", resolve).resume());
      const [echo] = await ask(dial(), { echo: { message: "alive" } });
      expect(echo?.echo?.message).toBe("alive");
    }),
    { numRuns: 50 },
  );
  expect(faults.some((fault) => fault.kind === "malformed")).toBe(true);
});

test("misbehaviour that CometBFT reports stands on the ledger, by kind; a kind of a later version too", async () => {
  const application = openApplication();
  const { dial } = await serve(application);
  const validator = { address: new Uint8Array(20).fill(0xab), power: 10n };
  const offence = { validator, height: 0n, time: time(0), totalVotingPower: 40n };
  const misbehavior = [1, 2, 7].map((type) => ({ ...offence, type }));
  const [, finalized] = await ask(
    dial(),
    initChain,
    { finalizeBlock: { height: 1n, time: time(1), misbehavior } },
    { commit: {} },
  );
  expect(finalized?.exception).toBeUndefined();
  const records = ledgerRules.runQuery(application.state, "misbehaviour", 1, { limit: 10 });
  const known = { address: "ab".repeat(20), power: 10, total: 40, height: 0, time: seconds(0) * 1000, key: null };
  expect(records).toEqual(
    ["unknown", "lightClientAttack", "duplicateVote"].map((kind) => ({
      ...known,
      kind,
      at: expect.anything() as unknown,
    })),
  );
});
