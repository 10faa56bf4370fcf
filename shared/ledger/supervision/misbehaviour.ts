/**
 * What CometBFT has proved against validators and reports with a block (ABCI 2.0, FinalizeBlock): recorded, so that regulators decide on it with
 * the record before them. Nobody's power changes by it.
 */
import { sha256 } from "../../codec/hash.ts";
import { fromHex, toHex } from "../../codec/bytes.ts";
import { type Reader, under } from "../../state/reader.ts";
import { type Context, stamp } from "../context.ts";
import { KEY } from "../keys.ts";
import type { Stamp } from "../records.ts";
import { save } from "../stored.ts";
import { validatorsOf } from "./validatorSet.ts";

/** `duplicateVote`: two votes of one height and round. `lightClientAttack`: a vote for a header of another history. `unknown`: a kind of a later CometBFT. */
export type MisbehaviourKind = "duplicateVote" | "lightClientAttack" | "unknown";

export interface Misbehaviour {
  readonly kind: MisbehaviourKind;
  /** First 20 bytes of SHA-256 of the validator's key, lower-case hex. */
  readonly address: string;
  /** Its power then, of the whole set's. */
  readonly power: number;
  readonly total: number;
  /** Height and header time (ms) of the offence. */
  readonly height: number;
  readonly time: number;
}

/** `misbehaviour/<height>/<address>/<kind>`: one for each offence, however often it is reported. */
export interface MisbehaviourRecord extends Misbehaviour {
  /** Ed25519 key, hex, where the validator was still in the set when it was reported. */
  readonly key: string | null;
  /** The block that brought it. */
  readonly at: Stamp;
}

/** Before the block's transactions: what they decide may rest on it. */
export function recordMisbehaviour(context: Context, reported: readonly Misbehaviour[]): void {
  const { state } = context;
  if (reported.length === 0) return;
  const keys = new Map(validatorsOf(state).map(({ key }) => [validatorAddress(key), key]));
  for (const each of reported) {
    const at = KEY.misbehaviour(each.height, each.address, each.kind);
    if (state.get(at) !== undefined) continue;
    const record: MisbehaviourRecord = { ...each, key: keys.get(each.address) ?? null, at: stamp(context) };
    save(state, at, record);
  }
}

/** The latest offences first, of heights below `before`. */
export function misbehaviourOf(
  reader: Reader,
  before: number | undefined,
  limit: number,
): readonly MisbehaviourRecord[] {
  const [from, end] = under("misbehaviour/");
  const to = before === undefined ? end : KEY.misbehaviour(before, "", "");
  return Array.from(
    reader.range(from, to, { reverse: true, limit }),
    ([, record]) => record as unknown as MisbehaviourRecord,
  );
}

const validatorAddress = (key: string): string => toHex(sha256(fromHex(key)).subarray(0, 20));
