/**
 * Whom a transaction names (DESIGN §5): its sender, whoever signs with it, and the parties of what it refers to. Each of them finds it
 * in its path.
 */
import type { Reader } from "../../state/reader.ts";
import type { Act } from "../bodies/decisions.ts";
import { loadDispute } from "../ends/disputeRecord.ts";
import { loadSale } from "../deals/lotRecords.ts";
import { loadGrid } from "../grid/records.ts";
import { load } from "../stored.ts";
import { loadDecision } from "../supervision/stored.ts";
import type { TxBody } from "../transactions.ts";

/** Ids of the parties, the sender first, none twice; others than the sender are known to the ledger. */
export function namedBy(state: Reader, body: TxBody): readonly string[] {
  const others = new Set(referred(state, body));
  others.delete(body.sender);
  return [body.sender, ...[...others].filter((id) => load.party(state, id) !== undefined)];
}

function referred(state: Reader, body: TxBody): readonly string[] {
  switch (body.kind) {
    case "party.register":
      return [body.supplier, body.certificate.claims.installer];
    case "party.admit":
    case "meter.replace":
    case "meter.attest":
    case "meter.totals":
    case "meter.substitute":
    case "meter.correct":
      return [body.party];
    case "party.move":
    case "mail.send":
      return [body.to];
    case "offer.accept":
    case "offer.cancel":
      return offerer(state, body.offer);
    case "deal.agree":
      return [body.counterparty];
    case "lot.issue":
      return operatorOf(state, load.party(state, body.sender)?.zone);
    case "lot.sell":
      return [body.buyer];
    case "grid.outage":
      return body.party === null ? [] : [body.party];
    case "payment.claim":
      return [body.creditor];
    case "payment.confirm":
    case "payment.deny":
      return [body.debtor];
    case "contract.end":
    case "dispute.raise":
      return sidesOf(state, body.contract);
    case "dispute.withdraw":
    case "dispute.appeal":
      return disputants(state, body.dispute);
    case "lot.deliver":
      return buyerOf(state, body.sale);
    case "grid.answer":
      return callerOf(state, body.call);
    case "decision.propose":
      return namedByAct(state, body.decide);
    case "decision.vote":
      return decidedBy(state, body.decision);
    default:
      return [];
  }
}

/** Whom a decision is about. */
export function namedByAct(state: Reader, act: Act): readonly string[] {
  switch (act.act) {
    case "contract.release":
    case "contract.refuse":
    case "contract.void":
      return sidesOf(state, act.contract);
    case "dispute.rule":
      return disputants(state, act.dispute);
    case "supplier.replace":
      return [act.supplier, act.by];
    case "zone.operator":
      return [act.operator, ...operatorOf(state, act.zone)];
    case "watch.set":
    case "party.change":
    case "party.suspend":
    case "party.reinstate":
    case "party.closeOut":
    case "key.replace":
    case "regulator.remove":
      return [act.party];
    default:
      return [];
  }
}

function buyerOf(state: Reader, sale: string): readonly string[] {
  const record = loadSale(state, sale);
  return record ? [record.buyer] : [];
}

function callerOf(state: Reader, call: string): readonly string[] {
  const record = loadGrid.call(state, call);
  return record ? [record.operator] : [];
}

function decidedBy(state: Reader, decision: string): readonly string[] {
  const record = loadDecision(state, decision);
  return record ? namedByAct(state, record.signed.body.decide) : [];
}

function offerer(state: Reader, offer: string): readonly string[] {
  const base = load.offerBase(state, offer);
  return base ? [base.party] : [];
}

function sidesOf(state: Reader, contract: string): readonly string[] {
  const base = load.contractBase(state, contract);
  return base ? [base.terms.seller, base.terms.buyer] : [];
}

function disputants(state: Reader, dispute: string): readonly string[] {
  const record = loadDispute(state, dispute);
  return record ? sidesOf(state, record.contract) : [];
}

function operatorOf(state: Reader, zone: string | undefined): readonly string[] {
  const operator = zone === undefined ? undefined : load.zone(state, zone)?.operator;
  return operator === undefined ? [] : [operator];
}
