/** What the agent may sign without asking, as its owner set it, and what it has signed. Energy in Wh, money in micro-currency. */
import { z } from "zod";
import { PartyId, Price, Side, TxId } from "../ledger/units.ts";

const int = z.number().int();
const some = (most: number) => int.min(1).max(most);

/** One side of the market at most once; electricity alone. All limits hold at once. */
export const Policy = z.strictObject({
  side: Side,
  /** Micro per kWh. Buying: most it may cost with every charge. Selling: least that it must bring. */
  price: Price,
  /** In any 24 hours of the chain's time: energy, money that could come to be owed, and energy with any one party. */
  dayWh: some(1_000_000_000),
  dayMicro: int.min(0).max(1_000_000_000_000),
  partyWh: some(1_000_000_000),
  /** Energy of one signature. */
  onceWh: some(1_000_000_000),
  /** Whether terms with damages may be taken. */
  firm: z.boolean(),
  /** With whom: entries of the address book, and nobody else. */
  parties: z.array(PartyId).min(1).max(50),
});
export type Policy = z.infer<typeof Policy>;
export const Policies = z
  .array(Policy)
  .max(2)
  .refine((all) => new Set(all.map(({ side }) => side)).size === all.length, "one side twice");

/** A signature that nobody was asked for. */
export const Automatic = z.strictObject({
  id: TxId,
  /** Header seconds of what it rests on. */
  at: int,
  side: Side,
  party: PartyId,
  wh: int,
  /** Most that it can come to cost. */
  micro: int,
  /** Micro per kWh as the offer says. */
  price: int,
});
export type Automatic = z.infer<typeof Automatic>;

export const AgentState = z.strictObject({
  policies: Policies,
  /** Newest first. */
  signed: z.array(Automatic),
  /** Whom limits can name, and whom they name already. */
  parties: z.array(z.strictObject({ address: PartyId, name: z.string() })),
  /** Files that are not this account's: while there is one, the agent signs nothing. */
  damaged: z.string().nullable(),
});
export type AgentState = z.infer<typeof AgentState>;
