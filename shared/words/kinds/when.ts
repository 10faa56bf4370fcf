/** When slots are, for the words of a kind: in local time where the grid is known and is the kind's own, else by number. */
import type { GridParams } from "../../ledger/params.ts";
import type { Carrier } from "../../ledger/units.ts";
import { moment, slotSpan } from "../format.ts";
import type { Teller } from "./kindWords.ts";

/** Slot lengths tell the carriers apart: a reader's place is its own carrier's. */
const USUAL: { readonly [C in Carrier]: GridParams["slotSeconds"] } = { electricity: 900, heat: 3600, gas: 86_400 };

/** " on 17 June, 10:00–11:00" or " in slots 5 to 8"; " 6 月 17 日 10:00–11:00 ". */
export function duringSlots(
  { place, say, lang }: Teller,
  carrier: Carrier | null,
  first: number,
  count: number,
): string {
  const last = first + count - 1;
  if (place && (carrier === null || place.slotSeconds === USUAL[carrier])) {
    const text = slotSpan(first, last, place, lang);
    return say(` on ${text}`, ` ${text} `);
  }
  return count === 1
    ? say(` in slot ${first}`, `第 ${first} 时段`)
    : say(` in slots ${first} to ${last}`, `第 ${first} 至 ${last} 时段`);
}

/** " from 17 June, 10:00 on", or with the market's second where the zone is not known. */
export function fromMoment({ place, say, lang }: Teller, at: number): string {
  const text = place ? moment(at + place.utcOffset, lang) : say(`market second ${at}`, `市场时间第 ${at} 秒`);
  return say(` from ${text} on`, `自${place ? ` ${text} ` : text}起`);
}
