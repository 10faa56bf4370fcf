/**
 * What two parties say to each other while they negotiate (DESIGN §4): canonical JSON, signed by the sender's account key over a hash
 * that binds sender, receiver and chain. The signed hash is the message's id, which an answer names in `re`.
 */
import { z } from "zod";
import { toHex } from "../codec/bytes.ts";
import { encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { publicKeyOf, signDigest } from "../codec/signature.ts";
import { AgreeContract } from "../ledger/bodies/deals.ts";
import { Residual } from "../ledger/history/residual.ts";
import { Signed } from "../ledger/transactions.ts";
import { ChainId, PartyId, PublicKey, Signature, TxId } from "../ledger/units.ts";

/** A `deal.agree` that its sender alone has signed: with the receiver's signature beside it is a contract. */
export const Proposal = z.strictObject({ body: AgreeContract, signatures: z.array(Signed).length(1) });
export type Proposal = z.infer<typeof Proposal>;

/** Words that go with it: people's own, shown as such. */
const note = z
  .string()
  .max(280)
  .refine((text) => text.isWellFormed(), "lone surrogate");
const re = TxId;
const said = <W extends string, S extends z.ZodRawShape>(what: W, shape: S) =>
  z.strictObject({ what: z.literal(what), note, ...shape });

export const Said = z.discriminatedUnion("what", [
  /** Asks for the contract that it carries. */
  said("request", { proposal: Proposal }),
  /** Answers `re` with another contract; what `re` carried can still be accepted until it is revoked. */
  said("counter", { re, proposal: Proposal }),
  /** The proposal of `re` is signed and on its way to the ledger as transaction `agreement`. */
  said("accept", { re, agreement: TxId }),
  said("decline", { re }),
  /** The proposal of one's own message `re` is revoked: transaction `agreement`, by a `tx.revoke`, which alone makes it so. */
  said("withdraw", { re, agreement: TxId }),
  /** No part of a negotiation: what a party tells its residual supplier of its final slots, a day in parts (DESIGN §4, Delivery). */
  said("residual", { residual: Residual }),
]);
export type Said = z.infer<typeof Said>;

/** What is signed. `from`, `to`: party ids. */
export const Content = z.strictObject({ chain: ChainId, from: PartyId, to: PartyId, said: Said });
export type Content = z.infer<typeof Content>;

export const Message = z.strictObject({ content: Content, key: PublicKey, signature: Signature });
export type Message = z.infer<typeof Message>;

export function messageDigest(content: Content): Uint8Array {
  return taggedHash("mail", content.chain, encodeCanonical(content as Json));
}

/** Hex of the digest: what `re` names. */
export function messageId(content: Content): string {
  return toHex(messageDigest(content));
}

export function signMessage(content: Content, secretKey: Uint8Array): Message {
  return {
    content,
    key: toHex(publicKeyOf(secretKey)),
    signature: toHex(signDigest(messageDigest(content), secretKey)),
  };
}
