/** docs/protocol/releases.md against the code: fields, rules, platforms, limits and the digest's tag. */
import { expect, test } from "vitest";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { taggedHash } from "../../../shared/codec/hash.ts";
import { DRIFT_SECONDS, type ReleaseRefusal } from "../../../shared/release/judge.ts";
import {
  encodeRelease,
  parseRelease,
  Platform,
  type Release,
  RELEASE_LIMITS,
  releaseDigest,
} from "../../../shared/release/manifest.ts";
import { rowsIn, textOf } from "./markdown.ts";

const text = textOf("docs/protocol/releases.md");
const rows = rowsIn(text).map(([first = ""]) => first);
const under = (head: string, count: number) => rows.slice(rows.indexOf(head) + 2, rows.indexOf(head) + 2 + count);
const release: Release = {
  format: "wattlight-release-1",
  version: "1.2.3",
  issued: 1,
  validUntil: 2,
  packages: [{ name: "a.deb", platform: "linux-x64", bytes: 1, sha256: "ab".repeat(32) }],
  signatures: [],
};
/** Every rule once: one that is missing or made up does not compile. */
const RULES: Record<ReleaseRefusal["rule"], true> = {
  unreadable: true,
  signatures: true,
  notYet: true,
  expired: true,
  rollBack: true,
  unlisted: true,
  platform: true,
  size: true,
  hash: true,
};

test("the fields of a file are those of the table", () => {
  expect(parseRelease(encodeRelease(release)).ok).toBe(true);
  const fields = Object.keys(release);
  expect(under("Field", fields.length).toSorted()).toEqual(fields.toSorted());
});

test("the rules are told in the order in which they are asked", () => {
  const rules = Object.keys(RULES);
  expect(under("Rule", rules.length)).toEqual(rules);
});

test("platforms, limits and digest", () => {
  for (const platform of Platform.options) expect(text).toContain(`\`${platform}\``);
  expect(text).toContain(`${RELEASE_LIMITS.bytes.toLocaleString("en")} bytes) and nesting ${RELEASE_LIMITS.depth}`);
  expect(text).toContain(`at most ${DRIFT_SECONDS} s ahead`);
  const { signatures: _, ...content } = release;
  const [, tag = ""] = /tagged\("(\w+)", "", canonical of all fields but signatures\)/.exec(text) ?? [];
  expect(releaseDigest(release)).toEqual(taggedHash(tag, "", encodeCanonical(content as unknown as Json)));
});
