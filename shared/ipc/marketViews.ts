/** What the market, contract and money screens draw. Ledger figures travel inside `verified(...)`; times are market seconds. */
import { z } from "zod";
import { Carrier, ContractKind, Energy, Role, Side } from "../ledger/units.ts";

const int = z.number().int();
export const PartyLabel = z.strictObject({
  id: z.string(),
  name: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
  me: z.boolean(),
});
export type PartyLabel = z.infer<typeof PartyLabel>;

export const HomeView = z.strictObject({
  market: z.strictObject({
    now: int,
    slot: int,
    slotSeconds: int,
    startSeconds: int,
    /** Grids of all carriers that the chain trades; `gateSlot`: the first slot whose gate is open. */
    grids: z.partialRecord(Carrier, z.strictObject({ slotSeconds: int, startSeconds: int, gateSlot: int })),
    gateSlot: int,
    utcOffset: int,
    rate: int,
    date: z.string(),
  }),
  zone: z.string(),
  registration: z.enum(["none", "signed", "pending", "active", "suspended", "refused", "left"]),
  me: PartyLabel,
  /** Of an active party: what decides which places the rail shows. */
  roles: z.array(Role),
  limits: z
    .strictObject({
      importW: int,
      exportW: int,
      priceMin: int,
      priceMax: int,
      retail: int,
      feedIn: int,
      damagesMin: int,
      damagesMax: int,
    })
    .nullable(),
  charges: z.strictObject({ network: int, levy: int, taxPpm: int, lossPpm: int }).nullable(),
});
export type HomeView = z.infer<typeof HomeView>;

export const BookRow = z.strictObject({
  id: z.string(),
  side: Side,
  type: ContractKind,
  party: PartyLabel,
  energy: Energy,
  total: int,
  minimum: int,
  price: int,
  /** What the buyer pays per kWh with every charge, whichever side offers; `price` is what the seller gets. */
  allIn: int,
  damages: z.strictObject({ seller: int, buyer: int }),
  expires: int,
  mine: z.boolean(),
});
export type BookRow = z.infer<typeof BookRow>;

/** "Sell my surplus": what forecast, capacity and commitments leave, per slot; and a price from the book. */
export const Proposal = z.strictObject({
  side: Side,
  energy: Energy,
  free: Energy,
  price: int,
  type: ContractKind,
  damages: z.strictObject({ seller: int, buyer: int }),
  /** Money if all is taken and delivered, and the worst case, micro. */
  gain: int,
  worst: int,
  versusTariff: int,
});
export type Proposal = z.infer<typeof Proposal>;

export const OfferIntent = z.strictObject({
  side: Side,
  type: ContractKind,
  carrier: Carrier,
  energy: Energy,
  price: int,
  minimum: int,
  damages: z.strictObject({ seller: int, buyer: int }),
  expires: int.nullable(),
});
export type OfferIntent = z.infer<typeof OfferIntent>;

/** Least that one acceptance takes of an offer unless its owner says otherwise, Wh: a tenth, at least 100 Wh, of a smaller offer all. */
export const usualMinimum = (total: number): number => Math.min(total, Math.max(100, Math.floor(total / 10)));

export const ContractRow = z.strictObject({
  id: z.string(),
  side: Side,
  type: ContractKind,
  carrier: Carrier,
  party: PartyLabel,
  energy: Energy,
  total: int,
  delivered: int,
  price: int,
  /** What I receive (+) or pay (-) so far, micro; provisional until final. */
  amount: int,
  stage: z.enum(["admitted", "delivering", "metered", "provisional", "final", "due", "claimed", "paid", "terminated"]),
});
export type ContractRow = z.infer<typeof ContractRow>;

export const StationName = z.enum([
  "offered",
  "signed",
  "screened",
  "admitted",
  "delivering",
  "metered",
  "settled",
  "final",
  "paid",
]);
const ContractWords = z.strictObject({ lead: z.string(), clauses: z.array(z.string()) });
export const ContractView = z.strictObject({
  row: ContractRow,
  /** Plain-language contract in both languages, its lead spoken to me, and the hash of the neutral template. */
  text: z.strictObject({ en: ContractWords, zh: ContractWords }),
  template: z.string(),
  stations: z.array(
    z.strictObject({
      name: StationName,
      state: z.enum(["done", "now", "next"]),
      at: int.nullable(),
      height: int.nullable(),
      by: PartyLabel.nullable(),
    }),
  ),
  findings: z.array(
    z.strictObject({ rule: z.string(), figure: int, limit: int, unit: z.string(), slot: int.nullable() }),
  ),
  slots: z.array(
    z.strictObject({
      slot: int,
      q: int,
      state: z.enum(["pending", "provisional", "disputed", "final"]),
      aS: int.nullable(),
      aB: int.nullable(),
      delivered: int.nullable(),
      quality: z.string().nullable(),
      liability: z.string().nullable(),
    }),
  ),
  /** The arithmetic: each line floor((Wh * price + 500) / 1000) per slot, summed. Positive: to me. */
  bill: z.array(
    z.strictObject({
      what: z.enum(["energy", "damagesSeller", "damagesBuyer", "network", "levy", "tax", "loss"]),
      wh: int,
      price: int,
      amount: int,
    }),
  ),
  total: int,
  provisional: z.boolean(),
  signatures: z.array(z.strictObject({ party: PartyLabel, tx: z.string(), key: z.string() })),
  /** `from` and `to`: market seconds of its period. */
  statement: z
    .strictObject({ a: z.string(), b: z.string(), period: int, from: int, to: int, state: z.string() })
    .nullable(),
});
export type ContractView = z.infer<typeof ContractView>;

export const StatementRow = z.strictObject({
  other: PartyLabel,
  period: int,
  from: int,
  to: int,
  state: z.enum(["open", "due", "claimed", "paid", "overdue"]),
  /** Positive: owed to me. The sum of the lines and of what was brought forward. */
  balance: int,
  /** Of it, what is to be paid: whole fen; 0 while the period runs. The rest is carried forward. */
  due: int,
  carried: int,
  lines: z.array(z.strictObject({ contract: z.string(), what: z.string(), slots: int, wh: int, amount: int })),
  reference: z.string().nullable(),
});
export type StatementRow = z.infer<typeof StatementRow>;

/** What waits for the reader, most urgent first. */
export const Need = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("register") }),
  z.strictObject({ what: z.literal("awaitAdmission") }),
  z.strictObject({ what: z.literal("importMeter") }),
  z.strictObject({ what: z.literal("firstOffer") }),
  z.strictObject({ what: z.literal("confirmPayment"), statement: StatementRow }),
  z.strictObject({ what: z.literal("pay"), statement: StatementRow }),
  z.strictObject({ what: z.literal("refused"), entry: z.string(), rule: z.string() }),
  z.strictObject({ what: z.literal("nodeLied"), node: z.string() }),
]);
export type Need = z.infer<typeof Need>;
