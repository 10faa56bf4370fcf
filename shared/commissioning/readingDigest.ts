/** What a test reading's texts are signed and named by (docs/protocol/commissioning.md). */
import { fromHex, toHex } from "../codec/bytes.ts";
import { encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { nobleSignatures, type SignatureCheck } from "../codec/signature.ts";
import type { ReadingAnswer, ReadingRequest, UnsignedAnswer } from "./readingRequest.ts";

/** Hex. */
export function requestDigest(request: ReadingRequest): string {
  return toHex(taggedHash("reading-request", request.chainId, encodeCanonical(request as Json)));
}

/** What the meter key signs, 32 bytes: the request with everything in it, for this account and no other. */
export function answerDigest({ format, chainId, request, key, meter }: UnsignedAnswer): Uint8Array {
  return taggedHash("test-reading", chainId, encodeCanonical({ format, chainId, request, key, meter }));
}

/** Whether the meter key that the answer names made its signature. */
export const answerVerifies = (answer: ReadingAnswer, check: SignatureCheck = nobleSignatures): boolean =>
  check.verify(fromHex(answer.signature), answerDigest(answer), fromHex(answer.meter.key));
