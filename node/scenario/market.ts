/** The market that a scenario begins with: the usual rules of a small network, with what the scenario changes. */
import { addressOf } from "../../shared/codec/address.ts";
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { Genesis, type GenesisParty, type Limits } from "../../shared/ledger/params.ts";
import type { Carrier, Role } from "../../shared/ledger/units.ts";
import { DEMO_CHARGES, DEMO_LIMITS, DEMO_TIMINGS, UTC_OFFSET } from "../demo/rules.ts";
import { officeParty } from "../keys/officeParty.ts";
import type { HomeText, Scenario } from "./document.ts";
import { amountOf, momentOf, quantity, ScenarioError } from "./values.ts";

export interface Key {
  readonly secret: Uint8Array;
  readonly public: string;
  readonly address: string;
}

/** The key of a label: made of it alone, so that a scenario's hash is the same everywhere. Worth nothing outside. */
export function keyOf(label: string): Key {
  const secret = sha256(utf8(`wattlight scenario ${label}`));
  const bytes = publicKeyOf(secret);
  return { secret, public: toHex(bytes), address: addressOf(bytes) };
}

export const CHAIN_ID = "scenario";
export { UTC_OFFSET } from "../demo/rules.ts";
/** Offices that every scenario has unless it names its own. */
export const OFFICES: Readonly<Record<string, Role>> = {
  reg1: "regulator",
  reg2: "regulator",
  reg3: "regulator",
  reg4: "regulator",
  grid: "operator",
  city: "utility",
  fitter: "installer",
};
const CARRIERS: readonly Carrier[] = ["electricity", "heat", "gas"];

/** The demo's rules, with the deadlines of a market that is not hurried: days are told in a few lines. */
const PARAMS = {
  ...DEMO_TIMINGS,
  chainId: CHAIN_ID,
  demo: true,
  grids: { ...DEMO_TIMINGS.grids, electricity: { ...DEMO_TIMINGS.grids.electricity, gateSeconds: 300 } },
  settlement: { ...DEMO_TIMINGS.settlement, dispute: 7200, period: 86_400, due: 86_400, silence: 43_200 },
  supervision: { ...DEMO_TIMINGS.supervision, notice: 3600, appeal: 7200 },
};
/** The demo's limits of electricity where nothing else stands here. */
export const USUAL_LIMITS: Limits = {
  ...DEMO_LIMITS.electricity,
  deliverable: 100_000,
  demand: 100_000,
  price: { min: 200_000, max: 900_000 },
  exposure: 1_000_000_000,
  review: 500_000_000,
  tariff: { retail: 620_000, feedIn: 360_000 },
};
const CHARGES = DEMO_CHARGES.electricity;

export function isHome(actor: Scenario["actors"][string]): actor is HomeText {
  return "carrier" in actor;
}

export function genesisOf(scenario: Scenario): Genesis {
  const { market, actors } = scenario;
  const zones = Object.keys(market.zones);
  const [firstZone] = zones;
  if (firstZone === undefined) throw new ScenarioError("market.zones names no zone");
  const start = momentOf(market.start, { start: 0, now: 0, utcOffset: UTC_OFFSET });
  if (start === undefined) throw new ScenarioError(`market.start "${market.start}" is no date and time`);
  const officials = new Map<string, Role>(Object.entries(OFFICES));
  for (const [name, actor] of Object.entries(actors)) if (!isHome(actor)) officials.set(name, actor.role);
  for (const { operator } of Object.values(market.zones))
    if (!officials.has(operator)) officials.set(operator, "operator");
  const pairs = zones.flatMap((from) => zones.map((to) => ({ from, to })));
  const usual = {
    ...PARAMS,
    clock: { genesis: start, origin: start, rate: 1, standstill: 3600 },
  };
  return Genesis.parse({
    params: over(usual, market.params),
    validators: [],
    zones: zones.map((id) => ({
      id,
      operator: keyOf(market.zones[id]?.operator ?? "grid").address,
      utcOffset: UTC_OFFSET,
    })),
    parties: [
      ...[...officials].map(([name, role]) => office(name, role, zoneOf(actors[name]?.zone, firstZone))),
      ...Object.entries(actors).flatMap(([name, actor]) =>
        isHome(actor) && !actor.later ? [home(name, actor, zoneOf(actor.zone, firstZone))] : [],
      ),
    ],
    limits: zones.flatMap((zone) =>
      CARRIERS.map((carrier) => ({ zone, carrier, limits: over(USUAL_LIMITS, market.limits) })),
    ),
    charges: pairs.flatMap(({ from, to }) =>
      CARRIERS.map((carrier) => ({ carrier, from, to, charges: over(CHARGES, market.charges) })),
    ),
    transfers: market.transfers.map(({ from, to, wh }) => ({ carrier: "electricity", from, to, wh: amountOf(wh) })),
    profiles: (["solar", "wind", "chp", "biogas", "battery"] as const).flatMap((technology) =>
      Array.from({ length: 12 }, (_, month) => ({
        technology,
        month: month + 1,
        share: Array.from({ length: 96 }, () => 1_000_000),
      })),
    ),
  });
}

const zoneOf = (named: string | undefined, first: string): string => named ?? first;

function office(name: string, role: Role, zone: string): GenesisParty {
  const { address, public: key } = keyOf(name);
  return officeParty(address, key, role, zone);
}

function home(name: string, actor: HomeText, zone: string): GenesisParty {
  return {
    ...office(name, actor.role, zone),
    carriers: [actor.carrier],
    importW: amountOf(actor.import),
    exportW: amountOf(actor.export),
    technology: actor.technology,
    supplier: keyOf(actor.supplier).address,
    point: pointOf(name),
    meter: { ...meterOf(name), class: actor.class },
  };
}

export const pointOf = (name: string): string => toHex(sha256(utf8(`point ${name}`)));
export const meterOf = (name: string) => ({ id: `meter-${name}`, key: keyOf(`${name} meter`).public });

/** Values of `changes` in place of those of the same name, at any depth; texts are quantities. */
function over(base: unknown, changes: unknown): unknown {
  if (typeof changes === "string") return quantity(changes) ?? changes;
  if (typeof changes !== "object" || changes === null || Array.isArray(changes)) return changes;
  const merged: Record<string, unknown> = { ...(typeof base === "object" ? base : {}) };
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(merged, name) && typeof base === "object")
      throw new ScenarioError(`the market has no "${name}"`);
    merged[name] = over(merged[name], value);
  }
  return merged;
}
