/** What a validator signs (CometBFT types/canonical.go, types/vote.go): length-prefixed CanonicalVote. */
import { concat } from "../codec/bytes.ts";
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

export function voteSignBytes(chainId: string, { time, ...vote }: CanonicalVote): Uint8Array {
  return atTime(chainId, vote)(time);
}

/** For votes that differ in nothing but their time, as those of a commit do: the rest is written once. */
function atTime(chainId: string, vote: Omit<CanonicalVote, "time">): (time: Timestamp) => Uint8Array {
  const { blockId } = vote;
  const before = new Wire()
    .int(1, vote.type === "prevote" ? 1 : 2)
    .fixed64(2, vote.height)
    .fixed64(3, vote.round);
  if (blockId !== undefined && !isZero(blockId)) before.message(4, encodeBlockId(blockId));
  const head = before.done();
  const tail = new Wire().text(6, chainId).done();
  return (time) => {
    const between = new Wire().message(5, encodeTimestamp(time)).done();
    return new Wire().delimited(concat(head, between, tail)).done();
  };
}

/** The precommit that stands behind one signature of a commit; an absent one signs nothing. */
export function commitSignBytes(chainId: string, commit: Commit, sig: CommitSig): Uint8Array | undefined {
  return sig.flag === "absent" ? undefined : precommits(chainId, commit, sig.flag)(sig.time);
}

function precommits(chainId: string, { height, round, blockId }: Commit, flag: "commit" | "nil") {
  const vote = { type: "precommit", height, round } as const;
  return atTime(chainId, flag === "commit" ? { ...vote, blockId } : vote);
}

/** What stands behind each of these votes for a commit's block. */
export function signedVotes(chainId: string, commit: Commit, votes: readonly Vote[]): readonly SignedVote[] {
  const bytes = precommits(chainId, commit, "commit");
  return votes.map(({ index, validator: { key } }) => {
    const sig = commit.signatures[index];
    if (sig?.flag !== "commit") throw new RangeError(`no vote at ${index}`);
    return { key, message: bytes(sig.time), signature: sig.signature };
  });
}

function isZero(id: BlockId): boolean {
  return id.hash.length === 0 && id.parts.total === 0 && id.parts.hash.length === 0;
}
