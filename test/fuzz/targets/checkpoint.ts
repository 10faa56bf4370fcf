/**
 * Regulators' checkpoints, after small changes of bytes or of single values, half of them written canonically again: refused by name, or read;
 * what is read is written as the same bytes, and becomes an anchor only with the content that the regulators signed.
 */
import { equalBytes, toHex } from "../../../shared/codec/bytes.ts";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { publicKeyOf, signDigest } from "../../../shared/codec/signature.ts";
import {
  type Checkpoint,
  checkpointDigest,
  encodeCheckpoint,
  parseCheckpoint,
} from "../../../shared/light/checkpoint.ts";
import { verifyCheckpoints } from "../../../shared/light/checkpointChain.ts";
import { changedValue } from "../changedValue.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

const TIME = 1_700_000_000;

export function checkpoint(): Target {
  const secrets = [1, 2, 3, 4].map((n) => new Uint8Array(32).fill(n));
  const signers = secrets
    .map((secret) => ({ secret, key: toHex(publicKeyOf(secret)) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const regulators = signers.map(({ key }) => key);
  const content = {
    format: "wattlight-checkpoint-1",
    chainId: "street-1",
    sequence: 1,
    before: null,
    height: 1000,
    hash: "ab".repeat(32),
    time: TIME,
    regulators,
  } as const;
  const digest = checkpointDigest({ ...content, regulators: [...regulators] });
  const genuine: Checkpoint = {
    ...content,
    regulators: [...regulators],
    signatures: signers.map(({ key, secret }) => ({ key, signature: toHex(signDigest(digest, secret)) })),
  };
  const bytes = encodeCheckpoint(genuine);
  const anchor = { height: 10, hash: "00".repeat(32) };
  const network = { chainId: "street-1", regulators, trustingPeriod: 1_209_600, anchor };
  return {
    next(random) {
      if (random.below(2) === 0) return mutate(bytes, random);
      const json = changedValue(genuine, random) as Json;
      try {
        return new TextEncoder().encode(canonicalText(json));
      } catch {
        // No canonical form: a fraction, say.
        return new TextEncoder().encode(JSON.stringify(json));
      }
    },
    run(input) {
      const parsed = parseCheckpoint(input);
      if (!parsed.ok) return parsed.fault.fault === "codec" ? parsed.fault.codec.fault : parsed.fault.fault;
      if (!equalBytes(encodeCheckpoint(parsed.checkpoint), input)) throw new Error("read as what does not stand there");
      const verdict = verifyCheckpoints(network, [input], TIME + 60);
      if (verdict.verdict === "refused") return verdict.refusal.rule;
      if (!equalBytes(checkpointDigest(parsed.checkpoint), digest)) throw new Error("an anchor that nobody signed");
      return "accepted";
    },
  };
}
