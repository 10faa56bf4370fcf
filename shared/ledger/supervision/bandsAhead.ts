/** The bands of a zone and carrier: those in force at a market second, and the entries that take their place later. */
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import type { Bands } from "../params.ts";
import { load } from "../stored.ts";
import type { Carrier } from "../units.ts";

export interface BandsAhead {
  readonly now: Bands | null;
  readonly next: readonly { readonly from: number; readonly bands: Bands }[];
}

/** Latest second that a schedule can name. */
const LAST = 100_000_000_000;

export function bandsAhead(r: Reader, zone: string, carrier: Carrier, at: number, limit: number): BandsAhead {
  const entries = r.range(KEY.bands(zone, carrier, Math.min(at, LAST) + 1), KEY.bands(zone, carrier, LAST + 1), {
    limit,
  });
  return {
    now: load.bands(r, zone, carrier, at) ?? null,
    next: Array.from(entries, ([key, bands]) => ({
      from: Number(key.slice(key.lastIndexOf("/") + 1)),
      bands: bands as unknown as Bands,
    })),
  };
}
