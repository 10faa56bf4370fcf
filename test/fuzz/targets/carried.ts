/**
 * Proof files with transactions, bodies and archived entries after small changes, and as a forger makes them: refused, or nothing is proved;
 * and what is proved of them is what the genuine file proves, or a part of it.
 */
import { webcrypto } from "node:crypto";
import { canonicalText, type Json } from "../../../shared/codec/canonical.ts";
import { equalBytes } from "../../../shared/codec/bytes.ts";
import { subtleChecks } from "../../../shared/light/voteChecks.ts";
import { checkBundle, type Shown } from "../../../shared/proof/checkBundle.ts";
import { START } from "../../shared/light/chain.ts";
import { anchorAt } from "../../shared/proof/scene.ts";
import { carriedFile } from "../carriedFile.ts";
import { changedValue } from "../changedValue.ts";
import { forged } from "../forged.ts";
import { mutate, type Random } from "../mutate.ts";
import type { Target } from "./target.ts";

export function carried(): Target {
  const { bytes, anchorBlock, chain } = carriedFile();
  const json = JSON.parse(new TextDecoder().decode(bytes)) as { readonly digest: string };
  const checks = subtleChecks(webcrypto.subtle);
  const options = { anchors: [anchorAt(anchorBlock)], now: START + 100_000, allowSimulated: true, checks };
  let genuine: Promise<ReadonlySet<string>> | undefined;

  /** What the unchanged file tells, item by item. */
  const known = (): Promise<ReadonlySet<string>> =>
    (genuine ??= checkBundle(bytes, options).then((verdict) => {
      if (verdict.verdict !== "proved") throw new Error("the genuine file is not proved");
      const items = itemsOf(verdict.shown);
      if (items.length < 8) throw new Error("the genuine file carries too little");
      return new Set(items);
    }));

  return {
    next: (random) => {
      if (random.below(4) === 0) return mutate(bytes, random);
      return random.below(4) === 0 ? forged(json, random) : forged(json, random, changedWithin);
    },
    async run(input) {
      const verdict = await checkBundle(input, options);
      if (verdict.verdict === "refused") {
        const { refusal } = verdict;
        if (refusal.why === "file") return refusal.fault.fault;
        if (refusal.why === "header") return `header ${refusal.rule}`;
        return "problem" in refusal ? `${refusal.why} ${refusal.problem}` : refusal.why;
      }
      if (Buffer.from(input).includes(json.digest) && !equalBytes(input, bytes)) throw new Error("damage went unseen");
      if (verdict.verdict === "consistent") return verdict.why;
      const right = await known();
      for (const item of itemsOf(verdict.shown))
        if (!right.has(item)) throw new Error(`something else was proved: ${item}`);
      for (const { query, input: asked, answer } of verdict.shown.answers)
        if (canonicalText(answer) !== canonicalText(chain.query(query as "path", asked as never) as unknown as Json))
          throw new Error(`something else was answered: ${query}`);
      return "accepted";
    },
  };
}

/** A value of what the file carries changed; headers and questions, most of the file, stay. */
function changedWithin(file: object, random: Random): object {
  const { transactions, bodies, archived } = file as Record<string, unknown>;
  return { ...file, ...changedValue({ transactions, bodies, archived }, random) };
}

function itemsOf({ carried: { transactions, bodies, archived } }: Shown): readonly string[] {
  return [...transactions, ...bodies, ...archived].map((item) => canonicalText(item as unknown as Json));
}
