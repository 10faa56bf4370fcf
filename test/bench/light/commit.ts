/**
 * Run inside Electron as Node (light.ts): the wallet's own check of a commit of 150 ed25519 validators, of a skipping step, and of the votes
 * that neither needs, native signatures and all. Prints nanoseconds, the least of several rounds.
 */
import { stepCheck } from "../../../electron/sync/stepCheck.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { block, signer, START } from "../../shared/light/chain.ts";

const set = Array.from({ length: 150 }, (_, i) => signer(`validator ${i}`));
const [first, next, later] = [1, 2, 9].map((height) => block({ height, signers: set })) as [
  LightBlock,
  LightBlock,
  LightBlock,
];
const check = stepCheck(86_400_000);

async function least(run: () => Promise<boolean>): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 60; i++) {
    const began = process.hrtime.bigint();
    if (!(await run())) throw new Error("the commit is valid");
    best = Math.min(best, Number(process.hrtime.bigint() - began));
  }
  return best;
}
const valid = async (to: LightBlock) => (await check.step(first, to, START + 60_000)).kind === "valid";
const commit = await least(() => valid(next));
const step = await least(() => valid(later));
const rest = await least(async () => (await check.checkedVotes(next)) === next);
console.log(JSON.stringify({ commit, step, rest }));
