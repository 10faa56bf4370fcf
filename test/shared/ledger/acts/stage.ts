/** An act that wants the homes beside its numbers. */
import { type Chain, type Key, keyOf, type Sent } from "../market.ts";
import type { RoomAct } from "./acts.ts";

export interface Stage {
  readonly chain: Chain;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}
export type StageAct = (stage: Stage) => readonly Sent[];

/** A second zone, in which nobody lives. */
export const NEIGHBOUR = "EAST-1";

const KEYS = ["ann", "ben", "cai", "dee"].map((label) => keyOf(label));

export const homeOf = ({ x }: Stage): Key => {
  const key = KEYS[x % KEYS.length];
  if (!key) throw new Error("a history without homes");
  return key;
};

export const onStage =
  (act: StageAct): RoomAct =>
  (chain, x, y, z) =>
    act({ chain, x, y, z });
