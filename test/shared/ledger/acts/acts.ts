/** The acts of all rooms, as random histories play them after those of the first market (history.ts). */
import type { Chain, Sent } from "../market.ts";
import { AUCTION_ACTS } from "./auction.ts";
import { DEAL_ACTS } from "./deals.ts";
import { END_ACTS } from "./ends.ts";
import { GRID_ACTS } from "./grid.ts";
import { METERING_ACTS } from "./metering.ts";
import { PARTY_ACTS } from "./parties.ts";
import { SUPERVISION_ACTS } from "./supervision.ts";

/** Any three numbers are an act: its transactions, in the state as it is. */
export type RoomAct = (chain: Chain, x: number, y: number, z: number) => readonly Sent[];

export const ROOM_ACTS: readonly RoomAct[] = [
  ...END_ACTS,
  ...DEAL_ACTS,
  ...AUCTION_ACTS,
  ...PARTY_ACTS,
  ...GRID_ACTS,
  ...METERING_ACTS,
  ...SUPERVISION_ACTS,
];
