/**
 * The hand-over report (docs/protocol/commissioning.md): canonical JSON, small enough for a row of codes, signed with the installer's key. It carries
 * the certificate that the owner registers with, the test reading with the meter key's signature, and what was installed and compared.
 */
import { z } from "zod";
import { toHex } from "../codec/bytes.ts";
import { type CodecFault, decodeCanonical, encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { DeviceSource } from "../ipc/deviceViews.ts";
import { Certificate } from "../ledger/bodies/parties.ts";
import { Hex32, PartyId, PublicKey, Seconds, Signature } from "../ledger/units.ts";
import { ROLES } from "../metering/live/value.ts";
import { DeviceIdentity, DeviceKey } from "./deviceIdentity.ts";
import { Check, Job, type JobDevice, Photo, Sits } from "./job.ts";
import { ReadingAnswer, ReadingRequest } from "./readingRequest.ts";

export const HANDOVER_FORMAT = "wattlight-handover-1";
/** Largest report, bytes: forty codes, less than half a minute before a camera. */
export const HANDOVER_LIMITS = { bytes: 16_000, depth: 8 } as const;
/** Devices that are there, devices that went, comparisons. */
export const HANDOVER_MAX = { devices: 24, removed: 8, checks: 48 } as const;

export const HandedDevice = z.strictObject({
  identity: DeviceIdentity,
  sits: Sits,
  source: DeviceSource.nullable(),
  reversed: z.boolean(),
  since: Seconds,
  replaces: DeviceKey.nullable(),
});
export type HandedDevice = z.infer<typeof HandedDevice>;
const HandedCheck = z.strictObject({
  device: DeviceKey,
  role: z.enum(ROLES),
  shownMilli: Check.shape.shownMilli,
  displayMilli: Check.shape.displayMilli,
  verdict: z.enum(["agrees", "unseen"]),
  reason: Check.shape.reason,
  at: Seconds,
});
const RemovedDevice = z.strictObject({
  identity: DeviceIdentity,
  sits: Sits,
  at: Seconds,
  reason: z.string().max(120),
});

export const Handover = z.strictObject({
  format: z.literal(HANDOVER_FORMAT),
  /** Which report of the job, from 1, and the digest of the one before. */
  revision: z.number().int().min(1).max(9_999),
  previous: Hex32.nullable(),
  made: Seconds,
  installer: z.strictObject({ party: PartyId, key: PublicKey }),
  request: ReadingRequest,
  answer: ReadingAnswer,
  supplier: PartyId,
  devices: z.array(HandedDevice).min(1).max(HANDOVER_MAX.devices),
  removed: z.array(RemovedDevice).max(HANDOVER_MAX.removed),
  checks: z.array(HandedCheck).max(HANDOVER_MAX.checks),
  photo: Photo.omit({ name: true }).nullable(),
  note: Job.shape.note,
  certificate: Certificate,
  /** The installer's, over `handoverDigest`. */
  signature: Signature,
});
export type Handover = z.infer<typeof Handover>;
/** Both of the installer's signatures are still to come. */
export type UnsignedHandover = Omit<Handover, "signature" | "certificate"> & {
  readonly claims: Handover["certificate"]["claims"];
};

export type HandoverFault =
  | { readonly fault: "codec"; readonly codec: CodecFault }
  /** JSON of another kind. */
  | { readonly fault: "notHandover" }
  /** Made by a version of the program that this one does not know. */
  | { readonly fault: "format"; readonly format: string }
  | { readonly fault: "shape"; readonly path: string; readonly problem: string };
export type ParsedHandover =
  { readonly ok: true; readonly handover: Handover } | { readonly ok: false; readonly fault: HandoverFault };

/** What the installer's key signs, 32 bytes: all but that signature. */
export function handoverDigest(handover: SignedOrNot): Uint8Array {
  const { signature: _, ...content } = { signature: "", ...handover };
  return taggedHash("handover", content.request.chainId, encodeCanonical(content as Json));
}
type SignedOrNot = Handover | (Omit<Handover, "signature"> & { readonly signature?: undefined });
export const handoverId = (handover: Handover): string => toHex(handoverDigest(handover));

/** The file's bytes; throws a RangeError where a report would be larger than may be read. */
export function encodeHandover(handover: Handover): Uint8Array {
  const bytes = encodeCanonical(handover as Json);
  if (bytes.length > HANDOVER_LIMITS.bytes) throw new RangeError(`a report of ${bytes.length} bytes is too large`);
  return bytes;
}

/** Reads a file that anybody may have made; what it says is checked by verifyHandover.ts. */
export function parseHandover(bytes: Uint8Array): ParsedHandover {
  const decoded = decodeCanonical(bytes, HANDOVER_LIMITS);
  if (!decoded.ok) return bad({ fault: "codec", codec: decoded });
  const format = formatOf(decoded.value);
  if (format === undefined) return bad({ fault: "notHandover" });
  if (format !== HANDOVER_FORMAT) return bad({ fault: "format", format });
  const parsed = Handover.safeParse(decoded.value);
  if (parsed.success) return { ok: true, handover: parsed.data };
  const issue = parsed.error.issues[0];
  return bad({ fault: "shape", path: `$.${issue?.path.join(".") ?? ""}`, problem: issue?.message ?? "unknown" });
}

/** A device as the report tells it: never with what opens a broker. */
export function handedDevice({ identity, sits, source, reversed, since, replaces }: JobDevice): HandedDevice {
  const bare = source?.kind === "mqtt" ? { ...source, user: "", password: "" } : source;
  return { identity, sits, source: bare, reversed, since, replaces };
}

/** The stated format, where it is one of a report at all. */
function formatOf(value: Json): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { format } = value as { readonly [key: string]: Json };
  return typeof format === "string" && /^wattlight-handover-\d{1,4}$/.test(format) ? format : undefined;
}

const bad = (fault: HandoverFault): ParsedHandover => ({ ok: false, fault });
