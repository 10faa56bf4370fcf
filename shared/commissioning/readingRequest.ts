/**
 * The test reading, as it travels between installer and owner (docs/protocol/commissioning.md): the installer's request says what was found at the
 * connection; the answer is the owner's account key and meter, and the meter key's signature over the request's digest with both of them.
 */
import { z } from "zod";
import { fromHex, toHex } from "../codec/bytes.ts";
import { encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { nobleSignatures, type SignatureCheck } from "../codec/signature.ts";
import { MeterIdentity } from "../ledger/bodies/parties.ts";
import {
  Carrier,
  ChainId,
  Counter,
  Hex32,
  PublicKey,
  Seconds,
  Signature,
  Technology,
  Watt,
  ZoneId,
} from "../ledger/units.ts";
import { DeviceKey } from "./deviceIdentity.ts";

export const REQUEST_FORMAT = "wattlight-reading-request-1";
export const ANSWER_FORMAT = "wattlight-reading-1";

export const JobId = z.string().regex(/^[0-9a-f]{16}$/);
/** One home, or a block whose flats share the connection and its one boundary meter. */
export const Building = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("home") }),
  z.strictObject({ is: z.literal("block"), flats: z.number().int().min(2).max(2_000) }),
]);
export type Building = z.infer<typeof Building>;

/** The boundary meter's registers as they stood: 1.8.0 drawn, 2.8.0 fed in, in the carrier's unit (Wh, or dm³ of gas). */
export const TestReading = z.strictObject({
  /** Wall clock of the installer's computer, seconds. */
  at: Seconds,
  imported: Counter,
  /** Null where the meter has no such register. */
  exported: Counter.nullable(),
});
export type TestReading = z.infer<typeof TestReading>;

export const ReadingRequest = z.strictObject({
  format: z.literal(REQUEST_FORMAT),
  chainId: ChainId,
  job: JobId,
  /** The installer's key: whoever answers sees who asks. */
  installer: PublicKey,
  /** Salted hash of the grid connection point. */
  point: Hex32,
  zone: ZoneId,
  carrier: Carrier,
  importW: Watt,
  exportW: Watt,
  technology: Technology,
  building: Building,
  /** The boundary meter's plate (deviceIdentity.ts). */
  meter: DeviceKey,
  reading: TestReading,
  /** Header seconds: a certificate that is made of it ends here. */
  until: Seconds,
});
export type ReadingRequest = z.infer<typeof ReadingRequest>;

export const ReadingAnswer = z.strictObject({
  format: z.literal(ANSWER_FORMAT),
  chainId: ChainId,
  /** Digest of the request. */
  request: Hex32,
  /** The owner's account key, which will register. */
  key: PublicKey,
  meter: MeterIdentity,
  /** The meter key's, over `answerDigest`. */
  signature: Signature,
});
export type ReadingAnswer = z.infer<typeof ReadingAnswer>;
export type UnsignedAnswer = Omit<ReadingAnswer, "signature">;

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
