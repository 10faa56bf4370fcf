/**
 * Decisions that are proposed and voted on in one block, in random histories: those that supervision.ts leaves out. Each looks at how
 * things stand and proposes what can be done next, or something that cannot.
 */
import type { Act, Ruling } from "../../../../shared/ledger/bodies/decisions.ts";
import type { DisputeRecord } from "../../../../shared/ledger/ends/disputeRecord.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { Liability } from "../../../../shared/ledger/records.ts";
import { type Chain, type Key, keyOf, OPERATOR, REGULATORS, SUPPLIER, ZONE } from "../market.ts";
import type { RoomAct } from "./acts.ts";
import { NEIGHBOUR } from "./stage.ts";
import { NEWCOMERS, VALIDATORS } from "./validators.ts";

type Draw = (chain: Chain, x: number, y: number, z: number) => Act | undefined;

const HOMES = ["ann", "ben", "cai", "dee"].map((label) => keyOf(label));
const SECOND_UTILITY = keyOf("utility 2");
const SECOND_OPERATOR = keyOf("operator 2");
const BOARD = [...REGULATORS, keyOf("regulator r5")];
const pick = <T>(from: readonly T[], at: number): T => from[at % from.length] as T;
const statusOf = (chain: Chain, { address }: Key) => chain.query("party", { id: address })?.status;
/** The properties' signature check believes every proof but one. */
const proof = "00".repeat(64);

const enrol = (key: Key, role: "utility" | "operator" | "installer" | "agent"): Act => ({
  act: "party.enrol",
  key: key.public,
  proof,
  roles: [role],
  zone: ZONE,
  certificates: role === "installer" ? 5 : 0,
});

/** An office joins; now and then one whose key is taken. */
const join: Draw = (_, x, y, z) => enrol(pick([...HOMES, keyOf(`office ${y % 5}`)], z), x % 2 ? "agent" : "installer");

/** Capacities and technologies, also below what is promised; suppliers that may be none. */
const change: Draw = (_, x, y, z) => {
  const party = pick(HOMES, x).address;
  switch (y % 4) {
    case 0:
      return { act: "party.change", party, change: { exportW: 500 + ((z * 37) % 9000) } };
    case 1:
      return { act: "party.change", party, change: { importW: 500 + ((z * 41) % 12_000) } };
    case 2:
      return { act: "party.change", party, change: { technology: pick(["solar", "battery", "chp"] as const, z) } };
    default:
      return { act: "party.change", party, change: { supplier: pick([SUPPLIER, SECOND_UTILITY], z).address } };
  }
};

/** A home cannot pay: rarely, for it takes part in nothing afterwards. */
const insolvent: Draw = (_, x, y) =>
  y % 4 === 0 ? { act: "party.closeOut", party: pick([...HOMES, keyOf("nobody")], x).address } : undefined;

const newKey: Draw = (chain, x, y) => {
  const label = pick(["ann", "ben", "cai", "dee"], x);
  const [party, second] = [keyOf(label), keyOf(`${label} 2`)];
  // Back to the first key, without which a home takes part in nothing else.
  const away = chain.query("keysOf", { party: party.address })?.keys.includes(second.public) ?? false;
  const key = away ? party : y % 3 === 0 ? second : pick(HOMES, y);
  return { act: "key.replace", party: party.address, key: key.public, proof };
};

/** In force soon after the notice, or already past. */
const soon = (chain: Chain, y: number): number => chain.market + (y % 4) * 900;

const bands: Draw = (chain, _, y, z) => ({
  act: "schedule.bands",
  zone: ZONE,
  carrier: "electricity",
  from: soon(chain, y),
  bands: {
    price: { min: 200_000 - (z % 5) * 10_000, max: z % 7 === 0 ? 100_000 : 900_000 },
    damages: { min: 50_000, max: 300_000 },
    exposure: 1_000_000_000,
    review: z % 3 === 0 ? 200_000_000 : 4_000_000_000_000_000,
    auction: { seller: 100_000 + (z % 9), buyer: 100_000 },
    tariff: { retail: 620_000, feedIn: 360_000 },
  },
});

const charges: Draw = (chain, x, y, z) => ({
  act: "schedule.charges",
  carrier: "electricity",
  source: ZONE,
  target: x % 7 === 0 ? "NOWHERE" : ZONE,
  from: soon(chain, y),
  charges: { network: 40_000 + (z % 9000), levy: 15_000, taxPpm: 60_000 + (z % 777), lossPpm: 20_000 },
});

/** The next step: a second operator is enrolled, then the zones change hands to and fro. */
const operator: Draw = (chain, x, y) => {
  if (statusOf(chain, SECOND_OPERATOR) === undefined) return enrol(SECOND_OPERATOR, "operator");
  // The homes' zone only back to its first operator, whose acts are those of the histories.
  return x % 5 === 0
    ? { act: "zone.operator", zone: ZONE, operator: OPERATOR.address }
    : { act: "zone.operator", zone: NEIGHBOUR, operator: pick([SECOND_OPERATOR, OPERATOR], y).address };
};

/** Powers of 100 and little more or less: a block may move less than a third of the whole. */
const validator: Draw = (_, x, y, z) => {
  const { key, proof: genuine } = pick([...VALIDATORS, ...NEWCOMERS], x);
  const power = pick([0, 60, 100, 130], y);
  return { act: "validator.set", key, power, proof: z % 6 === 0 ? "00".repeat(64) : power === 0 ? null : genuine };
};

const waitingAt = (chain: Chain, at: number): DisputeRecord | undefined => {
  const waiting = chain.query("disputesAwaiting", { limit: 100 });
  return waiting[at % Math.max(1, waiting.length)];
};

/** Rules on a dispute that waits: energies that may exceed what was agreed, every liability, awards. */
const rule: Draw = (chain, x, y, z) => {
  const dispute = waitingAt(chain, y);
  if (!dispute) return undefined;
  const liability = pick(["none", "seller", "buyer", "both", "operator", "excused"] as const satisfies Liability[], z);
  const slots = dispute.slots.map((slot) => ({
    slot,
    aS: z % 3 > 0 ? (x * 13) % 500 : null,
    aB: z % 4 > 0 ? (y * 7) % 500 : null,
  }));
  const award = z % 5 > 0 ? null : { from: z % 2 > 0 ? ("seller" as const) : ("buyer" as const), amount: y * 31 };
  const ruling: Ruling = { slots, liability, award };
  return { act: "dispute.rule", dispute: dispute.id, ruling };
};

/** The next step: another utility is enrolled, the first one suspended, its customers passed on, the first one reinstated. */
const lastResort: Draw = (chain, _, y) => {
  if (statusOf(chain, SECOND_UTILITY) === undefined) return enrol(SECOND_UTILITY, "utility");
  if (statusOf(chain, SUPPLIER) === "active") return { act: "party.suspend", party: SUPPLIER.address };
  const customers = HOMES.some(({ address }) => chain.query("party", { id: address })?.supplier === SUPPLIER.address);
  if (!customers && y % 3 > 0) return { act: "party.reinstate", party: SUPPLIER.address };
  return { act: "supplier.replace", supplier: SUPPLIER.address, by: (y % 5 === 4 ? SUPPLIER : SECOND_UTILITY).address };
};

/** The next step: a home is watched, what it then agrees to is released or refused. */
const screen: Draw = (chain, x, y, z) => {
  const held = HOMES.flatMap(({ address }) => chain.query("contractsOf", { party: address, limit: 20 })).filter(
    ({ state }) => state === "held",
  );
  const contract = held[y % Math.max(1, held.length)]?.id;
  const how = pick(["contract.release", "contract.release", "contract.refuse", "contract.void"] as const, z);
  if (contract !== undefined && how !== "contract.void") return { act: how, contract };
  if (contract !== undefined) return { act: how, contract, from: chain.slot + 1 };
  const party = pick(z % 9 === 0 ? [keyOf("nobody")] : HOMES, x).address;
  return { act: "watch.set", party, on: chain.state.get(KEY.watch(party)) === undefined || z % 7 === 0 };
};

/** The next step: trading stops for a time, then goes on before that is over. */
const pause: Draw = (chain, _, y, z) => {
  const carrier = z % 3 === 0 ? null : "electricity";
  const running = chain.state.get(KEY.suspension(ZONE, carrier ?? "*")) as { readonly until: number } | undefined;
  if (running && running.until > chain.market) return { act: "trade.resume", zone: ZONE, carrier };
  const from = chain.market + (y % 3) * 900;
  return { act: "trade.suspend", zone: ZONE, carrier, from, until: from + (z % 3) * 900 };
};

/** Proposed by one in office, approved by the others, now and then not by all. */
const decided =
  (draw: Draw): RoomAct =>
  (chain, x, y, z) => {
    const decide = draw(chain, x, y, z);
    const [first, ...others] = BOARD.filter(({ address }) => chain.state.get(KEY.regulator(address)) !== undefined);
    if (!decide || !first) return [];
    const proposal = chain.sign(first, { kind: "decision.propose", decide, reason: `C${z}` });
    const ballot = { kind: "decision.vote", decision: proposal.id, reason: "in council" } as const;
    return [proposal, ...others.map((key, i) => chain.sign(key, { ...ballot, approve: (z >> i) % 16 > 0 }))];
  };

/** A ruling, and at once the appeal of a side, or of somebody. */
const ruleAndAppeal: RoomAct = (chain, x, y, z) => {
  const dispute = waitingAt(chain, y);
  const side = HOMES.find(({ address }) => address === dispute?.by);
  const key = x % 5 === 0 ? pick(HOMES, x) : side;
  const ruling = decided(rule)(chain, x, y, z);
  if (!dispute || !key) return ruling;
  return [...ruling, chain.sign(key, { kind: "dispute.appeal", dispute: dispute.id, reason: "not so" })];
};

export const COUNCIL_ACTS: readonly RoomAct[] = [
  join,
  change,
  insolvent,
  newKey,
  bands,
  charges,
  operator,
  validator,
  lastResort,
  lastResort,
].map(decided);

/** What bears on contracts and disputes alone, and keeps nobody from trading for long. */
export const SCREENING_ACTS: readonly RoomAct[] = [...[rule, rule, screen, screen, pause].map(decided), ruleAndAppeal];
