/**
 * CometBFT's validators as the ledger knows them (DESIGN §8). A set that CometBFT cannot take panics every node, so every change
 * is tried on the set as all earlier decisions leave it, which may be two blocks ahead of the one that signs now.
 */
import type { Json } from "../../codec/canonical.ts";
import { type Reader, under } from "../../state/reader.ts";
import { floorDiv, sum } from "../amounts.ts";
import { KEY } from "../keys.ts";
import { atLeast, atMost, type Verdict } from "../rules.ts";
import { MOST_VALIDATORS } from "../params.ts";
import type { PowerMoveRecord } from "./records.ts";

/**
 * Header seconds within which less than a third of the power moves. A network file should state no longer trusting period, or a
 * wallet that was away for all of it could meet a set that it has no reason to believe.
 */
export const POWER_WINDOW = 30 * 86_400;

/** `key`: ed25519, hex. Power 0 removes. */
export interface Validator {
  readonly key: string;
  readonly power: number;
}
export type ValidatorUpdate = Validator;

export function validatorsOf(reader: Reader): readonly Validator[] {
  const [from, to] = under(KEY.validator(""));
  return Array.from(reader.range(from, to), ([key, power]) => ({
    key: key.slice(from.length),
    power: power as number,
  }));
}

const PREFIX = KEY.validator("");

/** What a block changed of the set, by key; a key that came and went within the block is not in it, for CometBFT never knew it. */
export function validatorUpdates(
  before: Reader,
  changes: ReadonlyMap<string, Json | undefined>,
): readonly ValidatorUpdate[] {
  const updates: ValidatorUpdate[] = [];
  for (const [key, value] of changes) {
    if (!key.startsWith(PREFIX) || value === before.get(key)) continue;
    updates.push({ key: key.slice(PREFIX.length), power: (value as number | undefined) ?? 0 });
  }
  return updates;
}

/** The set after a change: not empty, not too large, and less than a third moved within the window, this change included. */
export function* setRules(reader: Reader, header: number, { key, power }: Validator): Iterable<Verdict> {
  const set = validatorsOf(reader);
  const before = set.find((validator) => validator.key === key)?.power ?? 0;
  const count = set.filter((validator) => validator.key !== key).length + (power > 0 ? 1 : 0);
  yield atLeast("validator.last", count, 1, "count");
  yield atMost("validator.count", count, MOST_VALIDATORS, "count");
  const moves = [
    ...movesWithin(reader, header),
    { delta: power - before, total: sum(set.map((validator) => validator.power)) },
  ];
  const added = sum(moves.map(({ delta }) => Math.max(0, delta)));
  const taken = sum(moves.map(({ delta }) => Math.max(0, -delta)));
  const smallest = Math.min(...moves.map(({ total }) => total));
  // Power that changes hands is added once and taken once: the larger of both sums is what moved.
  yield atMost("validator.third", Math.max(added, taken), floorDiv(smallest - 1, 3), "count");
}

/** Where the list of moves begins that still count at a header second. */
export const firstMove = (header: number): string => KEY.powerMove(Math.max(0, header - POWER_WINDOW) + 1, "");

/** Each of them was decided by more than two thirds of the regulators, so they are few. */
function movesWithin(reader: Reader, header: number): readonly PowerMoveRecord[] {
  const [, end] = under("powermove/");
  return Array.from(reader.range(firstMove(header), end), ([, move]) => move as unknown as PowerMoveRecord);
}
