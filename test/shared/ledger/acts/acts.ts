/** The acts of all rooms, as random histories play them after those of the first market (history.ts). */
import type { Chain, Sent } from "../market.ts";
import { AUCTION_ACTS } from "./auction.ts";
import { COUNCIL_ACTS, SCREENING_ACTS } from "./council.ts";
import { DEAL_ACTS } from "./deals.ts";
import { END_ACTS } from "./ends.ts";
import { GRID_ACTS } from "./grid.ts";
import { METERING_ACTS } from "./metering.ts";
import { PARTY_ACTS } from "./parties.ts";
import { PUBLISHED_ACTS } from "./published.ts";
import { SUPERVISION_ACTS } from "./supervision.ts";

/** Any three numbers are an act: its transactions, in the state as it is. */
export type RoomAct = (chain: Chain, x: number, y: number, z: number) => readonly Sent[];

const ROOMS = {
  ends: END_ACTS,
  deals: DEAL_ACTS,
  auction: AUCTION_ACTS,
  parties: PARTY_ACTS,
  grid: GRID_ACTS,
  metering: METERING_ACTS,
  supervision: SUPERVISION_ACTS,
  published: PUBLISHED_ACTS,
  council: COUNCIL_ACTS,
  screening: SCREENING_ACTS,
} as const;
type Room = keyof typeof ROOMS;
const NAMES = Object.keys(ROOMS) as readonly Room[];

export const ROOM_ACTS: readonly RoomAct[] = NAMES.flatMap((name) => ROOMS[name]);

/** Places of some rooms' acts among all of them. */
export function placesOf(...rooms: readonly Room[]): readonly number[] {
  return NAMES.flatMap((name) => ROOMS[name].map(() => rooms.includes(name))).flatMap((wanted, i) =>
    wanted ? [i] : [],
  );
}
