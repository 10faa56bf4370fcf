/**
 * A release's manifest (docs/protocol/releases.md): which packages a version consists of, by size and SHA-256, signed with offline ed25519
 * keys. It lies beside the packages, not in them. Canonical JSON, so that one manifest has one byte string.
 */
import { z } from "zod";
import { type CodecFault, decodeCanonical, encodeCanonical, type Json } from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { Hex32, Seconds } from "../ledger/units.ts";
import { Version } from "./version.ts";

export const RELEASE_FORMAT = "wattlight-release-1";
/** Largest file, bytes, and deepest nesting: checked before anything is parsed. */
export const RELEASE_LIMITS = { bytes: 65_536, depth: 4 } as const;
const PACKAGES_MAX = 64;
const SIGNATURES_MAX = 16;

export const Platform = z.enum(["linux-x64", "linux-arm64", "mac-x64", "mac-arm64", "win-x64", "win-arm64"]);
export type Platform = z.infer<typeof Platform>;

/** A file's own name: no folder, nothing that a shell or a file system reads otherwise. */
const FileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/);

export const ReleasePackage = z.strictObject({
  name: FileName,
  platform: Platform,
  /** Size of the file. */
  bytes: z.number().int().min(1).max(4_294_967_296),
  /** SHA-256 of the file, lower-case hex. */
  sha256: Hex32,
});
export type ReleasePackage = z.infer<typeof ReleasePackage>;

const Content = z.strictObject({
  format: z.literal(RELEASE_FORMAT),
  version: Version,
  /** When it was signed. */
  issued: Seconds,
  /** From then on it says nothing any more, so that an old one cannot pass for the newest for ever. */
  validUntil: Seconds,
  packages: z
    .array(ReleasePackage)
    .min(1)
    .max(PACKAGES_MAX)
    .refine(
      (list) => ascending(list.map(({ name }) => name)),
      "packages in ascending order of their names, none twice",
    ),
});
const Shape = Content.extend({
  signatures: z
    .array(z.strictObject({ key: Hex32, signature: z.string().regex(/^[0-9a-f]{128}$/) }))
    .max(SIGNATURES_MAX)
    .refine((list) => ascending(list.map(({ key }) => key)), "signatures in ascending order of their keys, none twice"),
});
/** What is signed. */
export type ReleaseContent = z.infer<typeof Content>;
export type Release = z.infer<typeof Shape>;

export type ReleaseFault =
  | { readonly fault: "codec"; readonly codec: CodecFault }
  /** Made by a version of the program that this one does not know. */
  | { readonly fault: "format"; readonly format: string }
  /** The path begins at $. */
  | { readonly fault: "shape"; readonly path: string; readonly problem: string };

export type ParsedRelease =
  { readonly ok: true; readonly release: Release } | { readonly ok: false; readonly fault: ReleaseFault };

/** Reads a file that anybody may have made; it says nothing of who signed it. */
export function parseRelease(bytes: Uint8Array): ParsedRelease {
  const decoded = decodeCanonical(bytes, RELEASE_LIMITS);
  if (!decoded.ok) return { ok: false, fault: { fault: "codec", codec: decoded } };
  const named = z.looseObject({ format: z.string().max(64) }).safeParse(decoded.value);
  if (named.success && named.data.format !== RELEASE_FORMAT)
    return { ok: false, fault: { fault: "format", format: named.data.format } };
  const shaped = Shape.safeParse(decoded.value);
  if (shaped.success) return { ok: true, release: shaped.data };
  const [issue] = shaped.error.issues;
  const path = ["$", ...(issue?.path ?? [])].join(".");
  return { ok: false, fault: { fault: "shape", path, problem: issue?.message ?? "unknown" } };
}

/** The file's bytes. */
export function encodeRelease(release: Release): Uint8Array {
  return encodeCanonical(release as Json);
}

/** What is signed: `tagged("release", "", canonical of all but the signatures)`, 32 bytes. A release belongs to no chain. */
export function releaseDigest({ signatures: _, ...content }: ReleaseContent & { signatures?: unknown }): Uint8Array {
  return taggedHash("release", "", encodeCanonical(content as Json));
}

function ascending(list: readonly string[]): boolean {
  return list.every((one, i) => i === 0 || (list[i - 1] ?? "") < one);
}
