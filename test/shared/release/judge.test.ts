/** Each rule of shared/release/judge.ts broken once, on a manifest that is good otherwise. */
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex } from "../../../shared/codec/bytes.ts";
import { sha256 } from "../../../shared/codec/hash.ts";
import { DRIFT_SECONDS, type FoundPackage, judgeRelease, type ReleaseTrust } from "../../../shared/release/judge.ts";
import {
  encodeRelease,
  parseRelease,
  type Release,
  RELEASE_LIMITS,
  releaseDigest,
} from "../../../shared/release/manifest.ts";
import { compareVersions, Version } from "../../../shared/release/version.ts";

const NOW = 1_800_000_000;
const [ours, second, theirs] = [1, 2, 3].map((n) => new Uint8Array(32).fill(n)) as [Uint8Array, Uint8Array, Uint8Array];
const publicOf = (secret: Uint8Array): string => toHex(ed25519.getPublicKey(secret));
const file = Uint8Array.from([1, 2, 3, 4]);
const found: FoundPackage = { name: "wattlight-1.10.0-linux-x64.deb", bytes: file.length, sha256: toHex(sha256(file)) };
const trust: ReleaseTrust = {
  keys: [publicOf(ours)],
  threshold: 1,
  atLeast: "1.9.3",
  platform: "linux-x64",
  now: NOW,
};
const content = {
  format: "wattlight-release-1" as const,
  version: "1.10.0",
  issued: NOW - 60,
  validUntil: NOW + 60,
  packages: [
    { ...found, platform: "linux-x64" as const },
    { ...found, name: "wattlight-1.10.0-win-x64.exe", platform: "win-x64" as const },
  ],
};

function signedBy(secrets: readonly Uint8Array[], changes: Partial<Release> = {}): Release {
  const release = { ...content, ...changes };
  const signatures = secrets
    .map((secret) => ({ key: publicOf(secret), signature: toHex(ed25519.sign(releaseDigest(release), secret)) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return { ...release, signatures };
}
const judge = (release: Release, changes: Partial<ReleaseTrust> = {}, of: FoundPackage = found) =>
  judgeRelease(encodeRelease(release), of, { ...trust, ...changes });
const refusal = (...args: Parameters<typeof judge>) => {
  const verdict = judge(...args);
  return verdict.verdict === "refused" ? verdict.refusal : verdict.verdict;
};

describe("a good release", () => {
  it("is good, and names its package", () => {
    expect(judge(signedBy([ours]))).toMatchObject({ verdict: "good", package: found });
  });

  it("on a first installation, and again as a repair", () => {
    expect(judge(signedBy([ours]), { atLeast: null }).verdict).toBe("good");
    expect(judge(signedBy([ours]), { atLeast: "1.10.0" }).verdict).toBe("good");
  });

  it("by two keys where two are needed", () => {
    const keys = [publicOf(ours), publicOf(second)];
    expect(judge(signedBy([ours, second]), { keys, threshold: 2 }).verdict).toBe("good");
  });
});

describe("refused", () => {
  it("a roll-back: numbers are compared, not letters", () => {
    expect(refusal(signedBy([ours]), { atLeast: "1.10.1" })).toEqual({
      rule: "rollBack",
      version: "1.10.0",
      atLeast: "1.10.1",
    });
    expect(refusal(signedBy([ours], { version: "1.9.0" }))).toMatchObject({ rule: "rollBack" });
  });

  it("another's signature, and none", () => {
    expect(refusal(signedBy([theirs]))).toEqual({ rule: "signatures", valid: 0, needed: 1 });
    expect(refusal(signedBy([]))).toEqual({ rule: "signatures", valid: 0, needed: 1 });
  });

  it("another's signature under our key's name", () => {
    const [own] = signedBy([ours]).signatures;
    const [other] = signedBy([theirs]).signatures;
    const forged = { ...signedBy([ours]), signatures: [{ key: own?.key ?? "", signature: other?.signature ?? "" }] };
    expect(refusal(forged)).toMatchObject({ rule: "signatures" });
  });

  it("one signature where two are needed, though its key is named twice", () => {
    const keys = [publicOf(ours), publicOf(ours)];
    expect(refusal(signedBy([ours]), { keys, threshold: 2 })).toEqual({ rule: "signatures", valid: 1, needed: 2 });
  });

  it("no signature at all, whatever threshold is asked", () => {
    expect(refusal(signedBy([]), { threshold: 0 })).toEqual({ rule: "signatures", valid: 0, needed: 1 });
  });

  it("a key of small order, for which anybody can sign", () => {
    const key = `01${"00".repeat(31)}`;
    const forged = { ...signedBy([]), signatures: [{ key, signature: `${key}${"00".repeat(32)}` }] };
    expect(refusal(forged, { keys: [key] })).toMatchObject({ rule: "signatures" });
  });

  it.each([
    ["version", { version: "1.11.0" }],
    ["dates", { validUntil: NOW + 61 }],
    ["packages", { packages: content.packages.slice(0, 1) }],
  ])("changed %s after signing", (_, change) => {
    expect(refusal({ ...signedBy([ours]), ...change })).toMatchObject({ rule: "signatures" });
  });

  it("before it was issued and after it ran out, to the second", () => {
    const release = signedBy([ours]);
    expect(refusal(release, { now: release.validUntil + 1 })).toMatchObject({ rule: "expired" });
    expect(refusal(release, { now: release.validUntil })).toBe("good");
    expect(refusal(release, { now: release.issued - DRIFT_SECONDS - 1 })).toMatchObject({ rule: "notYet" });
    expect(refusal(release, { now: release.issued - DRIFT_SECONDS })).toBe("good");
  });

  it("the package of another system", () => {
    const of = { ...found, name: "wattlight-1.10.0-win-x64.exe" };
    expect(refusal(signedBy([ours]), {}, of)).toEqual({ rule: "platform", platform: "win-x64", wanted: "linux-x64" });
    expect(refusal(signedBy([ours]), { platform: "linux-arm64" })).toMatchObject({ rule: "platform" });
  });

  it("a package that is not listed", () => {
    expect(refusal(signedBy([ours]), {}, { ...found, name: "other.deb" })).toEqual({
      rule: "unlisted",
      name: "other.deb",
    });
  });

  it("a changed byte, a missing one", () => {
    const changed = Uint8Array.from([1, 2, 3, 5]);
    expect(refusal(signedBy([ours]), {}, { ...found, sha256: toHex(sha256(changed)) })).toMatchObject({ rule: "hash" });
    expect(refusal(signedBy([ours]), {}, { ...found, bytes: 3 })).toEqual({ rule: "size", bytes: 3, listed: 4 });
  });
});

describe("a hostile manifest", () => {
  it("is never good with any byte changed", () => {
    const bytes = encodeRelease(signedBy([ours]));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(judgeRelease(changed, found, trust).verdict).toBe("refused");
      }),
      { numRuns: 150 },
    );
  });

  const fault = (bytes: Uint8Array) => {
    const read = parseRelease(bytes);
    return read.ok ? undefined : read.fault;
  };
  const utf8 = (text: string) => new TextEncoder().encode(text);
  it("names what is wrong", () => {
    expect(fault(utf8("{"))).toMatchObject({ fault: "codec" });
    expect(fault(new Uint8Array(RELEASE_LIMITS.bytes + 1))).toMatchObject({ fault: "codec" });
    expect(fault(utf8('{"format":"wattlight-release-2"}'))).toEqual({ fault: "format", format: "wattlight-release-2" });
    expect(fault(encodeRelease({ ...signedBy([ours]), version: "1.2" }))).toMatchObject({ path: "$.version" });
    const twice = { ...content, packages: [content.packages[0], content.packages[0]], signatures: [] } as Release;
    expect(fault(encodeRelease(twice))).toMatchObject({ path: "$.packages" });
    const above = { ...content, packages: [{ ...content.packages[0], name: "../up" }], signatures: [] } as Release;
    expect(fault(encodeRelease(above))).toMatchObject({ path: "$.packages.0.name" });
  });
});

describe("versions", () => {
  it.each(["1", "1.2", "1.2.3.4", "01.2.3", "1.2.3-rc.1", "1.2.100000", " 1.2.3", "1.2.3\n", "-1.2.3"])(
    "not %j",
    (text) => {
      expect(Version.safeParse(text).success).toBe(false);
    },
  );

  it("are ordered by their numbers", () => {
    const number = fc.nat(99_999);
    const version = fc.tuple(number, number, number);
    fc.assert(
      fc.property(version, version, (a, b) => {
        const weight = ([x, y, z]: readonly [number, number, number]) => (x * 100_000 + y) * 100_000 + z;
        expect(compareVersions(a.join("."), b.join("."))).toBe(Math.sign(weight(a) - weight(b)));
      }),
    );
  });
});
