/** What operators post about readings: what can be asked and proved. */
import { z } from "zod";
import { under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { query, type QueryTable, span } from "../query.ts";
import { load, type TotalsRecord, type VolumeRecord } from "../stored.ts";
import { type Carrier, PartyId, Slot, ZoneId } from "../units.ts";

export interface OperatorMeterQueries {
  /** The operator's totals of a party's slots from <= s < to; slots without are left out. */
  totals: {
    in: { party: string; carrier: Carrier; from: number; to: number };
    out: readonly (TotalsRecord & { slot: number })[];
  };
  /** What waits for an operator's totals in slots from <= s < to: contracts and calls, by slot, party and id. */
  blocked: {
    in: { carrier: Carrier; from: number; to: number };
    out: readonly { slot: number; party: string; id: string }[];
  };
  /** Volume of a gas day of a party of a zone, dm³. */
  volume: { in: { slot: number; zone: string; party: string }; out: VolumeRecord | null };
}

export const OPERATOR_METER_QUERIES: QueryTable<OperatorMeterQueries> = {
  totals: query(
    span({ party: PartyId }) as never,
    (r, { party, carrier, from, to }: OperatorMeterQueries["totals"]["in"]) => {
      const found: (TotalsRecord & { slot: number })[] = [];
      for (let slot = from; slot < to; slot++) {
        const totals = load.totals(r, carrier, slot, party);
        if (totals) found.push({ ...totals, slot });
      }
      return found;
    },
  ),
  blocked: query(span({}) as never, (r, { carrier, from, to }: OperatorMeterQueries["blocked"]["in"]) => {
    const prefix = under(`blocked/${carrier}/`)[0];
    const entries = r.range(
      KEY.blocked(carrier, from, "", "").slice(0, -1),
      KEY.blocked(carrier, to, "", "").slice(0, -1),
    );
    return Array.from(entries, ([key]) => {
      const [slot = "", party = "", id = ""] = key.slice(prefix.length).split("/");
      return { slot: Number(slot), party, id };
    });
  }),
  volume: query(
    z.strictObject({ slot: Slot, zone: ZoneId, party: PartyId }),
    (r, { slot, zone, party }) => load.volume(r, slot, zone, party) ?? null,
  ),
};
