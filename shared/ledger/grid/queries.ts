/** Operators and utilities: what can be asked and proved. */
import { z } from "zod";
import { type Reader, under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import type { Supply } from "../params.ts";
import { pageLimit, query, type QueryTable, span } from "../query.ts";
import { load } from "../stored.ts";
import { Carrier, PartyId, Seconds, Slot, TxId, ZoneId } from "../units.ts";
import {
  type AnswerRecord,
  type CallRecord,
  type InterventionRecord,
  loadGrid,
  type RewardRecord,
  type TariffRecord,
} from "./records.ts";
import { type ZoneContracts, zoneContracts, type ZoneContractsInput } from "./zoneContracts.ts";

type ZoneSpan = { zone: string; carrier: Carrier; from: number; to: number };

export interface GridQueries {
  /** What is in force at a market second. */
  supplyOf: { in: { zone: string; carrier: Carrier; at: number }; out: Supply | null };
  transferOf: { in: { carrier: Carrier; source: string; target: string; at: number }; out: { wh: number } };
  tariff: { in: { supplier: string; carrier: Carrier; at: number }; out: TariffRecord | null };
  factor: { in: { zone: string; slot: number }; out: { whPerM3: number } | null };
  /** Calls of a zone that touch slots from <= s < to, by first slot. */
  calls: { in: ZoneSpan; out: readonly CallRecord[] };
  call: { in: { id: string }; out: CallRecord | null };
  /** Who answered a call, by party, after the party `after`. */
  answersOf: {
    in: { call: string; after?: string; limit: number };
    out: readonly (AnswerRecord & { party: string })[];
  };
  /** What a party is paid for each slot of a call that was decided. */
  rewardsOf: { in: { call: string; party: string }; out: readonly (RewardRecord & { slot: number })[] };
  /** Slots for which a party answered a call. */
  answered: {
    in: { party: string; carrier: Carrier; from: number; to: number };
    out: readonly { slot: number; call: string }[];
  };
  /** Curtailments and outages of a zone that touch slots from <= s < to, by first slot. */
  interventions: { in: ZoneSpan; out: readonly InterventionRecord[] };
  intervention: { in: { id: string }; out: InterventionRecord | null };
  /** Contracts of a zone with slots from <= s < to that are not final, in the order of those slots. */
  zoneContracts: { in: ZoneContractsInput; out: ZoneContracts };
}

/** Slot and contract, as a key of the index ends. */
const ZoneContractKey = z.string().regex(/^[0-9]{9}\/[0-9a-f]{64}$/);

/** Most slots of a call or an intervention. */
const LONGEST = 96;

export const GRID_QUERIES: QueryTable<GridQueries> = {
  supplyOf: query(
    z.strictObject({ zone: ZoneId, carrier: Carrier, at: Seconds }),
    (r, { zone, carrier, at }) => load.supply(r, zone, carrier, at) ?? null,
  ),
  transferOf: query(
    z.strictObject({ carrier: Carrier, source: ZoneId, target: ZoneId, at: Seconds }),
    (r, { carrier, source, target, at }) => ({ wh: load.transfer(r, carrier, source, target, at) }),
  ),
  tariff: query(
    z.strictObject({ supplier: PartyId, carrier: Carrier, at: Seconds }),
    (r, { supplier, carrier, at }) => loadGrid.tariff(r, supplier, carrier, at) ?? null,
  ),
  factor: query(z.strictObject({ zone: ZoneId, slot: Slot }), (r, { zone, slot }) => {
    const whPerM3 = loadGrid.factor(r, slot, zone);
    return whPerM3 === undefined ? null : { whPerM3 };
  }),
  calls: query(span({ zone: ZoneId }) as never, (r, input: ZoneSpan) => touching(r, input, KEY.callIn, loadGrid.call)),
  call: query(z.strictObject({ id: TxId }), (r, { id }) => loadGrid.call(r, id) ?? null),
  answersOf: query(
    z.strictObject({ call: TxId, after: PartyId.exactOptional(), limit: pageLimit }),
    (r, { call, after, limit }) => {
      const [from, to] = under(KEY.answer(call, ""));
      const page = r.range(after === undefined ? from : `${from}${after}!`, to, { limit });
      return Array.from(page, ([key, value]) => ({
        ...(value as unknown as AnswerRecord),
        party: key.slice(from.length),
      }));
    },
  ),
  rewardsOf: query(z.strictObject({ call: TxId, party: PartyId }), (r, { call, party }) => {
    const [from, to] = under(`reward/${call}/${party}/`);
    return Array.from(r.range(from, to), ([key, value]) => ({
      ...(value as unknown as RewardRecord),
      slot: Number(key.slice(from.length)),
    }));
  }),
  answered: query(
    span({ party: PartyId }) as never,
    (r, { party, carrier, from, to }: GridQueries["answered"]["in"]) => {
      const found: { slot: number; call: string }[] = [];
      for (let slot = from; slot < to; slot++) {
        const call = loadGrid.answered(r, carrier, slot, party);
        if (call !== undefined) found.push({ slot, call });
      }
      return found;
    },
  ),
  interventions: query(span({ zone: ZoneId }) as never, (r, input: ZoneSpan) =>
    touching(r, input, KEY.interventionIn, loadGrid.intervention),
  ),
  intervention: query(z.strictObject({ id: TxId }), (r, { id }) => loadGrid.intervention(r, id) ?? null),
  zoneContracts: query(
    z.strictObject({
      zone: ZoneId,
      carrier: Carrier,
      from: Slot,
      to: Slot,
      after: ZoneContractKey.exactOptional(),
      limit: pageLimit,
    }),
    zoneContracts,
  ),
};

/** Of an index by first slot, the records that touch a span of slots. */
function touching<T extends { readonly first: number; readonly count: number }>(
  r: Reader,
  { zone, carrier, from, to }: ZoneSpan,
  key: (zone: string, carrier: Carrier, first: number, id: string) => string,
  record: (r: Reader, id: string) => T | undefined,
): readonly T[] {
  const entries = r.range(key(zone, carrier, Math.max(0, from - LONGEST + 1), ""), key(zone, carrier, to, ""));
  return Array.from(entries, ([name]) => record(r, name.slice(name.lastIndexOf("/") + 1))).filter(
    (found): found is T => found !== undefined && found.first + found.count > from,
  );
}
