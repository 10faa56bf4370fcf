/** What the worker holds while it is on a network: the parts that views and compositions draw from. */
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import type { PartyLabel } from "../../shared/ipc/marketViews.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import type { Drafts } from "../outbox/drafts.ts";
import type { Nonces } from "../outbox/nonces.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { SavedProofs } from "../store/savedProofs.ts";
import type { Readings } from "../readings/readings.ts";
import type { Synchronizer } from "../sync/synchronizer.ts";
import type { VerifiedReads } from "../sync/verifiedReads.ts";
import type { HandedOver } from "./heldHandover.ts";
import type { Account } from "./port.ts";

export interface Joined {
  readonly network: NetworkFile;
  readonly account: Account;
  readonly sync: Synchronizer;
  readonly reads: VerifiedReads;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly nonces: Nonces;
  readonly readings: Readings;
  readonly saved: SavedProofs;
  readonly handedOver: HandedOver;
  /** Offer id to the page of the book in which it was last shown. */
  readonly shownIn: Map<string, BookPage>;
}

export interface BookPage {
  readonly carrier: Carrier;
  readonly from: number;
  readonly to: number;
}

export type Name = { readonly en: string; readonly zh: string };

/** A card's name is people's word, not the ledger's; without one a party has none. */
export function nameOf(joined: Pick<Joined, "network">, id: string): Name | null {
  return joined.network.cards.find((card) => card.party === id)?.name ?? null;
}

export function labelOf(joined: Pick<Joined, "network" | "account">, id: string): PartyLabel {
  return { id, name: nameOf(joined, id), me: id === joined.account.address };
}
