/**
 * A market of many accounts for benchmarks: the state before the first block with so many homes and open offers, and a realistic mix of
 * transactions on it. Signatures are not checked, so that what is measured is the ledger.
 */
import { hash as nativeHash } from "node:crypto";
import { bech32 } from "@scure/base";
import { canonicalText, encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { runBlock } from "../../../shared/ledger/applyBlock.ts";
import { initialEntries } from "../../../shared/ledger/genesis.ts";
import { txId } from "../../../shared/ledger/identity.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
import type { PartyRecord } from "../../../shared/ledger/records.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { genesis, GENESIS_TIME, PARAMS, SUPPLIER, TRUSTING, ZONE } from "../../shared/ledger/market.ts";

const CHECK = { ...TRUSTING, sha256: nativeSha256 };

export interface Home {
  readonly id: string;
  readonly key: string;
  readonly meter: string;
}

/** Account n: made-up keys whose address need not match, since nobody signs here. */
export function homeAt(n: number): Home {
  const seed = nativeHash("sha256", `home ${n}`, "hex");
  const id = bech32.encode("watt", bech32.toWords(Buffer.from(seed.slice(0, 40), "hex")));
  return { id, key: `02${seed}`, meter: `m-${n}` };
}

export interface Reading {
  readonly party: string;
  readonly slot: number;
  readonly sold: number;
  readonly bought: number;
}
export interface Trades {
  readonly readings: readonly Reading[];
  readonly slots: readonly number[];
  /** Contract slots. */
  readonly count: number;
}

/** The first slot that can be traded, and the slots of a day after it. */
export const FIRST_SLOT = Math.floor(GENESIS_TIME / 900) + 4;

function partyOf({ id, key, meter }: Home): PartyRecord {
  return {
    id,
    roles: ["prosumer"],
    status: "active",
    keys: [key],
    zone: ZONE,
    carriers: ["electricity"],
    importW: 10_000,
    exportW: 8_000,
    technology: "solar",
    supplier: SUPPLIER.address,
    point: key.slice(2),
    meter: { id: meter, key, class: "demo" },
    certificates: 0,
    since: { height: 0, market: GENESIS_TIME },
    decided: null,
  };
}

/** Entries of an account as a registration leaves them. */
function* entriesOf(home: Home): Iterable<readonly [string, string]> {
  yield [KEY.party(home.id), canonicalText(partyOf(home) as unknown as Json)];
  yield [KEY.status("active", home.id), "1"];
  yield [KEY.point(home.key.slice(2)), `"${home.id}"`];
  yield [KEY.meter(home.meter), `"${home.id}"`];
}

/** The market with `accounts` homes and `offers` open offers, posted through the rules themselves. */
export class BigMarket {
  state: MerkleMap;
  height = 0;
  time = GENESIS_TIME * 1000;
  readonly accounts: number;
  /** Live offers: who posted them, where, how much is left. */
  readonly offers: { readonly id: string; readonly owner: number; readonly slot: number; left: number }[] = [];
  readonly #nonces = new Map<number, number>();
  #random: number;

  constructor(accounts: number, offers: number, seed = 1) {
    this.#random = seed;
    this.accounts = accounts;
    // Readings of any day are taken, so that no account commits to a batch twice.
    const supervision = { ...PARAMS.supervision, retain: 400_000_000 };
    const wide = genesis([], { ...PARAMS, supervision, clock: { ...PARAMS.clock, rate: 1 } });
    const document = {
      ...wide,
      limits: wide.limits.map((entry) => ({
        ...entry,
        limits: { ...entry.limits, deliverable: 1_000_000_000, demand: 1_000_000_000 },
      })),
    };
    const entries: (readonly [string, string])[] = Array.from(initialEntries(document), ([key, value]) => [
      key,
      canonicalText(value),
    ]);
    for (let n = 0; n < accounts; n++) for (const entry of entriesOf(homeAt(n))) entries.push(entry);
    this.state = MerkleMap.fromTexts(entries, nativeSha256);
    this.fill(offers);
  }

  /** Posts until there are so many open offers. */
  fill(offers: number): void {
    while (this.offers.length < offers) {
      const batch = Array.from({ length: Math.min(2000, offers - this.offers.length) }, () => this.post());
      this.apply(batch);
    }
  }

  /** Contracts with so many slots in all, and readings of both sides of each slot. */
  trade(slots: number): Trades {
    const readings = new Map<string, Reading>();
    const all = new Set<number>();
    let count = 0;
    while (count < slots) {
      const batch: Uint8Array[] = [];
      for (let i = 0; i < 1000 && count < slots; i++) {
        batch.push(this.post());
        const offer = this.offers.at(-1);
        const buyer = this.#buyer();
        if (!offer) throw new Error("no offer was posted");
        batch.push(this.#taking(buyer, offer));
        for (let slot = offer.slot; slot < offer.slot + 4; slot++, count++) {
          all.add(slot);
          const [seller, taker] = [homeAt(offer.owner).id, homeAt(buyer).id];
          readings.set(`${seller}/${slot}`, { party: seller, slot, sold: 15, bought: 0 });
          readings.set(`${taker}/${slot}`, { party: taker, slot, sold: 0, bought: 12 });
        }
      }
      this.apply(batch);
    }
    return { readings: [...readings.values()], slots: [...all].toSorted((a, b) => a - b), count };
  }

  /** A block two seconds after the last; every transaction must be done. */
  apply(txs: readonly Uint8Array[], refusals = false): void {
    this.height++;
    this.time += 2000;
    const edit = this.state.edit();
    const { results } = runBlock(edit, { height: this.height, time: this.time, txs }, CHECK);
    this.state = edit.done();
    const bad = results.find(({ code }) => code !== 0);
    if (bad && !refusals) throw new Error(`the mix was refused: ${JSON.stringify(bad)}`);
  }

  /** Four in ten post, three take, one cancels, two bring readings. */
  mix(count: number): readonly Uint8Array[] {
    return Array.from({ length: count }, (_, i) => {
      switch (i % 10) {
        case 0:
        case 1:
        case 2:
        case 3:
          return this.post();
        case 4:
        case 5:
        case 6:
          return this.take();
        case 7:
          return this.cancel();
        default:
          return this.commit();
      }
    });
  }

  /** Accounts with an even number sell, the others buy. */
  post(): Uint8Array {
    const owner = 2 * this.#next(this.accounts >> 1);
    const slot = FIRST_SLOT + 90 + this.#next(600);
    const { bytes, id } = this.#sign(owner, {
      kind: "offer.post",
      side: "sell",
      type: "asProduced",
      carrier: "electricity",
      zone: ZONE,
      energy: { first: slot, wh: [50, 50, 50, 50] },
      price: 300_000 + this.#next(500_000),
      minimum: 1,
      damages: { seller: 0, buyer: 0 },
      technology: "solar",
      expires: slot * 900 - 300,
    });
    this.offers.push({ id, owner, slot, left: 4 });
    return bytes;
  }

  take(): Uint8Array {
    return this.#taking(this.#buyer(), this.#pick());
  }

  #buyer(): number {
    return 1 + 2 * this.#next(this.accounts >> 1);
  }

  #taking(buyer: number, offer: { readonly id: string; readonly slot: number }): Uint8Array {
    const energy = { first: offer.slot, wh: [10, 10, 10, 10] };
    return this.#sign(buyer, { kind: "offer.accept", offer: offer.id, energy }).bytes;
  }

  cancel(): Uint8Array {
    const at = this.#next(this.offers.length);
    const offer = this.offers[at];
    if (!offer) throw new Error("no offer is left");
    this.offers[at] = this.offers.at(-1) ?? offer;
    this.offers.pop();
    return this.#sign(offer.owner, { kind: "offer.cancel", offer: offer.id }).bytes;
  }

  commit(): Uint8Array {
    const owner = this.#next(this.accounts);
    const root = nativeHash("sha256", `root ${this.#next(1_000_000_000)}`, "hex");
    return this.#sign(owner, {
      kind: "meter.commit",
      meter: `m-${owner}`,
      batch: FIRST_SLOT - 40 - this.#next(100_000),
      root,
    }).bytes;
  }

  #pick() {
    // An offer that was just posted in the same block is there too; each is taken at most three times.
    for (;;) {
      const offer = this.offers[this.#next(this.offers.length)];
      if (offer && offer.left > 1) {
        offer.left--;
        return offer;
      }
    }
  }

  #sign(owner: number, draft: Record<string, Json>): { readonly bytes: Uint8Array; readonly id: string } {
    const home = homeAt(owner);
    const nonce = this.#nonces.get(owner) ?? 0;
    this.#nonces.set(owner, nonce + 1);
    const body = { ...draft, sender: home.id, validUntil: GENESIS_TIME + 3 * 86_400, nonce } as unknown as TxBody;
    const tx = { body, signatures: [{ key: home.key, signature: "00".repeat(64) }] };
    return { bytes: encodeCanonical(tx as unknown as Json), id: txId(body, PARAMS.chainId) };
  }

  /** The same numbers in every run (mulberry32). */
  #next(below: number): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  }
}
