/**
 * From an intent to the exact body that is signed: window and nonce of the replay protection, and beside it the facts that the
 * signing window draws, each from verified data. Nothing here signs or sends.
 */
import { z } from "zod";
import { addressBytes } from "../../shared/codec/address.ts";
import { fromHex } from "../../shared/codec/bytes.ts";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import type { Input } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import { certificateDigest } from "../../shared/ledger/identity.ts";
import type { OfferRecord } from "../../shared/ledger/records.ts";
import { filledSlots } from "../../shared/ledger/positions.ts";
import { gateOf, headerTime, slotStart, utcDay } from "../../shared/ledger/time.ts";
import { Certificate, TxBody } from "../../shared/ledger/transactions.ts";
import { type Carrier, type Energy, PartyId } from "../../shared/ledger/units.ts";
import { WithheldError } from "../sync/verifiedReads.ts";
import { type Draft, type Drawing, mine } from "./drawing.ts";
import { appealRuling, endContract, raiseDispute, withdrawDispute } from "./intents/ends.ts";
import { cancelOffer, postOffer, replaceOffer } from "./intents/offers.ts";
import { cancelOrder, placeOrder } from "./intents/orders.ts";
import { type Joined, nameOf } from "./joined.ts";
import { gridFor, localDate, type MarketAt, marketAt, marketView, meterMarket } from "./market.ts";
import type { IntentMethod } from "../outbox/intent.ts";
import { officeDraft } from "./office/officeDraft.ts";
import type { Composed } from "./port.ts";
import { namesOf } from "./views/contracts.ts";
import { periodsAt } from "./views/money.ts";
import { wholeBook } from "./wholeBook.ts";

/** What is composed from figures; "again" and "draft" name one of these. */
export type ComposedMethod = IntentMethod | "sign.revoke";

const DAY = 86_400;
/** Header seconds that a signature without a natural end stays valid. */
const ORDINARY = 2 * DAY;
/** Least header seconds, so that a slow network still gets it in. */
const LEAST = 30;

/** Faults: "compose.withheld" {why}, "compose.offer" {offer}, "compose.statement", "compose.certificate", "nonce.none", "compose.body", those of officeDraft. */
export async function compose<M extends ComposedMethod>(joined: Joined, method: M, input: Input<M>): Promise<Composed> {
  try {
    const page = joined.reads.page();
    const drawing: Drawing = { joined, page, at: await marketAt(joined, page) };
    const draft = await (DRAFTS[method] as (drawing: Drawing, input: Input<M>) => Promise<Draft>)(drawing, input);
    return await finish(drawing, draft);
  } catch (error) {
    if (error instanceof WithheldError) {
      throw new FaultError("compose.withheld", { why: error.why, node: error.node }, "retry");
    }
    throw error;
  }
}

const DRAFTS: { readonly [M in ComposedMethod]: (drawing: Drawing, input: Input<M>) => Promise<Draft> } = {
  "sign.register": register,
  "sign.offer": postOffer,
  "sign.replace": replaceOffer,
  "sign.cancel": cancelOffer,
  "sign.end": endContract,
  "sign.dispute": raiseDispute,
  "sign.undispute": withdrawDispute,
  "sign.appeal": appealRuling,
  "sign.order": placeOrder,
  "sign.unorder": cancelOrder,
  async "sign.accept"(drawing, { offer: id, energy }) {
    const { at } = drawing;
    mine(at);
    const offer = await offerIn(drawing, id, energy);
    const post = offer.signed.body;
    const first = filledSlots(energy)[0]?.slot ?? energy.first;
    const gate = Math.min(post.expires, gateOf(gridFor(at.params, post.carrier), first));
    return {
      body: { kind: "offer.accept", offer: id, energy },
      until: Math.ceil(headerTime(at.params.clock, gate) / 1000),
      counterparty: offer.party,
      related: post,
      trade: {
        carrier: post.carrier,
        energy,
        side: post.side === "sell" ? "buy" : "sell",
        charges: offer.charges,
      },
    };
  },
  async "sign.claim"(drawing, { other, period, reference }) {
    const known = await statementWith(drawing, other, period);
    return { body: { kind: "payment.claim", creditor: other, period, reference }, counterparty: other, ...known };
  },
  async "sign.confirm"(drawing, { other, period }) {
    const known = await statementWith(drawing, other, period);
    return { body: { kind: "payment.confirm", debtor: other, period }, counterparty: other, ...known };
  },
  async "sign.deny"(drawing, { other, period, reason }) {
    const known = await statementWith(drawing, other, period);
    return { body: { kind: "payment.deny", debtor: other, period, reason }, counterparty: other, ...known };
  },
  "sign.office": officeDraft,
  async "sign.revoke"({ joined }, { id }) {
    const item = joined.outbox.get(id);
    if (!item || (item.state !== "signed" && item.state !== "sent"))
      throw new FaultError("outbox.notOpen", {}, "correct");
    const { validUntil, nonce } = item.tx.body;
    // It must come before its target lapses; afterwards nothing is left to void.
    return {
      body: { kind: "tx.revoke", id, until: validUntil, index: nonce },
      until: validUntil,
      related: item.tx.body,
    };
  },
};

const DemoCertificate = z.strictObject({ certificate: Certificate, supplier: PartyId });

/** The demo's installer vouches for the connection; its signature is checked against its verified key. */
async function register({ joined, page, at }: Drawing): Promise<Draft> {
  const { address, publicKey, meterId, meterKey } = joined.account;
  if (publicKey === null || meterId === null || meterKey === null)
    throw new FaultError("vault.watchOnly", { address }, "none");
  if (at.party) throw new FaultError("compose.registered", { status: at.party.status }, "none");
  const wrong = (problem: string) => new FaultError("compose.certificate", { problem }, "retry");
  const { value: raw } = await joined.sync
    .ask((node) =>
      node.demo("demo_certificate", {
        key: publicKey,
        meter: { id: meterId, key: meterKey },
      }),
    )
    .catch(() => {
      throw new FaultError("compose.withheld", { why: "offline", node: null }, "retry");
    });
  const parsed = DemoCertificate.safeParse(raw);
  if (!parsed.success) throw wrong("shape");
  const { certificate, supplier } = parsed.data;
  const { claims, signature } = certificate;
  if (claims.key !== publicKey) throw wrong("key");
  if (claims.meter.id !== meterId || claims.meter.key !== meterKey) throw wrong("meter");
  const installer = await page.query("party", { id: claims.installer });
  const digest = certificateDigest(claims, joined.network.chainId);
  const genuine = installer?.keys.some((key) => nobleSignatures.verify(fromHex(signature), digest, fromHex(key)));
  if (installer?.roles.includes("installer") !== true || genuine !== true) throw wrong("installer");
  return {
    body: { kind: "party.register", role: "prosumer", supplier, certificate },
    until: Math.min(claims.expires, Math.floor(page.time / 1000) + ORDINARY),
    counterparty: supplier,
  };
}

async function finish({ joined, page, at }: Drawing, draft: Draft): Promise<Composed> {
  const { account, network, nonces } = joined;
  const now = Math.max(Math.floor(page.time / 1000), Math.floor(joined.sync.now() / 1000));
  const latest = Math.floor(page.time / 1000) + at.params.validity.marketDays * DAY;
  const validUntil = Math.min(latest, Math.max(now + LEAST, draft.until ?? now + ORDINARY));
  // Without an answer our own book alone decides; a nonce that another computer used is refused by every node.
  const used = await page
    .query("nonces", { party: account.address, day: utcDay(validUntil) })
    .then((answer) => answer.used)
    .catch(() => null);
  const contracts = await page.query("contractsOf", { party: account.address, limit: 50 }).catch(() => []);
  // Last, and given back when there is no body after all: what cannot be asked costs no nonce.
  const nonce = nonces.take(account.address, validUntil, used);
  const parsed = TxBody.safeParse({ ...draft.body, sender: account.address, validUntil, nonce });
  if (!parsed.success) {
    nonces.giveBack(account.address, validUntil, nonce);
    const issue = parsed.error.issues[0];
    throw new FaultError(
      "compose.body",
      { path: issue?.path.join(".") ?? "", problem: issue?.message ?? "" },
      "correct",
    );
  }
  const body = parsed.data;
  const partners = contracts.map(({ terms }) => (terms.seller === account.address ? terms.buyer : terms.seller));
  const known = [...new Set([...network.cards.map((card) => card.party), ...partners])];
  const { trade } = draft;
  const mentioned = [draft.counterparty, draft.related?.sender, ...(draft.mentions ?? [])];
  if (body.kind === "party.register") mentioned.push(body.certificate.claims.installer);
  return {
    body,
    chainId: network.chainId,
    facts: {
      counterparty: draft.counterparty ? counterpartyOf(joined, draft.counterparty, partners) : null,
      day: trade ? dayOf(joined, at, trade) : null,
      restsOn: page.proof(),
      simulated: network.simulated,
      related: draft.related ?? null,
      market: marketView(at, trade?.carrier ?? draft.carrier),
      charges: trade ? trade.charges : null,
      known,
      names: namesOf(
        joined,
        mentioned.filter((id) => id !== undefined),
      ),
      amount: draft.amount ?? null,
      period: draft.span ?? null,
    },
  };
}

/** A live offer of somebody else, from the complete book of the slots asked for. */
async function offerIn({ joined, page, at }: Drawing, id: string, energy: Energy): Promise<OfferRecord> {
  // The book as it was shown, whose kept answer serves without a connection; else the slots asked for, per carrier.
  const shown = joined.shownIn.get(id);
  const span = { from: energy.first, to: energy.first + energy.wh.length };
  const carriers = Object.keys(at.params.grids) as Carrier[];
  for (const input of shown ? [shown] : carriers.map((carrier) => ({ carrier, ...span }))) {
    const book = await wholeBook(page, { ...input, zone: at.zone.id });
    const found = book.find((offer) => offer.id === id);
    if (found && found.party !== joined.account.address) return found;
  }
  throw new FaultError("compose.offer", { offer: id }, "correct");
}

async function statementWith(
  { joined, page }: Drawing,
  other: string,
  period: number,
): Promise<Required<Pick<Draft, "amount" | "span">>> {
  const me = joined.account.address;
  const all = await page.query("statementHeads", { party: me, limit: 100 });
  const statement = all.find((one) => one.period === period && (one.a === me ? one.b : one.a) === other);
  if (!statement) throw new FaultError("compose.statement", { other, period }, "correct");
  return { amount: Math.abs(statement.due), span: (await periodsAt(page))(period) };
}

function counterpartyOf(joined: Joined, id: string, partners: readonly string[]): ConfirmView["counterparty"] {
  const contracts = partners.filter((partner) => partner === id).length;
  const name = nameOf(joined, id);
  return {
    address: id,
    name,
    learned: id === joined.account.address ? "self" : name ? "network" : contracts > 0 ? "contracts" : "unknown",
    contracts,
    firstTime: contracts === 0,
    bytes: [...(addressBytes(id) ?? [])],
    // Likeness is looked for where it is drawn, over `known`.
    alike: null,
  };
}

/** The day of the first slot, with the slots of the trade marked on it. */
function dayOf(joined: Joined, at: MarketAt, trade: NonNullable<Draft["trade"]>): ConfirmView["day"] {
  if (trade.carrier !== "electricity") return null;
  const grid = gridFor(at.params, trade.carrier);
  const filled = filledSlots(trade.energy);
  const first = filled[0];
  const last = filled.at(-1);
  if (!first || !last) return null;
  const date = localDate(slotStart(grid, first.slot), at.zone.utcOffset);
  const view = joined.readings.day("replay", date, meterMarket(at));
  if (!view) return null;
  const base = Math.floor(view.start / grid.slotSeconds);
  const most = Math.max(...filled.map(({ q }) => q));
  return {
    view,
    from: first.slot - base,
    to: Math.min(view.slots, last.slot + 1 - base),
    watts: Math.floor((most * 3600) / grid.slotSeconds),
    side: trade.side,
  };
}
