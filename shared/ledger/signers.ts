/**
 * Who must sign what (DESIGN §3): each kind asks for exactly so many signatures as it has groups of keys, one of each group. Most ask
 * for the sender's account key alone.
 */
import type { Reader } from "../state/reader.ts";
import { loadSale } from "./deals/lotRecords.ts";
import { meterNamed } from "./parties/holders.ts";
import type { PartyRecord } from "./records.ts";
import { load } from "./stored.ts";
import type { TxBody } from "./transactions.ts";

type Keys = readonly string[];

/** The groups of keys, each of which signs once; an empty group can never sign. */
export function signersOf(state: Reader, body: TxBody, sender: PartyRecord | undefined): readonly Keys[] {
  const own = sender?.keys ?? [];
  const keysOf = (party: string): Keys => load.party(state, party)?.keys ?? [];
  switch (body.kind) {
    case "party.register":
      return [[body.certificate.claims.key], keysOf(body.supplier)];
    case "meter.commit":
    case "meter.open":
      return [meterKeys(state, sender, body.meter)];
    case "deal.agree":
      return [own, keysOf(body.counterparty)];
    case "contract.end":
      return body.mutual ? [own, keysOf(otherSide(state, body.contract, body.sender))] : [own];
    case "lot.issue":
      return [own, keysOf(load.zone(state, sender?.zone ?? "")?.operator ?? "")];
    case "lot.sell":
      return [own, keysOf(body.buyer)];
    case "lot.deliver":
      return [own, keysOf(buyerOf(state, body.sale))];
    default:
      return [own];
  }
}

/** One signature per group and none more. Groups may share keys; a key signs once. */
export function signsFor(keys: Keys, groups: readonly Keys[]): boolean {
  if (keys.length !== groups.length) return false;
  const [group, ...rest] = groups;
  if (!group) return true;
  return keys.some((key, i) => group.includes(key) && signsFor(keys.toSpliced(i, 1), rest));
}

/** Key of the sender's meter of that name, also of one that it had. */
function meterKeys(state: Reader, sender: PartyRecord | undefined, meter: string): Keys {
  const found = meterNamed(state, sender, meter);
  return found ? [found.key] : [];
}

function otherSide(state: Reader, contract: string, party: string): string {
  const terms = load.contractBase(state, contract)?.terms;
  if (!terms || (terms.seller !== party && terms.buyer !== party)) return "";
  return terms.seller === party ? terms.buyer : terms.seller;
}

/** Buyer of a lot's sale. */
function buyerOf(state: Reader, sale: string): string {
  return loadSale(state, sale)?.buyer ?? "";
}
