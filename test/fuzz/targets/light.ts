/**
 * What a node answers to `commit` and `validators`, after small changes of bytes or of single values: refused by name, or parsed; and what
 * parses verifies as the genuine block alone.
 */
import { equalBytes } from "../../../shared/codec/bytes.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import { parseLightBlock } from "../../../shared/light/parse.ts";
import { lightBlockJson } from "../../../shared/light/render.ts";
import type { VoteChecks } from "../../../shared/light/voteChecks.ts";
import { verifyAnchor } from "../../../shared/light/verify.ts";
import { block, signer, signers } from "../../shared/light/chain.ts";
import { changedValue } from "../changedValue.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

/** Signatures have tests of their own; here their absence lets more through. */
const NO_CHECKS: VoteChecks = () => Promise.resolve(undefined);

export function light(): Target {
  const original = block({ height: 7, signers: [...signers("abc"), signer("d", 10, "secp256k1")] });
  const json = lightBlockJson(original);
  const text = new TextEncoder().encode(JSON.stringify(json));
  const hash = headerHash(original.header);
  return {
    next: (random) =>
      random.below(2) === 0
        ? mutate(text, random)
        : new TextEncoder().encode(JSON.stringify(changedValue(json, random))),
    async run(input) {
      let answer: unknown;
      try {
        answer = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(input));
      } catch {
        return "notJson";
      }
      const { signedHeader, validators, nextValidators } = Object(answer) as Record<string, unknown>;
      const parsed = parseLightBlock(signedHeader, [validators], [nextValidators]);
      if (!parsed.ok) return parsed.fault.fault;
      const verdict = await verifyAnchor({ chainId: original.header.chainId, hash }, parsed.value, NO_CHECKS);
      if (verdict.verdict === "invalid") return verdict.rule;
      if (verdict.verdict !== "valid" || !equalBytes(headerHash(parsed.value.header), hash))
        throw new Error("another header was accepted");
      return "accepted";
    },
  };
}
