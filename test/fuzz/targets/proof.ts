/**
 * Proof files after small changes, and as a forger makes them, with every hash right again that needs no key: refused, or nothing is proved; and
 * what is proved is what the ledger says, under the genuine header, by those who signed it.
 */
import { webcrypto } from "node:crypto";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { equalBytes, toHex } from "../../../shared/codec/bytes.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import { subtleChecks } from "../../../shared/light/voteChecks.ts";
import { checkBundle, type Shown } from "../../../shared/proof/checkBundle.ts";
import { START } from "../../shared/light/chain.ts";
import { anchorAt, scene } from "../../shared/proof/scene.ts";
import { forged } from "../forged.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

export function proof(): Target {
  const { bytes, anchorBlock, chain, proving } = scene();
  const json = JSON.parse(new TextDecoder().decode(bytes)) as { readonly digest: string };
  const checks = subtleChecks(webcrypto.subtle);
  const options = { anchors: [anchorAt(anchorBlock)], now: START + 100_000, allowSimulated: true, checks };
  const { header, validators } = proving();
  const powers = new Map(validators.map(({ address, power }) => [toHex(address), power]));

  function isTrue({ chainId, height, headerHash: hash, validators: signed, answers }: Shown): boolean {
    return (
      chainId === header.chainId &&
      height === header.height - 1 &&
      hash === toHex(headerHash(header)) &&
      signed.length === powers.size &&
      signed.every(({ address, power }) => powers.get(address) === power) &&
      answers.every(({ query, input, answer }) => {
        const right = chain.query(query as "params", input as Record<string, never>) as unknown as Json;
        return canonicalText(answer) === canonicalText(right);
      })
    );
  }

  return {
    next: (random) => (random.below(2) === 0 ? mutate(bytes, random) : forged(json, random)),
    async run(input) {
      const verdict = await checkBundle(input, options);
      if (verdict.verdict === "refused") {
        const { refusal } = verdict;
        if (refusal.why === "file") return refusal.fault.fault;
        return refusal.why === "header" ? `header ${refusal.rule}` : refusal.why;
      }
      // Bytes that were changed and not sealed again are always refused.
      if (Buffer.from(input).includes(json.digest) && !equalBytes(input, bytes)) throw new Error("damage went unseen");
      if (verdict.verdict === "consistent") return verdict.why;
      if (!isTrue(verdict.shown)) throw new Error("something else was proved");
      return "accepted";
    },
  };
}
