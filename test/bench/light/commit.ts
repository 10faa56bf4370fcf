/**
 * Run inside Electron as Node (light.ts): the wallet's own check of a commit of 150 ed25519 validators and of a skipping step, native
 * signatures and all. Prints nanoseconds, the least of several rounds.
 */
import { headerHash } from "../../../shared/light/hashes.ts";
import { stepCheck } from "../../../electron/sync/stepCheck.ts";
import { block, CHAIN, signer, START } from "../../shared/light/chain.ts";

const set = Array.from({ length: 150 }, (_, i) => signer(`validator ${i}`));
const [first, later] = [block({ height: 1, signers: set }), block({ height: 9, signers: set })];
const check = stepCheck(86_400_000);
const hash = headerHash(later.header);

function least(run: () => { readonly kind: string }): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 40; i++) {
    const began = process.hrtime.bigint();
    if (run().kind !== "valid") throw new Error("the commit is valid");
    best = Math.min(best, Number(process.hrtime.bigint() - began));
  }
  return best;
}
const commit = least(() => check.anchor(CHAIN, hash, later));
const step = least(() => check.step(first, later, START + 60_000));
console.log(JSON.stringify({ commit, step }));
