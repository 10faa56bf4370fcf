/** An act of a room in a random history: three numbers become the transactions of one block. */
import type { Chain, Key, Sent } from "../market.ts";

export interface Stage {
  readonly chain: Chain;
  /** The homes. */
  readonly keys: readonly Key[];
  readonly x: number;
  readonly y: number;
  readonly z: number;
}
export type RoomAct = (stage: Stage) => readonly Sent[];

export const homeOf = ({ keys, x }: Stage): Key => {
  const key = keys[x % keys.length];
  if (!key) throw new Error("a history without homes");
  return key;
};
