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

/** Faults: `sign.notCanonical` when the body does not survive encoding, `sign.otherSender` when it is not the account's. */
export function prepare(composed: Composed, me: string): Prepared {
  const bytes = encodeCanonical(composed.body as Json);
  const decoded = decodeCanonical(bytes, TX_LIMITS);
  const parsed = decoded.ok ? TxBody.safeParse(decoded.value) : undefined;
  if (!parsed?.success) throw new FaultError("sign.notCanonical", { kind: composed.body.kind });
  const body = parsed.data;
  if (body.sender !== me) throw new FaultError("sign.otherSender", { sender: body.sender });
  const { chainId } = composed;
  const facts = withoutStrangersName(composed.facts);
  const view: ConfirmView = {
    kind: body.kind,
    sentence: sentenceOf(body, facts),
    ...moneyOf(body, facts),
    details: detailsOf(body, facts),
    counterparty: counterpartyOf(facts, me),
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

/** Null where nothing in the window is in market time. */
function marketTimeOf({ kind }: TxBody, { market }: Composed["facts"]): ConfirmView["marketTime"] {
  if (!market || !(kind.startsWith("offer.") || kind.startsWith("payment."))) return null;
  return { now: market.now + market.utcOffset, rate: market.rate };
}

/** An unknown party has no name in this window, not even in the sentence: a name is what it would borrow. */
function withoutStrangersName(facts: Composed["facts"]): Composed["facts"] {
  if (facts.counterparty?.learned !== "unknown") return facts;
  const { [facts.counterparty.address]: _, ...names } = facts.names;
  return { ...facts, names };
}

/** The strip is drawn from the address itself, and likeness is looked for here again, over everything known. */
function counterpartyOf(facts: Composed["facts"], me: string): ConfirmView["counterparty"] {
  const given = facts.counterparty;
  if (!given) return null;
  const known = [...new Set([...facts.known, me])];
  const alike = given.learned === "unknown" ? alikeTo(given.address, known) : null;
  const bytes = addressBytes(given.address);
  if (!bytes) throw new FaultError("sign.address", { address: given.address });
  return {
    ...given,
    name: given.learned === "unknown" ? null : given.name,
    bytes: [...bytes],
    alike: alike ?? given.alike,
  };
}
