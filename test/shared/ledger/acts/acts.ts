/** The acts of all rooms, as random histories play them after those of the first market (history.ts). */
import type { Chain, Sent } from "../market.ts";
import { SUPERVISION_ACTS } from "./supervision.ts";

/** Any three numbers are an act: its transactions, in the state as it is. */
export type RoomAct = (chain: Chain, x: number, y: number, z: number) => readonly Sent[];

export const ROOM_ACTS: readonly RoomAct[] = [...SUPERVISION_ACTS];
