/**
 * What the state holds, key by key (DESIGN §4, §5). Times are market seconds unless they say otherwise; `adm` times run on
 * the administrative clock, which is market time less every standstill of the chain, so deadlines never fall into one.
 */
import type { Charges } from "./params.ts";
import type { PlaceOrder } from "./bodies/auction.ts";
import type { AcceptOffer, AgreeContract, PostOffer, ReplaceOffer } from "./bodies/deals.ts";
import type { Opening, Quality } from "./bodies/meters.ts";
import type { MeterIdentity } from "./bodies/parties.ts";
import type { Transaction } from "./transactions.ts";
import type { Carrier, ContractKind, Energy, Role, Side, Technology } from "./units.ts";
import type { z } from "zod";

/** `meta/clock`: of the block last applied. */
export interface ClockRecord {
  readonly height: number;
  /** Header time, milliseconds. */
  readonly header: number;
  /** Market time, milliseconds. */
  readonly market: number;
  /** Administrative time, milliseconds. */
  readonly adm: number;
}

export type PartyStatus = "pending" | "active" | "suspended" | "refused" | "left";

/** `party/<id>` */
export interface PartyRecord {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly status: PartyStatus;
  readonly keys: readonly string[];
  readonly zone: string;
  readonly carriers: readonly Carrier[];
  readonly importW: number;
  readonly exportW: number;
  readonly technology: Technology;
  readonly supplier: string | null;
  readonly point: string | null;
  readonly meter: MeterIdentity | null;
  /** An installer's certificates per UTC day (header time); 0 for others. */
  readonly certificates: number;
  /** Height and market time of the registration, and of the decision. */
  readonly since: { readonly height: number; readonly market: number };
  readonly decided: {
    readonly height: number;
    readonly market: number;
    readonly votes: number;
    readonly of: number;
    readonly reason: string;
  } | null;
}

/** The decoded, signed bytes that a record rests on. */
export interface Evidence<B> {
  readonly id: string;
  readonly body: B;
  readonly signatures: Transaction["signatures"];
}

/** What put an offer on the ledger. */
export type OfferBody = z.infer<typeof PostOffer> | z.infer<typeof ReplaceOffer>;

/** `offer/<id>`: live until taken, cancelled, or past its expiry or gate. */
export interface OfferRecord {
  readonly id: string;
  readonly party: string;
  readonly status: "live" | "taken" | "cancelled" | "expired";
  /** What is left to take, aligned with the body's slots. */
  readonly left: Energy;
  readonly signed: Evidence<OfferBody>;
  readonly charges: Charges;
  readonly at: { readonly height: number; readonly market: number };
}

export type ContractState = "held" | "refused" | "admitted" | "delivered" | "terminated" | "voided" | "closedOut";

/** What binds both sides of a contract: the signed offer and acceptance, one agreement signed by both, or two orders and their clearing. */
export type Basis =
  | {
      readonly how: "taken";
      readonly offer: Evidence<OfferBody>;
      readonly acceptance: Evidence<z.infer<typeof AcceptOffer>>;
    }
  | { readonly how: "negotiated"; readonly agreement: Evidence<z.infer<typeof AgreeContract>> }
  | {
      readonly how: "auctioned";
      readonly sell: Evidence<z.infer<typeof PlaceOrder>>;
      readonly buy: Evidence<z.infer<typeof PlaceOrder>>;
      /** Carrier, zone and slot of the clearing, whose arithmetic the query `clearing` gives. */
      readonly clearing: { readonly carrier: Carrier; readonly zone: string; readonly slot: number };
    };

/** How a contract ended otherwise than by delivery, or why it was refused after a hold. */
export interface Ending {
  /** The transaction or decision that ended it; null when a hold lapsed. */
  readonly by: string | null;
  /** First slot that fell away. */
  readonly from: number;
  readonly liability: Liability;
  readonly reason: string;
  readonly at: Stamp;
}

export interface Stamp {
  readonly height: number;
  readonly market: number;
}

/** One screening rule as it was applied: figure within limit, both in the unit that the rule states. */
export interface Finding {
  readonly rule: string;
  readonly figure: number;
  readonly limit: number;
  readonly unit: "W" | "Wh" | "micro/kWh" | "micro" | "s" | "state" | "count";
  /** The slot where the figure came closest to the limit, if the rule goes by slot. */
  readonly slot: number | null;
}

/** What the parties agreed: the sentence they signed is a pure function of this (shared/words/contract.ts). */
export interface Terms {
  readonly seller: string;
  readonly buyer: string;
  readonly type: ContractKind;
  readonly carrier: Carrier;
  readonly sellerZone: string;
  readonly buyerZone: string;
  readonly energy: Energy;
  readonly price: number;
  readonly damages: { readonly seller: number; readonly buyer: number };
  readonly technology: Technology;
  readonly charges: Charges;
  /** Operator of the buyer's zone: collects charges and tax. */
  readonly operator: string;
  /** Slot length, start of the grid, and the offset of the offer's zone from UTC, in seconds: the text states local hours. */
  readonly slotSeconds: number;
  readonly startSeconds: number;
  readonly utcOffset: number;
  /** SHA-256 of the template's plain-language text, hex. */
  readonly template: string;
}

/** `contract/<id>`; id is the acceptance's or the agreement's, the hash of both orders' and the clearing's, or of what was assigned. */
export interface ContractRecord {
  readonly id: string;
  readonly state: ContractState;
  readonly terms: Terms;
  readonly basis: Basis;
  readonly offeredAt: Stamp;
  /** When it was screened, with every rule's finding; `held`: names of the rules that hold it. */
  readonly admitted: Stamp & { readonly findings: readonly Finding[]; readonly held: readonly string[] };
  /** Slots by state, kept in step with the slot records. */
  readonly slots: {
    readonly pending: number;
    readonly provisional: number;
    readonly disputed: number;
    readonly final: number;
  };
  /** Wh delivered in slots that are settled. */
  readonly delivered: number;
  readonly ending: Ending | null;
}

export type Liability = "none" | "seller" | "buyer" | "both" | "operator" | "excused";

/** Micro-currency, what the buyer owes; `damages*` are owed by the named side to the other. */
export interface SlotMoney {
  readonly energy: number;
  readonly damagesSeller: number;
  readonly damagesBuyer: number;
  readonly network: number;
  readonly levy: number;
  readonly tax: number;
  readonly loss: number;
}

/** `slot/<contract>/<slot>` */
export interface SlotRecord {
  readonly contract: string;
  readonly slot: number;
  readonly state: "pending" | "provisional" | "disputed" | "final";
  /** Contracted Wh, and what of it an operator curtailed. */
  readonly q: number;
  readonly cut: number;
  /** Why shortfalls owe nothing here, or why the slot fell away; null in the usual case. */
  readonly excused: Excuse | null;
  /** Allocations of each side's measured energy and the delivery; null while pending. Quality tells measured from missing. */
  readonly settled: {
    readonly aS: number;
    readonly aB: number;
    readonly delivered: number;
    readonly qualityS: Quality;
    readonly qualityB: Quality;
    readonly liability: Liability;
    readonly money: SlotMoney;
    readonly at: Stamp;
    /** Administrative second at which its dispute window ends; once final, at which it became so. */
    readonly finalFrom: number;
  } | null;
  /** The dispute that froze it or was ruled on it last. */
  readonly dispute: string | null;
  /** The regulators ruled on its figures: no reading changes them any more. */
  readonly ruled: boolean;
  /** Period of the statement that holds it, once final and stated. */
  readonly period: number | null;
  readonly finalAt: Stamp | null;
}

export interface Excuse {
  readonly what: "curtailed" | "outage" | "refused" | "ended" | "voided" | "closedOut" | "assigned";
  /** Whose shortfall it is about. An outage alone excuses what is still contracted; what was curtailed is contracted no more. */
  readonly side: "seller" | "buyer" | "both";
  /** The transaction or decision behind it; the contract that goes on with it when assigned. */
  readonly by: string;
}

/** `metered/<party>/<carrier>/<slot>`: differences of opened counters, or what the operator put in their place; Wh. */
export interface MeteredRecord {
  readonly sold: number | null;
  readonly bought: number | null;
  readonly quality: Quality;
  /** Whose word it is: a meter of class A (or a demo's), a meter whose key its owner holds (class B), or the operator. */
  readonly source: "meter" | "owner" | "operator";
}

/** `batch/<meter>/<batch>` and `counter/<meter>/<register>/<boundary>` (boundary = slot index whose start is meant). */
export interface BatchRecord {
  readonly root: string;
  readonly height: number;
}
export interface CounterRecord {
  readonly counter: number;
  readonly quality: z.infer<typeof Opening>["quality"];
}

/** `position/<party>/<carrier>/<slot>`: Wh contracted and Wh reserved by live offers and orders. */
export interface PositionRecord {
  readonly sold: number;
  readonly bought: number;
  readonly offeredSell: number;
  readonly offeredBuy: number;
}

/** `exposure/<party>`: micro-currency. */
export interface ExposureRecord {
  readonly unpaid: number;
  readonly open: number;
}

export type StatementState = "open" | "due" | "claimed" | "paid" | "overdue";

/** `statement/<debtor-or-lower>/<other>/<period>`: pair (a, b) with a < b; balance > 0 means a owes b. */
export interface StatementRecord {
  readonly a: string;
  readonly b: string;
  readonly period: number;
  readonly state: StatementState;
  /** Final slots netted in it. */
  readonly lines: readonly StatementLine[];
  /** Brought forward from earlier periods. */
  readonly carried: number;
  readonly balance: number;
  /** What fell due at its close, signed like the balance: cut towards zero to whole fen; 0 while open. */
  readonly due: number;
  /** The rest of the balance, which the pair's next statement carries; 0 while open. */
  readonly remainder: number;
  readonly at: { readonly height: number; readonly market: number };
  readonly claim: { readonly reference: string; readonly height: number; readonly market: number } | null;
  readonly paid: {
    /** `netted`: what was due is carried into the pair's close-out statement. */
    readonly by: "confirmed" | "silence" | "nothingDue" | "netted";
    readonly height: number;
    readonly market: number;
  } | null;
  /** Administrative second at which the state lapses: open closes, due is overdue, claimed is confirmed; null when nothing runs. */
  readonly deadline: number | null;
  readonly denied: { readonly reason: string; readonly height: number } | null;
}
/** A statement without its lines, of which there can be any number. */
export type StatementHead = Omit<StatementRecord, "lines">;
export type LineWhat =
  | "energy"
  | "damagesSeller"
  | "damagesBuyer"
  | "network"
  | "levy"
  | "tax"
  | "loss"
  /** Difference that a correction makes after a slot was final. */
  | "adjustment"
  /** Damages for ending a contract early. */
  | "termination"
  /** What a ruling awards. */
  | "award"
  /** What an operator pays for a call that was kept. */
  | "flexibility"
  /** A delivery note of a fuel lot. */
  | "lot";
/** What one contract (or call, or sale) adds to a statement: amounts are what a owes b (negative: b owes a). */
export interface StatementLine {
  readonly contract: string;
  readonly what: LineWhat;
  readonly slots: number;
  readonly wh: number;
  readonly amount: number;
}

/** Why a valid transaction was refused (code 1) or is not valid (code 2): stands in the result's data. */
export interface Refusal {
  readonly rule: string;
  readonly figure?: number;
  readonly limit?: number;
  readonly unit?: Finding["unit"];
  readonly slot?: number;
  /** A second figure that would have passed, where there is one. */
  readonly fits?: number;
}

export type { Side };
