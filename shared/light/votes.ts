/** What a validator signs (CometBFT types/canonical.go, types/vote.go): length-prefixed CanonicalVote. */
import { encodeBlockId } from "./hashes.ts";
import type { Vote } from "./tally.ts";
import { encodeTimestamp, type Timestamp } from "./timestamp.ts";
import type { BlockId, Commit, CommitSig } from "./types.ts";
import type { SignedVote } from "./voteChecks.ts";
import { Wire } from "./wire.ts";

export interface CanonicalVote {
  readonly type: "prevote" | "precommit";
  readonly height: number;
  readonly round: number;
  /** Absent for a vote for nil. */
  readonly blockId?: BlockId;
  readonly time: Timestamp;
}

export function voteSignBytes(chainId: string, vote: CanonicalVote): Uint8Array {
  const { blockId } = vote;
  const wire = new Wire()
    .int(1, vote.type === "prevote" ? 1 : 2)
    .fixed64(2, vote.height)
    .fixed64(3, vote.round);
  if (blockId !== undefined && !isZero(blockId)) wire.message(4, encodeBlockId(blockId));
  wire.message(5, encodeTimestamp(vote.time)).text(6, chainId);
  return new Wire().delimited(wire.done()).done();
}

/** The precommit that stands behind one signature of a commit; an absent one signs nothing. */
export function commitSignBytes(chainId: string, commit: Commit, sig: CommitSig): Uint8Array | undefined {
  if (sig.flag === "absent") return undefined;
  const vote = { type: "precommit", height: commit.height, round: commit.round, time: sig.time } as const;
  return voteSignBytes(chainId, sig.flag === "commit" ? { ...vote, blockId: commit.blockId } : vote);
}

/** What stands behind each of these votes of a commit. */
export function signedVotes(chainId: string, commit: Commit, votes: readonly Vote[]): readonly SignedVote[] {
  return votes.map(({ index, validator: { key } }) => {
    const sig = commit.signatures[index];
    const message = sig && commitSignBytes(chainId, commit, sig);
    if (!sig || !message) throw new RangeError(`no vote at ${index}`);
    return { key, message, signature: sig.signature };
  });
}

function isZero(id: BlockId): boolean {
  return id.hash.length === 0 && id.parts.total === 0 && id.parts.hash.length === 0;
}
