/**
 * Where two nodes' chains part (CometBFT spec/light-client/detection, detection_003): the blocks that this wallet verified on its way are
 * held against the witness's, up to the first that differs. The one before it is the chains' common block.
 */
import { attackJson, type AttackKind, attackOf } from "../../shared/light/attack.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import type { BlockSource } from "./blockSource.ts";
import { hashOf } from "./trustChain.ts";

export interface Divergence {
  readonly common: LightBlock;
  /** Of the first height that differs: this wallet's block, and the witness's. */
  readonly ours: LightBlock;
  readonly theirs: LightBlock;
}

/** `trace`: trusted blocks, ascending, the oldest from before the divergence. Undefined where not even that is the witness's. */
export async function divergence(trace: readonly LightBlock[], witness: BlockSource): Promise<Divergence | undefined> {
  let common: LightBlock | undefined;
  for (const ours of trace) {
    const theirs = await witness.block(ours.header.height);
    if (hashOf(theirs) === hashOf(ours)) common = ours;
    else return common && { common, ours, theirs };
  }
  return undefined;
}

export interface Accusation {
  readonly kind: AttackKind;
  /** For the other side's node: CometBFT checks it against its own chain. */
  readonly evidence: object;
}

/** Evidence against each side, for the other one. Which of them is the true chain, a light client cannot tell. */
export function accusations({ common, ours, theirs }: Divergence): {
  readonly ofTheirs: Accusation;
  readonly ofOurs: Accusation;
} {
  const accuse = (conflicting: LightBlock, trusted: LightBlock): Accusation => {
    const attack = attackOf(conflicting, trusted, common);
    return { kind: attack.kind, evidence: attackJson(attack) };
  };
  return { ofTheirs: accuse(theirs, ours), ofOurs: accuse(ours, theirs) };
}
