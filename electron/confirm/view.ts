/**
 * What the signing window draws, from the canonical bytes that will be signed: encoded, decoded again, and only then read.
 * What the bytes do not hold (a taken offer's terms, names, history) comes from the worker's verified facts.
 */
import { addressBytes } from "../../shared/codec/address.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, decodeCanonical, encodeCanonical, type Json, TX_LIMITS } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import { digestOf } from "../../shared/ledger/identity.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import type { Composed } from "../local/port.ts";
import type { KnownParties } from "../book/addressBook.ts";
import { alikeTo } from "./alike.ts";
import { detailsOf } from "./details.ts";
import { moneyOf } from "./money.ts";
import { publicNote } from "./publicNote.ts";
import { sentenceOf } from "./sentence.ts";

export interface Prepared {
  readonly view: ConfirmView;
  /** Decoded from the bytes that the view was drawn from; this is what will be signed. */
  readonly body: TxBody;
  readonly chainId: string;
}

const NOBODY: KnownParties = { entries: [], addresses: [] };

/** `book`: the reader's own names. Faults: `sign.notCanonical` when the body does not survive encoding, `sign.otherSender` when it is not the account's. */
export function prepare(composed: Composed, me: string, book: KnownParties = NOBODY): Prepared {
  const bytes = encodeCanonical(composed.body as Json);
  const decoded = decodeCanonical(bytes, TX_LIMITS);
  const parsed = decoded.ok ? TxBody.safeParse(decoded.value) : undefined;
  if (!parsed?.success) throw new FaultError("sign.notCanonical", { kind: composed.body.kind });
  const body = parsed.data;
  if (body.sender !== me) throw new FaultError("sign.otherSender", { sender: body.sender });
  const { chainId } = composed;
  const facts = named(composed.facts, book);
  const view: ConfirmView = {
    kind: body.kind,
    sentence: sentenceOf(body, facts),
    ...moneyOf(body, facts),
    details: detailsOf(body, facts),
    counterparty: counterpartyOf(facts, me, book),
    key: { address: me, name: null },
    validUntil: body.validUntil,
    marketTime: marketTimeOf(body, facts),
    digest: toHex(digestOf(body, chainId)),
    bytes: canonicalText(body as Json),
    publicNote: publicNote(body),
    day: facts.day,
    simulated: facts.simulated,
    restsOn: facts.restsOn,
  };
  return { view, body, chainId };
}

/** Kinds whose hours are the market's. */
const MARKET_KINDS = ["offer.", "payment.", "auction.", "contract.", "dispute.", "deal."];

/** Null where nothing in the window is in market time. */
function marketTimeOf({ kind }: TxBody, { market }: Composed["facts"]): ConfirmView["marketTime"] {
  if (!market || !MARKET_KINDS.some((room) => kind.startsWith(room))) return null;
  return { now: market.now + market.utcOffset, rate: market.rate };
}

/** The reader's own name for a party comes first. An unknown one has none, not even in the sentence: a name is what it would borrow. */
function named(facts: Composed["facts"], book: KnownParties): Composed["facts"] {
  const names = { ...facts.names };
  const { counterparty } = facts;
  if (counterparty?.learned === "unknown") delete names[counterparty.address];
  for (const { address, name } of book.entries) names[address] = { en: name, zh: name };
  return { ...facts, names };
}

/** The strip is drawn from the address itself, and likeness is looked for here again, over everything known. */
function counterpartyOf(facts: Composed["facts"], me: string, book: KnownParties): ConfirmView["counterparty"] {
  const given = facts.counterparty;
  if (!given) return null;
  const entry = given.address === me ? undefined : book.entries.find(({ address }) => address === given.address);
  const learned = entry?.learned ?? given.learned;
  const known = [...new Set([...facts.known, ...book.addresses, me])];
  const alike = learned === "unknown" ? alikeTo(given.address, known) : null;
  const bytes = addressBytes(given.address);
  if (!bytes) throw new FaultError("sign.address", { address: given.address });
  return {
    ...given,
    learned,
    name: entry ? { en: entry.name, zh: entry.name } : learned === "unknown" ? null : given.name,
    firstTime: learned !== "self" && given.contracts === 0,
    bytes: [...bytes],
    alike: alike ?? (entry ? null : given.alike),
  };
}
