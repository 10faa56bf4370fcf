/** The state before the first block, from the genesis document's `app_state`. */
import type { Json } from "../codec/canonical.ts";
import { MerkleMap } from "../state/merkleMap.ts";
import { KEY } from "./keys.ts";
import type { Genesis } from "./params.ts";
import { maySettle } from "./parties/meterClass.ts";
import type { ClockRecord, PartyRecord } from "./records.ts";

/** Version of the rules and of the state's layout, under `meta/version`. */
export const RULES_VERSION = 3;
/** Certificates per day of an installer that genesis names. */
export const GENESIS_CERTIFICATES = 100;

export function initialState(genesis: Genesis): MerkleMap {
  return MerkleMap.from(initialEntries(genesis));
}

/** Every entry of the first state; throws a RangeError that names what contradicts itself in the genesis document. */
export function initialEntries(genesis: Genesis): ReadonlyMap<string, Json> {
  const entries = new Map<string, Json>();
  const add = (key: string, value: Json): void => {
    if (entries.has(key)) throw new RangeError(`genesis names ${key} twice`);
    entries.set(key, value);
  };
  const { params } = genesis;
  const origin = params.clock.origin;
  const clock: ClockRecord = {
    height: 0,
    header: params.clock.genesis * 1000,
    market: origin * 1000,
    adm: origin * 1000,
  };
  add(KEY.version, RULES_VERSION);
  add(KEY.params, params as Json);
  add(KEY.clock, clock as unknown as Json);
  for (const zone of genesis.zones) add(KEY.zone(zone.id), zone);
  for (const { zone, carrier, limits } of genesis.limits) {
    const { deliverable, demand, ...bands } = limits;
    add(KEY.supply(zone, carrier, 0), { deliverable, demand });
    add(KEY.bands(zone, carrier, 0), bands);
  }
  for (const { carrier, from, to, charges } of genesis.charges) add(KEY.charges(carrier, from, to, 0), charges);
  for (const { carrier, from, to, wh } of genesis.transfers) add(KEY.transfer(carrier, from, to, 0), wh);
  for (const { technology, month, share } of genesis.profiles) add(KEY.profile(technology, month, 0), share);
  for (const { key, power } of genesis.validators) add(KEY.validator(key), power);
  for (const party of genesis.parties) {
    const { id, key, roles, zone, carriers, importW, exportW, technology, supplier, point, meter } = party;
    const since = { height: 0, market: origin };
    const record: PartyRecord = {
      id,
      roles,
      status: "active",
      keys: [key],
      zone,
      carriers,
      importW,
      exportW,
      technology,
      supplier,
      point,
      meter,
      certificates: roles.includes("installer") ? GENESIS_CERTIFICATES : 0,
      since,
      decided: null,
    };
    add(KEY.party(id), record as unknown as Json);
    add(KEY.status("active", id), 1);
    add(KEY.keyOf(key), id);
    if (roles.includes("regulator")) add(KEY.regulator(id), 1);
    if (point !== null) add(KEY.point(point), id);
    if (meter !== null) add(KEY.meter(meter.id), id);
    if (!entries.has(KEY.zone(zone))) throw new RangeError(`party ${id} is in zone ${zone}, which genesis lacks`);
    if (meter === null && carriers[0]) throw new RangeError(`party ${id} has ${carriers[0]}, which no meter measures`);
    if (meter !== null && carriers.length !== 1) throw new RangeError(`meter ${meter.id} measures nothing`);
    if (meter !== null && !maySettle(meter.class, params)) {
      throw new RangeError(`meter ${meter.id} of class ${meter.class} may not settle on this chain`);
    }
    for (const carrier of carriers) {
      if (!params.grids[carrier]) throw new RangeError(`party ${id} has ${carrier}, which has no grid`);
    }
  }
  const regulators = genesis.parties.filter(({ roles }) => roles.includes("regulator")).length;
  if (regulators > 0 && regulators < params.quorum) {
    throw new RangeError(`params.quorum is ${params.quorum}, but genesis names ${regulators} regulators`);
  }
  for (const { id, operator } of genesis.zones) {
    const roles = genesis.parties.find((party) => party.id === operator)?.roles;
    if (!roles?.includes("operator")) throw new RangeError(`zone ${id}: its operator ${operator} is none`);
  }
  return entries;
}
