/** `broadcast_evidence`: what this chain itself shows to be evidence of an attack is kept for the regulators; anything else is refused with the reason. */
import { webcrypto } from "node:crypto";
import type { Json } from "../../shared/codec/canonical.ts";
import { attackJson, attackOf, type SignedBlock } from "../../shared/light/attack.ts";
import { type AttackFault, attackFault, attackHash, parseAttack } from "../../shared/light/attackCheck.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import { validatorOf } from "../../shared/light/validators.ts";
import { subtleChecks } from "../../shared/light/voteChecks.ts";
import { decodeBlock, decodeCommit, decodeRotation } from "../embedded/blockProto.ts";
import type { Params } from "./params.ts";
import { INTERNAL_ERROR, INVALID_PARAMS, RpcError } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";
import { base64 } from "./shapes.ts";

const checks = subtleChecks(webcrypto.subtle);

/** Answers with the hash as CometBFT does (`[]byte`, so base64); the same evidence again is an error, as with CometBFT. */
export async function broadcastEvidence(node: RpcNode, params: Params): Promise<Json> {
  const json = params.raw("evidence");
  const parsed = parseAttack(json);
  if (!parsed.ok) throw new RpcError(INVALID_PARAMS, `evidence: ${parsed.problem}`);
  const { claim } = parsed;
  const ours = signedBlock(node, claim.conflicting.header.height);
  const common = signedBlock(node, claim.commonHeight);
  const fault = await attackFault(claim, ours, common, checks);
  if (fault !== undefined) throw new RpcError(INTERNAL_ERROR, `failed to add evidence: ${told(fault)}`);
  const hash = attackHash(claim);
  // Kept as it follows from the block, once for each block: the sender's own text may hold anything besides, and the same block is evidence
  // from every height below it.
  const kept = JSON.stringify(attackJson(attackOf(claim.conflicting, ours, common)));
  if (!node.store.keepEvidence(headerHash(claim.conflicting.header), kept))
    throw new RpcError(INTERNAL_ERROR, "failed to add evidence: known already, or no room");
  return { hash: base64(hash) };
}

function signedBlock(node: RpcNode, height: number): SignedBlock {
  const [stored, commit, set] = [node.store.block(height), node.store.commit(height), node.store.validators(height)];
  if (!stored || !commit || !set)
    throw new RpcError(INTERNAL_ERROR, `failed to add evidence: this node has no block ${height} to hold it against`);
  const validators = decodeRotation(set).validators.map(({ publicKey, power }) =>
    validatorOf({ type: "ed25519", bytes: publicKey }, power),
  );
  return { header: decodeBlock(stored.bytes).header, commit: decodeCommit(commit), validators };
}

function told(fault: AttackFault): string {
  switch (fault.fault) {
    case "sameBlock":
      return `block ${fault.height} is this chain's own`;
    case "commonHeight":
      return `${fault.height} is not the common height of such an attack`;
    case "unsound":
      return `the conflicting block breaks the rule ${fault.rule}`;
    case "notEnoughTrust":
      return `${fault.signed} of ${fault.of} voting power of the common block's validators signed, more than a third is needed`;
    case "claim":
      return `${fault.field} is not what follows from the block`;
    default:
      return fault satisfies never;
  }
}
