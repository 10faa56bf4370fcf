/** The agent's signatures without asking: each limit alone, verified and matching data only, and that nothing is signed unlisted. */
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bech32 } from "@scure/base";
import { beforeEach, describe, expect, it } from "vitest";
import { AgentBook, AUTOMATIC_FILE, Limits, LIMITS_FILE, Signatures } from "../../../electron/agent/agentBook.ts";
import { type Case, DAY, FRESH, judge, type LimitRule, roomFor } from "../../../electron/agent/limits.ts";
import { portion, TradeAgent } from "../../../electron/agent/tradeAgent.ts";
import type { Composed } from "../../../electron/local/port.ts";
import { SealedFile } from "../../../electron/records/sealedFile.ts";
import { AgentDesk } from "../../../electron/safe/agentDesk.ts";
import { ARM_MS } from "../../../electron/safe/armed.ts";
import { Keyring } from "../../../electron/vault/keyring.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import type { Automatic, Policy } from "../../../shared/ipc/agentViews.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { digestOf } from "../../../shared/ledger/identity.ts";
import type { TxOf } from "../../../shared/ledger/transactions.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const address = (seed: number) =>
  bech32.encode("watt", bech32.toWords(Uint8Array.from({ length: 20 }, (_, i) => (seed * 31 + i * 7) % 256)));
const LI = address(2);
const WANG = address(3);
const NOW = 1_700_000_000;
const CHAIN = "demo-1";
const CHARGES = { network: 100_000, levy: 10_000, taxPpm: 60_000, lossPpm: 20_000 };
const offer: TxOf<"offer.post"> = {
  kind: "offer.post",
  sender: LI,
  validUntil: NOW + 1000,
  nonce: 4,
  side: "sell",
  type: "asProduced",
  carrier: "electricity",
  zone: "CN-1",
  energy: { first: 100, wh: [500, 500, 500, 500] },
  price: 400_000,
  minimum: 0,
  damages: { seller: 0, buyer: 0 },
  technology: "solar",
  expires: NOW + 900,
};
/** 400 000 + 100 000 + 10 000 + 6 % + 2 % of the price. */
const ALL_IN = 542_000;
const policy: Policy = {
  side: "buy",
  price: ALL_IN,
  dayWh: 4000,
  dayMicro: 10_000_000,
  partyWh: 3000,
  onceWh: 2000,
  firm: false,
  parties: [LI],
};
const bodyOf = (from: TxOf<"offer.post">, wh: number[], sender: string = address(1)): TxOf<"offer.accept"> => ({
  kind: "offer.accept",
  sender,
  validUntil: NOW + 900,
  nonce: 1,
  offer: toHex(digestOf(from, CHAIN)),
  energy: { first: 100, wh },
});
const entry = (wh: number, more: Partial<Automatic> = {}): Automatic => ({
  id: "ab".repeat(32),
  at: NOW - 100,
  side: "buy",
  party: LI,
  wh,
  micro: 1000,
  price: 400_000,
  ...more,
});

describe("each limit", () => {
  const one: Case = {
    body: bodyOf(offer, [500, 500]),
    offer,
    charges: CHARGES,
    provedAt: NOW,
    now: NOW,
    known: [LI],
    before: [],
  };
  const rule = (change: Partial<Case>, policies: readonly Policy[] = [policy]) => {
    const verdict = judge(policies, { ...one, ...change });
    return verdict.ok ? "ok" : verdict.rule;
  };
  it("allows what all of them allow, with the figures of the body and the offer", () => {
    expect(judge([policy], one)).toEqual({
      ok: true,
      entry: { at: NOW, side: "buy", party: LI, wh: 1000, micro: expect.any(Number) as number, price: 400_000 },
    });
  });
  it.each<[LimitRule, Partial<Case>, Policy[]?]>([
    ["noPolicy", {}, []],
    ["noPolicy", {}, [{ ...policy, side: "sell" }]],
    ["stale", { now: NOW + FRESH + 1 }],
    ["stale", { now: NOW - FRESH - 1 }],
    ["party", { offer: { ...offer, sender: WANG } }],
    ["unknown", { known: [WANG] }],
    ["carrier", { offer: { ...offer, carrier: "heat" } }],
    ["kind", { offer: { ...offer, type: "firm", damages: { seller: 1, buyer: 1 } } }],
    ["charges", { charges: null }],
    ["price", {}, [{ ...policy, price: ALL_IN - 1 }]],
    ["price", { charges: { ...CHARGES, network: CHARGES.network + 1 } }],
    ["once", {}, [{ ...policy, onceWh: 999 }]],
    ["day", { before: [entry(3001, { party: WANG })] }],
    ["partyDay", { before: [entry(2001)] }],
    ["money", { before: [entry(1, { micro: 9_999_999 })] }],
  ])("%s stops it alone", (name, change, policies) => expect(rule(change, policies)).toBe(name));
  it("are kept to the last Wh, and counted over any 24 hours, on one side", () => {
    expect(rule({ before: [entry(2000)] })).toBe("ok");
    expect(rule({ before: [entry(3000, { party: WANG })] })).toBe("ok");
    expect(rule({ before: [entry(3001, { at: NOW - DAY })] })).toBe("ok");
    expect(rule({ before: [entry(3001, { at: NOW - DAY + 1 })] })).toBe("day");
    expect(rule({ before: [entry(3001, { side: "sell" })] })).toBe("ok");
    // The chain's time counts, so that a clock that is set back gives nothing back.
    expect(rule({ before: [entry(3001, { at: NOW + 50 })] })).toBe("day");
  });
  it("selling asks at least the price, and needs no charges of the buyer's to be low", () => {
    const sells: Policy = { ...policy, side: "sell", price: 400_000 };
    const bid = { ...offer, side: "buy" as const };
    expect(rule({ offer: bid }, [sells])).toBe("ok");
    expect(rule({ offer: bid }, [{ ...sells, price: 400_001 }])).toBe("price");
  });
  it("leave room by the least of them", () => {
    expect(roomFor(policy, LI, [], NOW)).toBe(2000);
    expect(roomFor(policy, LI, [entry(2500)], NOW)).toBe(500);
    expect(roomFor(policy, LI, [entry(3500, { party: WANG })], NOW)).toBe(500);
    expect(roomFor(policy, LI, [entry(5000)], NOW)).toBe(0);
  });
});

it("a portion never exceeds offer, need and room, and never falls under the offer's least", () => {
  const row = { energy: { first: 100, wh: [500, 500, 500] }, minimum: 0 };
  expect(portion(row, { first: 101, wh: [300, 900] }, 700)).toEqual({ first: 100, wh: [0, 300, 400] });
  expect(portion({ ...row, minimum: 701 }, { first: 101, wh: [300, 900] }, 700)).toBeUndefined();
  expect(portion(row, { first: 200, wh: [300] }, 700)).toBeUndefined();
  expect(portion(row, { first: 100, wh: [300] }, 0)).toBeUndefined();
});

describe("a round", () => {
  let folder: string;
  let keys: Keyring;
  let composed: (c: Composed) => Composed;
  let outbox: { id: string; state: string }[];
  let calls: string[];
  let known: readonly string[];
  const book = () =>
    new AgentBook({
      limits: () => new SealedFile(folder, keys.account.address, LIMITS_FILE, Limits, keys),
      automatic: () => new SealedFile(folder, keys.account.address, AUTOMATIC_FILE, Signatures, keys),
      now: () => NOW * 1000,
    });
  const proof = {
    height: 7,
    time: NOW,
    headerHash: "00",
    stateRoot: "00",
    signed: 4,
    of: 4,
    simulated: true,
    node: "http://127.0.0.1:1",
  };
  const free = { first: 100, wh: [500, 500, 500, 500] };
  const views: Record<string, unknown> = {
    "market.proposal": {
      state: "verified",
      proof,
      value: {
        side: "buy",
        energy: free,
        free,
        price: 1,
        type: "asProduced",
        damages: { seller: 0, buyer: 0 },
        gain: 0,
        worst: 0,
        versusTariff: 0,
      },
    },
    "market.book": {
      state: "verified",
      proof,
      value: [
        {
          id: toHex(digestOf(offer, CHAIN)),
          side: "sell",
          type: "asProduced",
          party: { id: LI, name: null, me: false },
          energy: offer.energy,
          total: 2000,
          minimum: 0,
          price: offer.price,
          allIn: ALL_IN,
          damages: { seller: 0, buyer: 0 },
          expires: offer.expires,
          mine: false,
        },
      ],
    },
  };
  const agent = (me = () => (keys.locked ? undefined : keys.account.address)) =>
    new TradeAgent({
      local: () =>
        Promise.resolve({
          read: (method: string) =>
            Promise.resolve(method === "outbox.list" ? outbox.map((one) => ({ ...row, ...one })) : views[method]),
          compose: (_: string, input: { energy: { first: number; wh: number[] } }) =>
            Promise.resolve(composed(composition(bodyOf(offer, input.energy.wh, keys.account.address)))),
          keep: () => Promise.resolve(void calls.push("keep")),
          unsigned: () => Promise.resolve(void calls.push("unsigned")),
        } as never),
      book: book(),
      known: () => Promise.resolve(known),
      me,
      sign: (body, chainId) => {
        // Written down before it is made.
        calls.push(`sign, listed ${readdirSync(folder).some((name) => name.includes(AUTOMATIC_FILE))}`);
        return keys.sign(body, chainId);
      },
      now: () => NOW * 1000,
      log: () => undefined,
    });
  const row = {
    kind: "offer.accept",
    validUntil: 1,
    createdAt: 1,
    height: null,
    refusal: null,
    nodeRefusal: null,
    summary: {},
  };
  const composition = (body: TxOf<"offer.accept">): Composed => ({
    body,
    chainId: CHAIN,
    facts: {
      related: offer,
      market: null,
      charges: CHARGES,
      known: [],
      names: {},
      amount: null,
      period: null,
      counterparty: null,
      day: null,
      restsOn: proof,
      simulated: true,
    },
  });
  beforeEach(async () => {
    folder = temporaryFolder();
    keys = new Keyring(Uint8Array.from(randomBytes(64)));
    composed = (one) => one;
    outbox = [];
    calls = [];
    known = [LI];
    await book().setPolicies([policy]);
  });

  it("signs within the limits, keeps it, and lists it", async () => {
    const signed = await agent().round();
    expect(signed).toMatchObject({ side: "buy", party: LI, wh: 2000, at: NOW });
    expect(calls).toEqual(["sign, listed true", "keep"]);
    expect((await book().read()).signed).toEqual([signed]);
  });

  it("goes on to what is left of the limits, and stops there", async () => {
    const done: number[] = [];
    for (let i = 0; i < 4; i++) done.push((await agent().round())?.wh ?? 0);
    // 2,000 at once; 3,000 with one party in a day.
    expect(done).toEqual([2000, 1000, 0, 0]);
  });

  it("waits while a signature of its own is under way", async () => {
    const first = await agent().round();
    for (const state of ["signed", "sent"]) {
      outbox = [{ id: first?.id ?? "", state }];
      expect(await agent().round()).toBeNull();
    }
    outbox = [{ id: first?.id ?? "", state: "committed" }];
    expect(await agent().round()).not.toBeNull();
  });

  it("does nothing without limits, nor while locked", async () => {
    await book().setPolicies([]);
    expect(await agent().round()).toBeNull();
    await book().setPolicies([policy]);
    keys.lock();
    expect(await agent().round()).toBeNull();
    expect(calls).toEqual([]);
  });

  it.each<[string, (one: Composed) => Composed]>([
    ["another offer's terms", (one) => ({ ...one, facts: { ...one.facts, related: { ...offer, price: 1 } } })],
    ["no offer at hand", (one) => ({ ...one, facts: { ...one.facts, related: null } })],
    ["nothing verified", (one) => ({ ...one, facts: { ...one.facts, restsOn: null } })],
    ["old facts", (one) => ({ ...one, facts: { ...one.facts, restsOn: { ...proof, time: NOW - FRESH - 1 } } })],
    ["another kind of transaction", (one) => ({ ...one, body: { ...offer, sender: one.body.sender } })],
    [
      "more than was asked for",
      (one) => ({ ...one, body: { ...bodyOf(offer, [9000], one.body.sender), energy: { first: 100, wh: [9000] } } }),
    ],
  ])("signs nothing composed of %s, and gives the nonce back", async (_, change) => {
    composed = change;
    expect(await agent().round()).toBeNull();
    expect(calls).toEqual(["unsigned"]);
    expect((await book().read()).signed).toEqual([]);
  });

  it("signs nothing for a party that has left the address book", async () => {
    known = [];
    expect(await agent().round()).toBeNull();
    expect(calls).toEqual(["unsigned"]);
  });

  it("signs nothing while its list cannot be read: nobody knows what is left of the day", async () => {
    await agent().round();
    calls = [];
    const name = readdirSync(folder).find((one) => one.includes(AUTOMATIC_FILE)) ?? "";
    const bytes = readFileSync(join(folder, name));
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(join(folder, name), bytes);
    expect((await book().read()).damaged).toBe(name);
    expect(await agent().round()).toBeNull();
    await expect(book().add(entry(1))).rejects.toThrow("agent.damaged");
    expect(calls).toEqual([]);
  });

  it("another account that comes to the front while the limits are read leaves no signature", async () => {
    let [isComposed, asked] = [false, 0];
    composed = (c) => {
      isComposed = true;
      return c;
    };
    const one = agent(() => (isComposed && asked++ > 0 ? WANG : keys.account.address));
    expect(await one.round()).toBeNull();
    expect(calls).toEqual(["unsigned"]);
  });

  it("a lock after it was composed leaves no signature", async () => {
    const one = agent();
    composed = (c) => {
      // Locked as soon as the worker has composed.
      keys.lock();
      return c;
    };
    expect(await one.round()).toBeNull();
    expect(calls).toEqual(["unsigned"]);
  });

  describe("the page", () => {
    let now = 0;
    const proved: string[] = [];
    let inFront: string;
    beforeEach(() => void (inFront = keys.account.address));
    const desk = (meanwhile: () => void = () => undefined) =>
      new AgentDesk({
        agent: book(),
        book: {
          read: () =>
            Promise.resolve({ entries: [{ address: LI, name: "Li", learned: "typed", added: 1 }], damaged: null }),
        },
        unlocked: () => !keys.locked,
        account: () => inFront,
        prove: (passphrase) => {
          proved.push(passphrase);
          meanwhile();
          return passphrase === "right"
            ? Promise.resolve()
            : Promise.reject(new FaultError("vault.wrongPassphrase", {}, "correct"));
        },
        changed: () => undefined,
        openWindow: () => ({ close: () => undefined }),
        now: () => now,
      });
    it("changes nobody's limits when another account comes to the front while the passphrase is checked", async () => {
      const page = desk(() => (inFront = WANG));
      await page.state();
      now += ARM_MS;
      await expect(page.set({ passphrase: "right", policies: [] })).rejects.toThrow("safe.otherAccount");
      expect((await book().read()).policies).toEqual([policy]);
    });
    it("changes limits with the passphrase alone, after a moment, for parties of the address book", async () => {
      const page = desk();
      const set = (passphrase: string, policies: Policy[] = []) => page.set({ passphrase, policies });
      await expect(set("right")).rejects.toThrow("safe.tooSoon");
      await page.state();
      now += ARM_MS;
      await expect(set("wrong")).rejects.toThrow("vault.wrongPassphrase");
      await expect(set("right", [{ ...policy, parties: [WANG] }])).rejects.toThrow("agent.unknown");
      expect((await book().read()).policies).toEqual([policy]);
      expect((await set("right")).policies).toEqual([]);
      expect((await book().read()).policies).toEqual([]);
    });
    it("lists every automatic signature, newest first", async () => {
      await agent().round();
      await agent().round();
      const { signed } = await desk().state();
      expect(signed.map(({ wh }) => wh)).toEqual([1000, 2000]);
    });
  });
});
