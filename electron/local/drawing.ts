/** What an intent is turned into a body from, and what it is turned into: the parts that every kind of intent has in common. */
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Charges } from "../../shared/ledger/params.ts";
import type { PartyRecord } from "../../shared/ledger/records.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import type { Carrier, Energy, Side } from "../../shared/ledger/units.ts";
import type { Page } from "../sync/verifiedReads.ts";
import type { Joined } from "./joined.ts";
import type { MarketAt } from "./market.ts";

export interface Drawing {
  readonly joined: Joined;
  readonly page: Page;
  readonly at: MarketAt;
}

/** A body before it has its sender, window and number. */
export type Bare = TxBody extends infer B
  ? B extends TxBody
    ? Omit<B, "sender" | "validUntil" | "nonce">
    : never
  : never;

export interface Draft {
  readonly body: Bare;
  /** Header seconds; the chain's own bound applies besides. */
  readonly until?: number;
  readonly counterparty?: string;
  readonly related?: TxBody;
  /** Further parties that the body names. */
  readonly mentions?: readonly string[];
  readonly trade?: {
    readonly carrier: Carrier;
    readonly energy: Energy;
    readonly side: Side;
    readonly charges: Charges;
  };
  /** Whose slots the body's hours are, where no trade says so. */
  readonly carrier?: Carrier;
  /** Micro: what a payment is about, what ending a contract costs, or the worst that an order can come to. */
  readonly amount?: number;
  readonly span?: { readonly from: number; readonly to: number };
}

/** The reader's own registration. Fault: "compose.notActive" {status}. */
export function mine(at: MarketAt): PartyRecord {
  if (at.party?.status !== "active") {
    throw new FaultError("compose.notActive", { status: at.party?.status ?? "none" }, "none");
  }
  return at.party;
}
