/**
 * The contract that a request or a counter carries: checked against who sent it, signed by the other side, or taken back. A deal is
 * one transaction with one id; its second signature makes it binding, not another one.
 */
import { fromHex, toHex } from "../codec/bytes.ts";
import { publicKeyOf, type SignatureCheck, signDigest } from "../codec/signature.ts";
import { digestOf, orderSignatures, txId } from "../ledger/identity.ts";
import type { Transaction, TxOf } from "../ledger/transactions.ts";
import type { Content, Proposal } from "./message.ts";

export type ProposalFault =
  /** The contract's sender or counterparty is not the message's. */
  { readonly fault: "proposalSides" } | { readonly fault: "proposalSigner" } | { readonly fault: "proposalSignature" };

/** Undefined when it is the message's sender's, for its receiver, signed by one of the sender's keys (hex). */
export function proposalFault(
  { body, signatures }: Proposal,
  { chain, from, to }: Pick<Content, "chain" | "from" | "to">,
  senderKeys: readonly string[],
  check: SignatureCheck,
): ProposalFault | undefined {
  if (body.sender !== from || body.counterparty !== to) return { fault: "proposalSides" };
  const [signed] = signatures;
  if (!signed || !senderKeys.includes(signed.key)) return { fault: "proposalSigner" };
  const genuine = check.verify(fromHex(signed.signature), digestOf(body, chain), fromHex(signed.key));
  return genuine ? undefined : { fault: "proposalSignature" };
}

/** The complete transaction: the proposal with the signature of the party that agrees to it. */
export function agreeTo({ body, signatures }: Proposal, chainId: string, secretKey: Uint8Array): Transaction {
  const own = {
    key: toHex(publicKeyOf(secretKey)),
    signature: toHex(signDigest(digestOf(body, chainId), secretKey)),
  };
  return { body, signatures: orderSignatures([...signatures, own]) };
}

/** What takes a proposal back: `head` is the revocation's own window and nonce. */
export function revocationOf(
  { body }: Proposal,
  chainId: string,
  head: Pick<TxOf<"tx.revoke">, "validUntil" | "nonce">,
): TxOf<"tx.revoke"> {
  return {
    kind: "tx.revoke",
    sender: body.sender,
    ...head,
    id: txId(body, chainId),
    until: body.validUntil,
    index: body.nonce,
  };
}
