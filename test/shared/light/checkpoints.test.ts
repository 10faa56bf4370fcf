/** Checkpoints: the chain that holds, and every way of forging one, each refused with its rule and values. */
import { describe, expect, test } from "vitest";
import { fromHex, toHex } from "../../../shared/codec/bytes.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import {
  type Checkpoint,
  CHECKPOINT_LIMITS,
  type CheckpointContent,
  checkpointDigest,
  checkpointId,
  encodeCheckpoint,
  REGULATORS_MAX,
} from "../../../shared/light/checkpoint.ts";
import { type CheckpointRefusal, CHECKPOINTS_MAX, verifyCheckpoints } from "../../../shared/light/checkpointChain.ts";

interface Regulator {
  readonly secret: Uint8Array;
  readonly key: string;
}
const regulator = (n: number): Regulator => {
  const secret = new Uint8Array(32).fill(n);
  return { secret, key: toHex(publicKeyOf(secret)) };
};
const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);
const four = [1, 2, 3, 4].map(regulator);
const others = [5, 6, 7, 8].map(regulator);
const keysOf = (list: readonly Regulator[]) => list.map(({ key }) => key).sort();

const WEEK = 604_800;
const START = 1_700_000_000;
const network = {
  chainId: "street-1",
  regulators: four.map(({ key }) => key),
  trustingPeriod: 2 * WEEK,
  anchor: { height: 10, hash: "00".repeat(32) },
};

const content = (sequence: number, change: Partial<CheckpointContent> = {}): CheckpointContent => ({
  format: "wattlight-checkpoint-1",
  chainId: network.chainId,
  sequence,
  before: null,
  height: 1000 * sequence,
  hash: sequence.toString(16).padStart(64, "0"),
  time: START + WEEK * sequence,
  regulators: keysOf(four),
  ...change,
});
const signed = (what: CheckpointContent, by: readonly Regulator[]): Checkpoint => ({
  ...what,
  signatures: by
    .map(({ secret, key }) => ({ key, signature: toHex(signDigest(checkpointDigest(what), secret)) }))
    .sort(byKey),
});
const chain = (...steps: (Partial<CheckpointContent> & { by?: readonly Regulator[] })[]): Checkpoint[] => {
  const made: Checkpoint[] = [];
  for (const { by = four, ...change } of steps) {
    const last = made.at(-1);
    const link = { before: last ? checkpointId(contentOf(last)) : null };
    made.push(signed(content(made.length + 1, { ...link, ...change }), by));
  }
  return made;
};
const contentOf = ({ signatures: _, ...rest }: Checkpoint): CheckpointContent => rest;
const verify = (list: readonly Checkpoint[], now?: number) =>
  verifyCheckpoints(network, list.map(encodeCheckpoint), now ?? (list.at(-1)?.time ?? START) + 60);
const refusal = (list: readonly Checkpoint[], now?: number): { file: number | null; refusal: CheckpointRefusal } => {
  const verdict = verify(list, now);
  if (verdict.verdict !== "refused") throw new Error("it was not refused");
  return verdict;
};

describe("what holds", () => {
  test("three of four sign: the newest is the anchor, in whatever order the files come", () => {
    const three = chain({}, {}, { by: four.slice(1) });
    const verdict = verify(three);
    expect(verdict).toMatchObject({
      verdict: "valid",
      anchor: { chainId: "street-1", height: 3000, sequence: 3, time: START + 3 * WEEK, signed: 3, of: 4 },
    });
    expect(verifyCheckpoints(network, three.toReversed().map(encodeCheckpoint), START + 3 * WEEK)).toEqual(verdict);
  });
  test("a chain follows a change of the regulators: the new ones sign what comes after", () => {
    const handed = chain({ regulators: keysOf(others) }, { by: others, regulators: keysOf(others) });
    expect(verify(handed)).toMatchObject({ verdict: "valid", anchor: { sequence: 2 } });
  });
  test("earlier files may be lost as long as the network file's regulators signed the first that is there", () => {
    expect(verify(chain({}, {}, {}).slice(1))).toMatchObject({ verdict: "valid", anchor: { sequence: 3 } });
  });
  test("as many regulators as there may be, all of whom sign, fit into a file", () => {
    const many = Array.from({ length: REGULATORS_MAX }, (_, i) => regulator(i + 1));
    const [one] = chain({ regulators: keysOf(many), by: many });
    const bytes = one && encodeCheckpoint(one);
    expect(bytes?.length).toBeLessThan(CHECKPOINT_LIMITS.bytes);
    const verdict = verifyCheckpoints({ ...network, regulators: keysOf(many) }, bytes ? [bytes] : [], START + WEEK);
    expect(verdict.verdict).toBe("valid");
  });
});

describe("signatures", () => {
  test("exactly 2/3 are too few", () => {
    const six = { ...network, regulators: [...four, ...others.slice(2)].map(({ key }) => key) };
    const file = (by: readonly Regulator[]) => chain({ by }).map(encodeCheckpoint);
    expect(verifyCheckpoints(six, file(four), START + WEEK)).toMatchObject({
      refusal: { rule: "tooFew", signed: 4, of: 6 },
    });
    expect(verifyCheckpoints(six, file([...four, ...others.slice(3)]), START + WEEK).verdict).toBe("valid");
  });
  test("one key that signs twice", () => {
    const [one] = chain({ by: four.slice(0, 2) }) as [Checkpoint];
    const twice = { ...one, signatures: [...one.signatures, ...one.signatures].sort(byKey) };
    expect(refusal([twice])).toMatchObject({
      file: 0,
      refusal: { rule: "file", fault: { fault: "shape", path: "$.signatures" } },
    });
  });
  test("keys that the network file does not name, also beside enough of those that it does", () => {
    expect(refusal(chain({ by: others })).refusal.rule).toBe("stranger");
    expect(refusal(chain({ by: [...four, ...others.slice(0, 1)] })).refusal).toEqual({
      rule: "stranger",
      key: others[0]?.key,
    });
  });
  test("a key named twice in the network file has one voice", () => {
    const doubled = { ...network, regulators: [...network.regulators, ...network.regulators.slice(0, 2)] };
    const verdict = verifyCheckpoints(doubled, chain({ by: four.slice(0, 2) }).map(encodeCheckpoint), START + WEEK);
    expect(verdict).toMatchObject({ refusal: { rule: "tooFew", signed: 2, of: 4 } });
  });
  test("signatures of another content, or of another chain's checkpoint", () => {
    const [one] = chain({}) as [Checkpoint];
    const [elsewhere] = chain({ chainId: "street-2" }) as [Checkpoint];
    expect(refusal([{ ...elsewhere, chainId: network.chainId }]).refusal.rule).toBe("signature");
    expect(refusal([{ ...one, hash: "ff".repeat(32) }]).refusal.rule).toBe("signature");
  });
});

describe("the chain of checkpoints", () => {
  test("another chain's", () => {
    expect(refusal(chain({ chainId: "street-2" })).refusal).toEqual({
      rule: "chain",
      chainId: "street-2",
      expected: "street-1",
    });
  });
  test("a gap, and one number twice", () => {
    const three = chain({}, {}, {});
    expect(refusal(three.filter((_, i) => i !== 1))).toEqual({
      verdict: "refused",
      file: 1,
      refusal: { rule: "sequence", sequence: 3, expected: 2 },
    });
    expect(refusal([...three, ...three.slice(2)]).refusal).toEqual({ rule: "sequence", sequence: 3, expected: 4 });
  });
  test("one that names another before it", () => {
    expect(refusal(chain({}, { before: "ab".repeat(32) })).refusal.rule).toBe("before");
    expect(refusal(chain({ before: "ab".repeat(32) })).refusal).toMatchObject({ rule: "before", expected: null });
  });
  test("heights and times that do not rise; under the network file's anchor", () => {
    expect(refusal(chain({}, { height: 1000 })).refusal).toEqual({ rule: "height", height: 1000, above: 1000 });
    expect(refusal(chain({}, { time: START + WEEK })).refusal.rule).toBe("time");
    expect(refusal(chain({ height: 9 })).refusal).toEqual({ rule: "height", height: 9, above: 9 });
  });
  test("a forged change of the regulators: by too few, or by the new ones themselves", () => {
    const few = chain({ regulators: keysOf(others), by: four.slice(0, 2) }, { by: others });
    expect(refusal(few)).toMatchObject({ file: 0, refusal: { rule: "tooFew", signed: 2, of: 4 } });
    const usurped = chain({}, { regulators: keysOf(others), by: others });
    expect(refusal(usurped)).toMatchObject({ file: 1, refusal: { rule: "stranger" } });
    const retired = chain({ regulators: keysOf(others) }, { by: four });
    expect(refusal(retired)).toMatchObject({ file: 1, refusal: { rule: "stranger" } });
  });
});

describe("time", () => {
  test("older than the trusting period, to the second, and ahead of the clock", () => {
    const one = chain({});
    const until = START + WEEK + network.trustingPeriod;
    expect(verify(one, until - 1).verdict).toBe("valid");
    expect(refusal(one, until).refusal).toEqual({ rule: "old", time: START + WEEK, until, now: until });
    expect(verify(one, START + WEEK - 10).verdict).toBe("valid");
    expect(refusal(one, START + WEEK - 11).refusal.rule).toBe("future");
  });
});

describe("files", () => {
  test("none, too many, too large, another format", () => {
    const [one] = chain({}) as [Checkpoint];
    expect(verifyCheckpoints(network, [], START)).toMatchObject({ refusal: { rule: "none" } });
    const many = Array.from({ length: CHECKPOINTS_MAX + 1 }, () => new Uint8Array());
    expect(verifyCheckpoints(network, many, START)).toMatchObject({ refusal: { rule: "tooMany" } });
    const large = new Uint8Array(CHECKPOINT_LIMITS.bytes + 1).fill(32);
    expect(verifyCheckpoints(network, [large], START)).toMatchObject({
      file: 0,
      refusal: { rule: "file", fault: { fault: "codec", codec: { fault: "tooLong" } } },
    });
    expect(refusal([{ ...one, format: "wattlight-checkpoint-2" } as never]).refusal).toMatchObject({
      fault: { fault: "format", format: "wattlight-checkpoint-2" },
    });
  });
  test("a changed byte anywhere is refused", () => {
    const [one] = chain({ by: four.slice(0, 3) }) as [Checkpoint];
    const bytes = encodeCheckpoint(one);
    let refusals = 0;
    for (let at = 0; at < bytes.length; at += 3) {
      const tampered = bytes.with(at, (bytes[at] ?? 0) ^ 1);
      if (verifyCheckpoints(network, [tampered], one.time).verdict === "refused") refusals++;
    }
    expect(refusals).toBe(Math.ceil(bytes.length / 3));
  });
  test("the digest is bound to the chain and to every field but the signatures", () => {
    const one = content(2, { before: "cd".repeat(32) });
    const changed: Partial<CheckpointContent>[] = [
      { chainId: "street-3" },
      { sequence: 3 },
      { before: null },
      { height: 1 },
      { hash: "ee".repeat(32) },
      { time: 1 },
      { regulators: keysOf(others) },
    ];
    const ids = [one, ...changed.map((change) => ({ ...one, ...change }))].map(checkpointId);
    expect(new Set(ids).size).toBe(changed.length + 1);
    expect(checkpointDigest(signed(one, four))).toEqual(fromHex(checkpointId(one)));
  });
});
