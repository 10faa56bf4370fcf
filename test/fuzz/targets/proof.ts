/** Proof files after small changes: never proved. */
import { checkBundle } from "../../../shared/proof/checkBundle.ts";
import { START } from "../../shared/light/chain.ts";
import { anchorAt, scene } from "../../shared/proof/scene.ts";
import { mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

export function proof(): Target {
  const { bytes, anchorBlock } = scene();
  const options = { anchors: [anchorAt(anchorBlock)], now: START + 100_000, allowSimulated: true };
  return {
    next: (random) => mutate(bytes, random),
    async run(input) {
      const verdict = await checkBundle(input, options);
      if (verdict.verdict === "refused")
        return verdict.refusal.why === "file" ? verdict.refusal.fault.fault : verdict.refusal.why;
      if (input.length === bytes.length && input.every((byte, i) => byte === bytes[i])) return "unchanged";
      throw new Error(`a changed file was ${verdict.verdict}`);
    },
  };
}
