/** Random histories: numbers are read as acts of four homes and an operator, so that any list of numbers is a history. */
import type { OfferRecord, StatementRecord } from "../../../shared/ledger/records.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import type { TxResult } from "../../../shared/ledger/applyBlock.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import type { Genesis } from "../../../shared/ledger/params.ts";
import { ROOM_ACTS } from "./acts/acts.ts";
import { NEIGHBOUR } from "./acts/stage.ts";
import { VALIDATORS } from "./acts/validators.ts";
import {
  Chain,
  type Draft,
  genesis,
  home,
  type Key,
  keyOf,
  Meter,
  OPERATOR,
  PARAMS,
  type Sent,
  sell,
  TRUSTING,
} from "./market.ts";

export type Act = readonly [what: number, x: number, y: number, z: number];

/** Acts 0 to 9 are those of the first market below; from here on come those of the rooms (acts/). */
export const FIRST_ROOM_ACT = 10;

export const HOMES = ["ann", "ben", "cai", "dee"];
const KEYS = HOMES.map((label) => keyOf(label));

/** Acts of the rooms, numbered from 10 on: what parties do beyond a first trade. */
export function historyGenesis(): Genesis {
  // The last one's meter is of class B: nothing of it is final before the operator agrees.
  const meter = { id: "meter-dee", key: keyOf("dee meter").public, class: "B" as const };
  const homes = HOMES.map((label, i) =>
    home(label, {
      technology: i < 2 ? "solar" : "battery",
      ...(label === "dee" ? { meter } : {}),
      ...(i === 0 ? { roles: ["prosumer", "holder"] } : {}),
    }),
  );
  const params = {
    ...PARAMS,
    grids: { ...PARAMS.grids, gas: { slotSeconds: 86_400, gateSeconds: 3600, startSeconds: 79_200 } },
    settlement: { ...PARAMS.settlement, carry: 60_000, fen: 10_000 },
  };
  const document = genesis(homes, params);
  return {
    ...document,
    // A neighbour without homes, for what operators publish between zones.
    zones: [...document.zones, { id: NEIGHBOUR, operator: OPERATOR.address, utcOffset: 28_800 }],
    validators: VALIDATORS.map(({ key }) => ({ key, power: 100 })),
    limits: document.limits.map((entry) => ({
      ...entry,
      limits: { ...entry.limits, deliverable: 1500, demand: 3000 },
    })),
  };
}

const DOCUMENT = historyGenesis();
/** The state in which histories begin. */
export const BEGINNING = initialState(DOCUMENT).hashedBy(nativeSha256);

/** A block as it was played, with what came of it. */
export interface Played {
  readonly height: number;
  readonly time: number;
  readonly txs: readonly Uint8Array[];
  readonly results: readonly TxResult[];
  /** App hash after it, hex. */
  readonly root: string;
}

/** Plays acts on a chain; each act is one block. */
export class History {
  readonly chain: Chain;
  readonly blocks: Played[] = [];
  /** What a block took in, done or refused: it counts no second time. */
  readonly executed: Sent[] = [];
  /** Signed, but not sent yet. */
  heldBack: readonly Sent[] = [];
  readonly #meters = HOMES.map((label) => new Meter(label));
  readonly #read = HOMES.map(() => 0);

  constructor(document?: Genesis) {
    this.chain = document ? new Chain(document, TRUSTING) : new Chain(DOCUMENT, TRUSTING, BEGINNING);
  }

  /** The transactions of an act, in the state as it is. */
  transactions([what, x, y, z]: Act): readonly Sent[] {
    if (what >= FIRST_ROOM_ACT) return ROOM_ACTS[what - FIRST_ROOM_ACT]?.(this.chain, x, y, z) ?? [];
    const who = x % HOMES.length;
    const key = KEYS[who] ?? OPERATOR;
    switch (what) {
      case 0:
      case 1:
      case 2:
        return [this.chain.sign(key, this.#offer(who, y, z))];
      case 3:
      case 4:
      case 5:
        return this.#accept(key, y, z);
      case 6:
        return this.#cancel(key, y);
      case 7:
        return this.#readings(y, z);
      case 8:
        return this.#payment(y, z);
      default:
        return [];
    }
  }

  /** Header seconds to the next block. */
  seconds([what, , y]: Act): number {
    return what === 9 ? 1 + (y % 80) : 2;
  }

  block(txs: readonly Sent[], seconds: number) {
    const results = this.chain.block(txs, seconds);
    const { height, time, state } = this.chain;
    this.blocks.push({ height, time, txs: txs.map(({ bytes }) => bytes), results, root: toHex(state.root) });
    this.executed.push(...txs.filter((_, i) => results[i]?.code !== 2));
    return results;
  }

  #offer(who: number, y: number, z: number): Draft<"offer.post"> {
    const first = this.chain.slot + 1 + (y % 5);
    const firm = z % 2 === 0;
    const wh = Array.from({ length: 1 + (z % 3) }, (_, i) => ((y >> (i * 3)) % 8) * 157);
    // The first two mostly sell, the others mostly buy.
    const sells = who < 2 === y % 7 > 0;
    return sell(first, wh, {
      side: sells ? "sell" : "buy",
      technology: sells ? (who < 2 ? "solar" : "battery") : "none",
      type: firm ? "firm" : "asProduced",
      damages: firm ? { seller: 90_001, buyer: 70_003 } : { seller: 0, buyer: 0 },
      price: 300_000 + ((y * 7919) % 400_000),
      minimum: (z % 4) * 101,
      expires: first * 900 - 300 - (z % 5) * 60,
    });
  }

  #accept(key: Key, y: number, z: number): readonly Sent[] {
    // Mostly what can be accepted, now and then one's own offer or one that is over.
    const live = this.#offers().filter(
      ({ status, party }) => y % 16 === 0 || (status === "live" && (party !== key.address || y % 8 === 0)),
    );
    const offer = live[y % Math.max(1, live.length)];
    if (!offer) return [];
    const share = (i: number): number => (z % 3 === 0 ? 4 : (z >> i) % 6);
    const wh = offer.left.wh.map((left, i) => Math.floor((left * share(i)) / 4));
    return [this.chain.sign(key, { kind: "offer.accept", offer: offer.id, energy: { first: offer.left.first, wh } })];
  }

  #cancel(key: Key, y: number): readonly Sent[] {
    const all = this.#offers().filter(
      ({ status, party }) => y % 3 === 0 || (status === "live" && party === key.address),
    );
    const offer = all[y % Math.max(1, all.length)];
    return offer ? [this.chain.sign(key, { kind: "offer.cancel", offer: offer.id })] : [];
  }

  /** Meters some homes for the slot that ended last; a home left out stays missing. */
  #readings(y: number, z: number): readonly Sent[] {
    const slot = this.chain.slot - 1;
    return this.#meters.flatMap((meter, i) => {
      if ((y >> i) % 4 === 0 || (this.#read[i] ?? 0) >= slot) return [];
      this.#read[i] = slot;
      meter.read(slot, ((z >> i) % 9) * 211, ((y >> i) % 7) * 307);
      return meter.send(this.chain, slot);
    });
  }

  #payment(y: number, z: number): readonly Sent[] {
    const answers = z % 4 < 2;
    // Mostly of a statement that waits for it.
    const waiting = (state: StatementRecord["state"]): boolean =>
      answers ? state === "claimed" : state === "due" || state === "overdue";
    const all = this.#statements().filter(({ state }) => y % 8 === 0 || waiting(state));
    const s = all[y % Math.max(1, all.length)];
    if (!s) return [];
    const [debtor, creditor] = (s.due || s.balance) > 0 ? [s.a, s.b] : [s.b, s.a];
    const key = (id: string): Key => [...KEYS, OPERATOR].find(({ address }) => address === id) ?? OPERATOR;
    const { period } = s;
    const claim = (): Sent =>
      this.chain.sign(key(debtor), { kind: "payment.claim", creditor, period, reference: `R${z}` });
    const confirm = (): Sent => this.chain.sign(key(creditor), { kind: "payment.confirm", debtor, period });
    const deny = (): Sent =>
      this.chain.sign(key(creditor), { kind: "payment.deny", debtor, period, reason: "not seen" });
    if (answers) return [z % 2 === 0 ? confirm() : deny()];
    // Silence confirms soon: some are answered at once.
    return [claim(), ...(y % 3 === 0 ? [z % 5 < 3 ? confirm() : deny()] : [])];
  }

  #offers(): readonly OfferRecord[] {
    return KEYS.flatMap(({ address }) => this.chain.query("offersOf", { party: address }));
  }

  #statements(): readonly StatementRecord[] {
    return KEYS.flatMap(({ address }) => this.chain.query("statementsOf", { party: address, limit: 100 }));
  }
}
