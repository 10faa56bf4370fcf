/** What a party's boundary meter measures (DESIGN §4, Meters). */
import type { PartyRecord } from "../records.ts";
import type { Carrier } from "../units.ts";

/** The carrier of its registration. */
export function meteredCarrier(party: Pick<PartyRecord, "carriers">): Carrier | undefined {
  return party.carriers[0];
}
