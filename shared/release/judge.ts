/**
 * May this package be installed? Rules in order, each a function that gives its refusal: signed by enough of the reader's own keys, in
 * time, not older than what is installed or was ever seen, made for this system, and the very bytes that were listed.
 */
import { fromHex } from "../codec/bytes.ts";
import { strictEd25519 } from "../light/ed25519.ts";
import {
  parseRelease,
  type Platform,
  type Release,
  releaseDigest,
  type ReleaseFault,
  type ReleasePackage,
} from "./manifest.ts";
import { compareVersions } from "./version.ts";

/** What the reader knows by other ways than the manifest's own. */
export interface ReleaseTrust {
  /** ed25519 public keys, lower-case hex. */
  readonly keys: readonly string[];
  /** How many of them must have signed; at least 1. */
  readonly threshold: number;
  /** The version that is installed, or the highest one ever seen if that is higher; null for a first installation. */
  readonly atLeast: string | null;
  readonly platform: Platform;
  /** Seconds since 1970. */
  readonly now: number;
}

/** A package as it lies on the disk. */
export interface FoundPackage {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export type ReleaseRefusal =
  | { readonly rule: "unreadable"; readonly fault: ReleaseFault }
  /** Fewer valid signatures of the reader's keys than asked for. */
  | { readonly rule: "signatures"; readonly valid: number; readonly needed: number }
  | { readonly rule: "notYet"; readonly issued: number; readonly now: number }
  | { readonly rule: "expired"; readonly validUntil: number; readonly now: number }
  | { readonly rule: "rollBack"; readonly version: string; readonly atLeast: string }
  /** Not a package of this release. */
  | { readonly rule: "unlisted"; readonly name: string }
  | { readonly rule: "platform"; readonly platform: Platform; readonly wanted: Platform }
  | { readonly rule: "size"; readonly bytes: number; readonly listed: number }
  | { readonly rule: "hash"; readonly sha256: string; readonly listed: string };

export type ReleaseVerdict =
  | { readonly verdict: "good"; readonly release: Release; readonly package: ReleasePackage }
  | { readonly verdict: "refused"; readonly refusal: ReleaseRefusal };

/** Clocks differ: a manifest may be signed this many seconds ahead of the reader's. */
export const DRIFT_SECONDS = 600;

export function judgeRelease(bytes: Uint8Array, found: FoundPackage, trust: ReleaseTrust): ReleaseVerdict {
  const read = parseRelease(bytes);
  if (!read.ok) return { verdict: "refused", refusal: { rule: "unreadable", fault: read.fault } };
  const { release } = read;
  const refusal = signed(release, trust) ?? inTime(release, trust.now) ?? noRollBack(release, trust.atLeast);
  if (refusal) return { verdict: "refused", refusal };
  const listed = release.packages.find(({ name }) => name === found.name);
  if (!listed) return { verdict: "refused", refusal: { rule: "unlisted", name: found.name } };
  const other = forPlatform(listed, trust.platform) ?? sameBytes(listed, found);
  return other ? { verdict: "refused", refusal: other } : { verdict: "good", release, package: listed };
}

/** A key counts once, however often the reader names it; signatures of other keys are not looked at. */
export function signed(
  release: Release,
  { keys, threshold }: Pick<ReleaseTrust, "keys" | "threshold">,
): ReleaseRefusal | undefined {
  const needed = Math.max(1, threshold);
  const digest = releaseDigest(release);
  const own = new Set(keys);
  const valid = release.signatures.filter(
    ({ key, signature }) => own.has(key) && strictEd25519.verify(fromHex(signature), digest, fromHex(key)),
  ).length;
  return valid >= needed ? undefined : { rule: "signatures", valid, needed };
}

export function inTime({ issued, validUntil }: Release, now: number): ReleaseRefusal | undefined {
  if (issued > now + DRIFT_SECONDS) return { rule: "notYet", issued, now };
  return now > validUntil ? { rule: "expired", validUntil, now } : undefined;
}

/** The same version again is a repair, not a roll-back. */
export function noRollBack({ version }: Release, atLeast: string | null): ReleaseRefusal | undefined {
  return atLeast !== null && compareVersions(version, atLeast) < 0 ? { rule: "rollBack", version, atLeast } : undefined;
}

function forPlatform({ platform }: ReleasePackage, wanted: Platform): ReleaseRefusal | undefined {
  return platform === wanted ? undefined : { rule: "platform", platform, wanted };
}

function sameBytes(listed: ReleasePackage, found: FoundPackage): ReleaseRefusal | undefined {
  if (found.bytes !== listed.bytes) return { rule: "size", bytes: found.bytes, listed: listed.bytes };
  return found.sha256 === listed.sha256 ? undefined : { rule: "hash", sha256: found.sha256, listed: listed.sha256 };
}
