/** A message sealed for the ledger, and opened again: everything is checked, each fault has a name (DESIGN §4, Negotiation). */
import { fromHex, toHex } from "../codec/bytes.ts";
import { type CodecFault, decodeCanonical, type DecodeLimits, encodeCanonical, type Json } from "../codec/canonical.ts";
import type { SignatureCheck } from "../codec/signature.ts";
import { type EnvelopeFault, isPoint, sealText, unsealText } from "./envelope.ts";
import { type Content, Message, messageDigest, messageId, signMessage } from "./message.ts";
import { type ProposalFault, proposalFault } from "./proposal.ts";
import { SIZE_CLASSES } from "./padding.ts";

const LIMITS: DecodeLimits = { bytes: SIZE_CLASSES[SIZE_CLASSES.length - 1] ?? 0, depth: 12 };

export type Sealed =
  | { readonly ok: true; readonly id: string; readonly sealed: string }
  | { readonly ok: false; readonly fault: "tooLong"; readonly bytes: number }
  /** The receiver published what is no key: nothing can be sealed to it. */
  | { readonly ok: false; readonly fault: "receiverKey" };

/**
 * `secretKey`: the sender's account key. `receiverKey`: the receiver's current encryption key (hex), which the ledger proves.
 * `seed`: SEED_BYTES random bytes for this message alone. `sealed` is what `mail.send` carries.
 */
export function sealMessage(content: Content, secretKey: Uint8Array, receiverKey: string, seed: Uint8Array): Sealed {
  if (!isPoint(receiverKey)) return { ok: false, fault: "receiverKey" };
  const text = encodeCanonical(signMessage(content, secretKey) as Json);
  const sealed = sealText(text, content, fromHex(receiverKey), seed);
  if (!sealed) return { ok: false, fault: "tooLong", bytes: text.length };
  return { ok: true, id: messageId(content), sealed: toHex(sealed) };
}

export interface Opener {
  readonly chain: string;
  /** Sender of the `mail.send` that carried it, proved by the ledger, and its account keys now: a rotation voids what was signed (hex). */
  readonly from: string;
  readonly senderKeys: readonly string[];
  /** The receiver's own id, and its encryption keys that may still be meant, the current one first. */
  readonly to: string;
  readonly secretKeys: readonly Uint8Array[];
  readonly check: SignatureCheck;
}

export type LetterFault =
  | { readonly fault: "notHex" }
  | EnvelopeFault
  | CodecFault
  | { readonly fault: "shape"; readonly path: string }
  | { readonly fault: "chain" | "sender" | "receiver" | "signer" | "signature" }
  /** A residual allocation of somebody else, or for another supplier. */
  | { readonly fault: "residualSides" }
  | ProposalFault;
export type Opened =
  { readonly ok: true; readonly id: string; readonly content: Content } | ({ readonly ok: false } & LetterFault);

/** Total for any text. A message that opens is its sender's own word to this receiver on this chain. */
export function openMessage(sealed: string, opener: Opener): Opened {
  if (!/^(?:[0-9a-f]{2})*$/.test(sealed)) return { ok: false, fault: "notHex" };
  const { chain, from, to } = opener;
  const unsealed = unsealText(fromHex(sealed), { chain, from, to }, opener.secretKeys);
  if (!unsealed.ok) return unsealed;
  const decoded = decodeCanonical(unsealed.text, LIMITS);
  if (!decoded.ok) return decoded;
  const parsed = Message.safeParse(decoded.value);
  if (!parsed.success) {
    return { ok: false, fault: "shape", path: `$.${parsed.error.issues[0]?.path.join(".") ?? ""}` };
  }
  const fault = messageFault(parsed.data, opener);
  if (fault) return { ok: false, ...fault };
  const { content } = parsed.data;
  return { ok: true, id: messageId(content), content };
}

/** A receiver that seals somebody's words on to a third party does not get past these. */
function messageFault({ content, key, signature }: Message, opener: Opener): LetterFault | undefined {
  if (content.chain !== opener.chain) return { fault: "chain" };
  if (content.from !== opener.from) return { fault: "sender" };
  if (content.to !== opener.to) return { fault: "receiver" };
  if (!opener.senderKeys.includes(key)) return { fault: "signer" };
  if (!opener.check.verify(fromHex(signature), messageDigest(content), fromHex(key))) return { fault: "signature" };
  const { said } = content;
  if (said.what === "residual") {
    const { party, supplier } = said.residual;
    return party === content.from && supplier === content.to ? undefined : { fault: "residualSides" };
  }
  if (said.what !== "request" && said.what !== "counter") return undefined;
  return proposalFault(said.proposal, content, opener.senderKeys, opener.check);
}
