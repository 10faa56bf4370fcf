/**
 * A small market for tests: keys from labels, a genesis with every role, signing, and a chain that runs blocks. Nothing here is
 * random, so the same calls give the same state root.
 */
import { addressOf } from "../../../shared/codec/address.ts";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { nobleSignatures, publicKeyOf, type SignatureCheck, signDigest } from "../../../shared/codec/signature.ts";
import { type Applied, applyBlock, type TxResult } from "../../../shared/ledger/applyBlock.ts";
import { USUAL_LIMITS } from "../../../node/scenario/market.ts";
import { nativeSha256 } from "../../../node/application/nativeSha256.ts";
import { initialState } from "../../../shared/ledger/genesis.ts";
import {
  certificateDigest,
  encodeTransaction,
  orderSignatures,
  signTransaction,
  txId,
} from "../../../shared/ledger/identity.ts";
import type { Genesis, GenesisParty, Params } from "../../../shared/ledger/params.ts";
import type { QueryIn, QueryName, QueryOut } from "../../../shared/ledger/queries.ts";
import type { OfferRecord } from "../../../shared/ledger/records.ts";
import { queryOf, runQuery } from "../../../shared/ledger/runQuery.ts";
import { type BookSpan, wholeBook } from "../../../shared/ledger/wholeBook.ts";
import { marketTime, slotOf } from "../../../shared/ledger/time.ts";
import type { CertificateClaims, TxBody, TxKind, TxOf } from "../../../shared/ledger/transactions.ts";
import {
  type BatchCounters,
  batchLeaves,
  batchRoot,
  type Leaf,
  openLeaf,
  type Unit,
} from "../../../shared/metering/commitment.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";

export interface Key {
  readonly secret: Uint8Array;
  /** Compressed public key, hex. */
  readonly public: string;
  readonly address: string;
}

const keys = new Map<string, Key>();

/** The same key for the same label, always. */
export function keyOf(label: string): Key {
  const known = keys.get(label) ?? madeKey(label);
  keys.set(label, known);
  return known;
}

function madeKey(label: string): Key {
  const secret = sha256(utf8(`wattlight test key ${label}`));
  const bytes = publicKeyOf(secret);
  return { secret, public: toHex(bytes), address: addressOf(bytes) };
}

export const CHAIN = "test-chain";
export const ZONE = "WEST-1";
/** 2026-06-17T00:00:00Z, header and market time at genesis. */
export const GENESIS_TIME = 1_781_654_400;

export const REGULATORS = ["r1", "r2", "r3", "r4"].map((name) => keyOf(`regulator ${name}`));
export const OPERATOR = keyOf("operator");
export const SUPPLIER = keyOf("supplier");
export const INSTALLER = keyOf("installer");

export const PARAMS: Params = {
  chainId: CHAIN,
  demo: true,
  clock: { genesis: GENESIS_TIME, origin: GENESIS_TIME, rate: 15, standstill: 60 },
  grids: {
    electricity: { slotSeconds: 900, gateSeconds: 300, startSeconds: 0 },
    heat: { slotSeconds: 3600, gateSeconds: 600, startSeconds: 0 },
  },
  validity: { marketDays: 7, meterDays: 35 },
  metering: { batchSlots: 1, grace: 1800 },
  settlement: { dispute: 1800, period: 3600, due: 3600, silence: 1800, carry: 1000, fen: 1 },
  supervision: { decide: 7200, notice: 900, rule: 28_800, appeal: 1800, correct: 86_400, retain: 7200 },
  mail: { perReceiver: 3, perSender: 5, keep: 7200 },
  quorum: 3,
};

function official(key: Key, role: GenesisParty["roles"][number]): GenesisParty {
  return {
    id: key.address,
    key: key.public,
    roles: [role],
    zone: ZONE,
    carriers: [],
    importW: 0,
    exportW: 0,
    technology: "none",
    supplier: null,
    point: null,
    meter: null,
  };
}

/** A home that is in the market from the start: 10 kW in, 8 kW solar out, a demo meter. */
export function home(label: string, change: Partial<GenesisParty> = {}): GenesisParty {
  const key = keyOf(label);
  return {
    id: key.address,
    key: key.public,
    roles: ["prosumer"],
    zone: ZONE,
    carriers: ["electricity"],
    importW: 10_000,
    exportW: 8_000,
    technology: "solar",
    supplier: SUPPLIER.address,
    point: toHex(sha256(utf8(`point ${label}`))),
    meter: { id: `meter-${label}`, key: keyOf(`${label} meter`).public, class: "demo" },
    ...change,
  };
}

export function genesis(homes: readonly GenesisParty[] = [], params: Params = PARAMS): Genesis {
  return {
    params,
    zones: [{ id: ZONE, operator: OPERATOR.address, utcOffset: 28_800 }],
    parties: [
      ...REGULATORS.map((key) => official(key, "regulator")),
      official(OPERATOR, "operator"),
      official(SUPPLIER, "utility"),
      official(INSTALLER, "installer"),
      ...homes,
    ],
    limits: (["electricity", "heat"] as const).map((carrier) => ({
      zone: ZONE,
      carrier,
      // The scenarios' limits, but nothing is held for its size.
      limits: { ...USUAL_LIMITS, review: 4_000_000_000_000_000 },
    })),
    charges: (["electricity", "heat"] as const).map((carrier) => ({
      carrier,
      from: ZONE,
      to: ZONE,
      charges: { network: 42_000, levy: 15_000, taxPpm: 60_000, lossPpm: 20_000 },
    })),
    transfers: [],
    profiles: (["solar", "chp", "battery"] as const).flatMap((technology) =>
      Array.from({ length: 12 }, (_, i) => ({
        technology,
        month: i + 1,
        share: Array.from({ length: 96 }, () => (technology === "solar" ? 900_000 : 1_000_000)),
      })),
    ),
    validators: [],
  };
}

/** A body without what `Chain.sign` fills in. */
export type Draft<K extends TxKind = TxKind> = K extends TxKind
  ? Omit<TxOf<K>, "sender" | "validUntil" | "nonce"> & Partial<Pick<TxOf<K>, "sender" | "validUntil" | "nonce">>
  : never;

export interface Sent {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The one signature that TRUSTING does not accept, hex. */
export const FORGED = "ff".repeat(64);
/** Accepts every signature but FORGED; a chain with it does not spend time on signing either. For long histories alone. */
export const TRUSTING: SignatureCheck = {
  verify: (signature) => !signature.every((byte) => byte === 0xff),
  sha256: nativeSha256,
};

/** A chain of one test: headers two seconds apart unless told, nonces counted, every block through applyBlock. */
export class Chain {
  state: MerkleMap;
  height = 0;
  /** Header time of the last block, ms. */
  time: number;
  readonly params: Params;
  readonly check: SignatureCheck;
  /** What each block told CometBFT of its validators, first block first. */
  readonly validatorUpdates: Applied["validatorUpdates"][] = [];
  readonly #nonces = new Map<string, number>();

  /** `beginning`: the state that the document makes, where it is at hand. */
  constructor(document: Genesis = genesis(), check: SignatureCheck = nobleSignatures, beginning?: MerkleMap) {
    this.state = beginning ?? initialState(document).hashedBy(nativeSha256);
    this.params = document.params;
    this.time = document.params.clock.genesis * 1000;
    this.check = check;
  }

  /** Market time of the last block, seconds. */
  get market(): number {
    return Math.floor(marketTime(this.params.clock, this.time) / 1000);
  }

  /** Slot of electricity that runs now. */
  get slot(): number {
    return slotOf(this.params.grids.electricity ?? { slotSeconds: 900, gateSeconds: 0, startSeconds: 0 }, this.market);
  }

  body(sender: Key, draft: Draft): TxBody {
    const validUntil = draft.validUntil ?? Math.floor(this.time / 1000) + 86_400;
    const nonce = draft.nonce ?? this.#nonces.get(sender.address) ?? 0;
    if (draft.nonce === undefined) this.#nonces.set(sender.address, (nonce + 1) % 1024);
    return { sender: sender.address, ...draft, validUntil, nonce } as TxBody;
  }

  /** Signs with the sender's key, or with the keys given (co-signatures, meter keys). */
  sign(sender: Key, draft: Draft, keys: readonly Key[] = [sender]): Sent {
    const body = this.body(sender, draft);
    const signed =
      this.check === TRUSTING
        ? { body, signatures: orderSignatures(keys.map((key) => ({ key: key.public, signature: "00".repeat(64) }))) }
        : signTransaction(
            body,
            this.params.chainId,
            keys.map((key) => key.secret),
          );
    return { id: txId(body, this.params.chainId), bytes: encodeTransaction(signed) };
  }

  /** One block, `seconds` of header time after the last. */
  block(txs: readonly Sent[] = [], seconds = 2): readonly TxResult[] {
    this.height += 1;
    this.time += seconds * 1000;
    const block = { height: this.height, time: this.time, txs: txs.map(({ bytes }) => bytes) };
    const applied = applyBlock(this.state, block, this.check);
    this.state = applied.state;
    this.validatorUpdates.push(applied.validatorUpdates);
    return applied.results;
  }

  /** One transaction in a block of its own. */
  send(sender: Key, draft: Draft, keys?: readonly Key[]): { readonly id: string; readonly result: TxResult } {
    const sent = this.sign(sender, draft, keys);
    const [result] = this.block([sent]);
    if (!result) throw new Error("a block gave no result");
    return { id: sent.id, result };
  }

  /** Empty blocks until market time is at least the given second, at most ten market minutes apart. */
  until(market: number): void {
    const { rate } = this.params.clock;
    while (this.market < market) {
      this.block([], Math.max(1, Math.min(Math.floor(600 / rate), Math.ceil((market - this.market) / rate))));
    }
  }

  /** Live offers that touch the slots, in book order. */
  book(span: BookSpan): readonly OfferRecord[] {
    return wholeBook((page) => this.query("bookPage", page), span);
  }

  query<N extends QueryName>(name: N, input: QueryIn<N>): QueryOut<N> {
    return runQuery(this.state, name, queryOf(name).version, input) as unknown as QueryOut<N>;
  }
}

/** A certificate of the test installer for a new home, with what a registration needs beside it. */
export function certificate(label: string, change: Partial<CertificateClaims> = {}, installer: Key = INSTALLER) {
  const claims: CertificateClaims = {
    id: toHex(sha256(utf8(`certificate ${label}`))),
    installer: installer.address,
    key: keyOf(label).public,
    point: toHex(sha256(utf8(`point ${label}`))),
    zone: ZONE,
    carriers: ["electricity"],
    importW: 10_000,
    exportW: 8_000,
    technology: "solar",
    meter: { id: `meter-${label}`, key: keyOf(`${label} meter`).public, class: "demo" },
    expires: GENESIS_TIME + 30 * 86_400,
    ...change,
  };
  return { claims, signature: toHex(signDigest(certificateDigest(claims, CHAIN), installer.secret)) };
}

export function registration(label: string, change: Partial<CertificateClaims> = {}): Draft<"party.register"> {
  return {
    kind: "party.register",
    role: "prosumer",
    supplier: SUPPLIER.address,
    certificate: certificate(label, change),
  };
}

/** A sell offer of `wh` per slot from a slot on, as produced, unless changed. */
export function sell(
  first: number,
  wh: readonly number[],
  change: Partial<Draft<"offer.post">> = {},
): Draft<"offer.post"> {
  return {
    kind: "offer.post",
    side: "sell",
    type: "asProduced",
    carrier: "electricity",
    zone: ZONE,
    energy: { first, wh: [...wh] },
    price: 450_000,
    minimum: 1,
    damages: { seller: 0, buyer: 0 },
    technology: "solar",
    expires: first * 900 - 300,
    ...change,
  };
}

/** A demo meter that advances by what each slot sold and bought, and builds the two transactions of a batch of one slot. */
export class Meter {
  readonly label: string;
  readonly owner: Key;
  readonly key: Key;
  readonly id: string;
  readonly unit: Unit;
  readonly #secret: Uint8Array;
  readonly #counters = new Map<number, { in: number; out: number }>();
  #latest = { in: 1_000_000, out: 500_000 };

  constructor(label: string, unit: Unit = "Wh") {
    this.label = label;
    this.unit = unit;
    this.owner = keyOf(label);
    this.key = keyOf(`${label} meter`);
    this.id = `meter-${label}`;
    this.#secret = sha256(utf8(`salt ${label}`));
  }

  /** Sets what a slot sold (2.8.0) and bought (1.8.0), Wh; slots in order, the counters stand still in between. */
  read(slot: number, sold: number, bought: number): void {
    const before = this.#counters.get(slot) ?? this.#latest;
    this.#latest = { in: before.in + bought, out: before.out + sold };
    this.#counters.set(slot, before);
    this.#counters.set(slot + 1, this.#latest);
  }

  leaves(slot: number): readonly Leaf[] {
    const [from, to] = [this.#counters.get(slot), this.#counters.get(slot + 1)];
    if (!from || !to) throw new Error(`slot ${slot} was not read`);
    const counters: BatchCounters = {
      "1.8.0": [from, to].map(({ in: counter }) => ({ counter, quality: "measured" })),
      "2.8.0": [from, to].map(({ out: counter }) => ({ counter, quality: "measured" })),
    };
    return batchLeaves(
      { chainId: CHAIN, meter: this.id, batch: slot, batchSlots: 1, unit: this.unit },
      this.#secret,
      counters,
    );
  }

  commit(slot: number): Draft<"meter.commit"> {
    return { kind: "meter.commit", meter: this.id, batch: slot, root: toHex(batchRoot(this.leaves(slot))) };
  }

  open(slot: number): Draft<"meter.open"> {
    const leaves = this.leaves(slot);
    return { kind: "meter.open", meter: this.id, batch: slot, openings: leaves.map((_, i) => openLeaf(leaves, i)) };
  }

  /** Both transactions, signed by the meter key. */
  send(chain: Chain, slot: number): readonly Sent[] {
    return [chain.sign(this.owner, this.commit(slot), [this.key]), chain.sign(this.owner, this.open(slot), [this.key])];
  }
}
