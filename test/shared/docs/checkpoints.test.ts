/** docs/protocol/checkpoints.md against the code: fields, rules, limits and the digest's tag. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeCanonical } from "../../../shared/codec/canonical.ts";
import { taggedHash } from "../../../shared/codec/hash.ts";
import { AnchorRule } from "../../../shared/ipc/anchorViews.ts";
import {
  CHECKPOINT_LIMITS,
  checkpointDigest,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../../shared/light/checkpoint.ts";
import { CHECKPOINTS_MAX } from "../../../shared/light/checkpointChain.ts";

const text = readFileSync(join(import.meta.dirname, "../../../docs/protocol/checkpoints.md"), "utf8");
/** First cells of the table whose head begins with a word. */
const cells = (head: string): string[] => {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`| ${head} `)) + 2;
  const rows = lines.slice(from, from + lines.slice(from).findIndex((line) => !line.startsWith("|")));
  return rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? ""));
};
const content = {
  format: "wattlight-checkpoint-1" as const,
  chainId: "street-1",
  sequence: 1,
  before: null,
  height: 7,
  hash: "ab".repeat(32),
  time: 1_700_000_000,
  regulators: [`02${"cd".repeat(32)}`],
};

test("the fields of a file are those of the table", () => {
  const file = { ...content, signatures: [] };
  expect(parseCheckpoint(encodeCheckpoint(file)).ok).toBe(true);
  expect(cells("Field").toSorted()).toEqual(Object.keys(file).toSorted());
});

test("every rule is told", () => {
  const told = [...cells("Rule"), ...(text.includes("(`behind`)") ? ["behind"] : [])];
  expect(told.toSorted()).toEqual(AnchorRule.options.toSorted());
});

test("limits and digest", () => {
  expect(text).toContain(
    `${CHECKPOINT_LIMITS.bytes.toLocaleString("en")} bytes) and nesting ${CHECKPOINT_LIMITS.depth}`,
  );
  expect(text).toContain(`up to ${CHECKPOINTS_MAX}`);
  const [, tag = ""] = /tagged\("(\w+)", chainId, canonical of all fields but signatures\)/.exec(text) ?? [];
  expect(checkpointDigest(content)).toEqual(taggedHash(tag, "street-1", encodeCanonical(content)));
});
