/** A market whose state genuine headers prove, and bundles about it. */
import { type Json } from "../../../shared/codec/canonical.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import { headerHash } from "../../../shared/light/hashes.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { type Bundle, encodeBundle, type Question } from "../../../shared/proof/bundle.ts";
import type { ProofAnchor } from "../../../shared/proof/checkBundle.ts";
import { witnessOf } from "../../../shared/state/witness.ts";
import { block, type BlockPlan, CHAIN as LIGHT_CHAIN, signers } from "../light/chain.ts";
import { alice, bob, contract, deliver, FIRM, market, watch } from "../ledger/ends/scene.ts";

export const BUDGET = { leaves: 8192, bytes: 1 << 20 };
export const four = signers("abcd");
export const ANCHOR_HEIGHT = 5;

/** A contract that was delivered, final and stated; the header after it, and the one where trust begins. */
export function scene() {
  const chain = market();
  const { id, first } = contract(chain, [600, 400], FIRM);
  deliver(chain, first, 500, 600);
  deliver(chain, first + 1, 400, 400);
  watch(chain, chain.market + 2 * 3600);
  const anchorBlock = block({ height: ANCHOR_HEIGHT, signers: four });
  const proving = (plan: Partial<BlockPlan> = {}): LightBlock =>
    block({ height: 40, signers: four, ...plan, header: { appHash: chain.state.root, ...plan.header } });
  const ask = (query: string, input: Json): Question => ({
    query,
    version: 1,
    input,
    witness: witnessOf(chain.state, (reader) => runQuery(reader, query, 1, input), BUDGET),
  });
  const questions = [ask("params", {}), ask("contract", { id })];
  const bundle: Bundle = { chainId: LIGHT_CHAIN, questions, blocks: [anchorBlock, proving()] };
  return { chain, id, first, anchorBlock, proving, ask, bundle, bytes: encodeBundle(bundle) };
}

export function anchorAt(light: LightBlock, change: Partial<ProofAnchor> = {}): ProofAnchor {
  const { chainId, height } = light.header;
  return { chainId, height, hash: toHex(headerHash(light.header)), trustingPeriod: 3600, ...change };
}

export { alice, bob };
