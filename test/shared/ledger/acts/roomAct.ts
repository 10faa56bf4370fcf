/** An act of a room in a random history: numbers read as transactions in the state as it is. */
import type { Chain, Sent } from "../market.ts";

export type RoomAct = (chain: Chain, x: number, y: number, z: number) => readonly Sent[];
