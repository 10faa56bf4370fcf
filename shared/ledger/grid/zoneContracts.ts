/**
 * Contracts with a side in a zone whose slots are not final, by their slots: what an operator or a regulator looks over. Read along the
 * index that interventions use, page by page at one height; a contract whose slots fall on two pages is on both.
 */
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import type { ContractState } from "../records.ts";
import { load } from "../stored.ts";
import type { Carrier } from "../units.ts";

export interface ZoneContracts {
  readonly contracts: readonly { readonly id: string; readonly state: ContractState }[];
  /** Slot and contract after which to go on; null at the end. */
  readonly next: string | null;
}

/** Entries (one per contract and slot) that one page goes through at most: contracts of many slots would else be over the budget. */
export const ENTRIES_MOST = 2000;

/** A type and not an interface: what is asked is canonical JSON. */
export type ZoneContractsInput = {
  readonly zone: string;
  readonly carrier: Carrier;
  readonly from: number;
  readonly to: number;
  readonly after?: string;
  readonly limit: number;
};

export function zoneContracts(r: Reader, input: ZoneContractsInput): ZoneContracts {
  const { zone, carrier, from, to, after, limit } = input;
  const prefix = `inzone/${zone}/${carrier}/`;
  const start = KEY.inZone(zone, carrier, from, "");
  const resumed = after === undefined ? start : `${prefix}${after}!`;
  const found = new Map<string, ContractState>();
  let entries = 0;
  let last = "";
  for (const [key] of r.range(resumed > start ? resumed : start, KEY.inZone(zone, carrier, to, ""))) {
    const id = key.slice(key.lastIndexOf("/") + 1);
    if (entries === ENTRIES_MOST || (found.size === limit && !found.has(id))) return { ...page(found), next: last };
    if (!found.has(id)) found.set(id, load.contractProgress(r, id).state);
    entries++;
    last = key.slice(prefix.length);
  }
  return { ...page(found), next: null };
}

const page = (found: ReadonlyMap<string, ContractState>) => ({
  contracts: Array.from(found, ([id, state]) => ({ id, state })),
});
