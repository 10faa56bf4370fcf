/** A pair of a clearing becomes a contract (DESIGN §4, Contract): both signed orders and the clearing's arithmetic bind both sides. */
import { toHex } from "../../codec/bytes.ts";
import { encodeCanonical } from "../../codec/canonical.ts";
import { taggedHash } from "../../codec/hash.ts";
import { type Context, gridOf } from "../context.ts";
import { enter, knownParty } from "../contracts.ts";
import type { Charges } from "../params.ts";
import type { Refusal } from "../records.ts";
import { heldBy, refusalOf, type Verdict } from "../rules.ts";
import { screenContract } from "../screening.ts";
import { load } from "../stored.ts";
import { termsOf } from "../terms.ts";
import type { Carrier } from "../units.ts";
import type { Pair } from "./pairing.ts";
import type { OrderRecord, PairRecord } from "./records.ts";
import { energyOf } from "./rules.ts";

/** The orders of one slot. `at`: the last market second before the gate. */
export interface Book {
  readonly carrier: Carrier;
  readonly zone: string;
  readonly slot: number;
  readonly at: number;
}

/** What every contract of a clearing has in common. */
export interface Common {
  readonly price: number;
  readonly damages: { readonly seller: number; readonly buyer: number };
  readonly charges: Charges;
}

/** A party has one order of each id, and two orders meet once in a clearing. */
export function contractId(chainId: string, sell: string, buy: string, slot: number): string {
  return toHex(taggedHash("auction", chainId, encodeCanonical({ buy, sell, slot })));
}

/** Screens the pair like any contract, at the last second before the gate; makes a contract, or says which rule refuses it. */
export function bind(
  context: Context,
  book: Book,
  common: Common,
  { sell, buy, wh }: Pair<OrderRecord & { readonly price: number; readonly wh: number }>,
): PairRecord {
  const { state, params } = context;
  const { carrier, zone, slot } = book;
  const [seller, buyer] = [knownParty(context, sell.party), knownParty(context, buy.party)];
  const energy = energyOf({ slot, wh });
  const agreed = { ...common, type: "firm", carrier, technology: seller.technology } as const;
  const verdicts = [...screenContract(state, params, book.at, { ...agreed, seller, buyer, offeredBy: null, energy })];
  const why = refusalOf(verdicts) ?? holdRefusal(verdicts);
  if (why) return { sell: sell.id, buy: buy.id, wh, contract: null, why };
  const hoursOf = load.zone(state, zone);
  if (!hoursOf) throw new RangeError(`the state lacks zone ${zone}`);
  const grid = gridOf(params, carrier);
  const { charges } = common;
  const terms = termsOf({ agreed, seller, buyer, energy, charges, grid, hoursOf, buyerZone: hoursOf });
  const id = contractId(params.chainId, sell.id, buy.id, slot);
  const basis = { how: "auctioned", sell: sell.signed, buy: buy.signed, clearing: { carrier, zone, slot } } as const;
  const offeredAt = sell.at.height > buy.at.height ? sell.at : buy.at;
  enter(context, { id, terms, basis, offeredAt }, verdicts);
  return { sell: sell.id, buy: buy.id, wh, contract: id, why: null };
}

/** A hold would lapse at once, for the gate has closed: it refuses. Orders that it could concern did not take part. */
function holdRefusal(verdicts: readonly Verdict[]): Refusal | undefined {
  const [rule] = heldBy(verdicts);
  return rule === undefined ? undefined : { rule };
}
