/** The agent over a ledger: however many contracts strangers make, a slot that waits for readings is metered. */
import { expect, test } from "vitest";
import { startAgent } from "../../../electron/agent/agentLoop.ts";
import type { BatchRow } from "../../../electron/agent/batchBook.ts";
import { decodeTransaction } from "../../../shared/ledger/identity.ts";
import { CHAIN, Chain, genesis, home, keyOf, Meter, type Sent, sell, TRUSTING } from "../../shared/ledger/market.ts";

const owner = keyOf("owner");
const taker = keyOf("taker");
const stranger = keyOf("stranger");

/** The parts of a wallet that the agent sees, over the chain; what it keeps waits in `queue`. */
function wallet(chain: Chain, meter: Meter) {
  const queue: Sent[] = [];
  const states = new Map<string, "sent" | "committed" | "refused">();
  const rows = new Map<number, BatchRow>();
  const joined = {
    account: { address: owner.address, publicKey: owner.public, meterId: meter.id, meterKey: meter.key.public },
    network: { chainId: CHAIN },
    reads: {
      page: () => ({
        height: chain.height,
        time: chain.time,
        query: (name: never, input: never) => Promise.resolve(chain.query(name, input)),
      }),
    },
    nonces: { take: () => 500 + states.size, taken: () => 0 },
    readings: {
      currentFile: () => ({}),
      counterAt: (_register: string, slot: number) => ({ counter: slot * 1000, quality: "measured" }),
    },
    outbox: {
      get: (id: string) => (states.has(id) ? { id, state: states.get(id) } : undefined),
      keep: (bytes: Uint8Array) => {
        const decoded = decodeTransaction(bytes, CHAIN);
        if (!("id" in decoded)) throw new Error("undecodable");
        states.set(decoded.id, "sent");
        queue.push({ id: decoded.id, bytes });
      },
    },
  };
  const book = {
    get: (batch: number) => rows.get(batch),
    add: (batch: number, counters: unknown) => {
      const row = { batch, counters: JSON.stringify(counters), commitId: null, openId: null } as unknown as BatchRow;
      rows.set(batch, row);
      return row;
    },
    signed: (batch: number, step: string, id: string) =>
      rows.set(batch, { ...rows.get(batch), [`${step}Id`]: id } as BatchRow),
  };
  const agent = startAgent({
    joined: joined as never,
    book: book as never,
    locked: () => false,
    host: {
      signMeter: () => Promise.resolve(new Uint8Array(64)),
      meterSalt: () => Promise.resolve(new Uint8Array(32)),
      localDataKey: () => Promise.resolve(new Uint8Array(32)),
    } as never,
    now: () => chain.time,
    kept: () => undefined,
    log: () => undefined,
  });
  return {
    async round() {
      agent.wake();
      await new Promise((done) => setTimeout(done, 50));
      const batch = queue.splice(0);
      chain.block(batch).forEach(({ code }, i) => states.set(batch[i]?.id ?? "", code === 0 ? "committed" : "refused"));
      return batch.length;
    },
    stop: () => agent.stop(),
  };
}

test("sixty slivers of a later offer do not hide a firm contract from the meter", async () => {
  const chain = new Chain(genesis(["owner", "taker", "stranger"].map((label) => home(label))), TRUSTING);
  chain.block();
  const at = chain.slot + 4;
  const damages = { seller: 200_000, buyer: 100_000 };
  const firm = chain.sign(owner, sell(at, [1000], { type: "firm", damages }));
  const later = chain.sign(owner, sell(at + 30, [1800], { minimum: 0 }));
  chain.block([firm, later]);
  const energy = { first: at, wh: [1000] };
  const contract = chain.send(taker, { kind: "offer.accept", offer: firm.id, energy });
  expect(contract.result.code).toBe(0);
  const sliver = { kind: "offer.accept" as const, offer: later.id, energy: { first: at + 30, wh: [1] } };
  const slivers = chain.block(Array.from({ length: 60 }, () => chain.sign(stranger, sliver)));
  expect(slivers.every(({ code }) => code === 0)).toBe(true);

  chain.until((at + 1) * 900 + 30);
  const bought = new Meter("taker");
  bought.read(at, 0, 1000);
  chain.block(bought.send(chain, at));
  const mine = wallet(chain, new Meter("owner"));
  for (let i = 0; i < 4; i++) await mine.round();
  expect(await mine.round()).toBe(0);
  await mine.stop();
  expect(chain.query("contract", { id: contract.id })?.slots[0]).toMatchObject({
    state: "provisional",
    settled: { qualityS: "measured", aS: 1000, liability: "none" },
  });
});
