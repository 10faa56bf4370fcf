/** Parties in random histories: houses change hands, keys rotate, meters are replaced; by the right one, the wrong one, too late. */
import { toHex, utf8 } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import { type Chain, certificate, type Key, keyOf, OPERATOR, REGULATORS, type Sent, SUPPLIER } from "../market.ts";
import type { RoomAct } from "./acts.ts";

/** Four houses and who comes after. */
const HOUSES = ["ann", "ben", "cai", "dee"];
const PEOPLE = [...HOUSES, "eve", "fay", "gil"];
const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T;

/** The key that signs for a person now: the first one, or the one that it rotated to. */
function keyNow(chain: Chain, label: string): Key {
  const [first, second] = [keyOf(label), keyOf(`${label} 2`)];
  const keys = chain.query("keysOf", { party: first.address })?.keys ?? [];
  return keys.includes(second.public) ? second : first;
}

const signed = (chain: Chain, label: string, draft: Parameters<Chain["sign"]>[1]): readonly Sent[] => [
  chain.sign(keyOf(label), draft, [keyNow(chain, label)]),
];

const move: RoomAct = (chain, x, y, z) =>
  signed(chain, pick(PEOPLE, x), {
    kind: "party.move",
    to: keyOf(pick(y % 5 === 0 ? PEOPLE : PEOPLE.slice(HOUSES.length), y)).address,
    contracts: z % 3 === 0 ? "end" : "assign",
  });

/** Registers a newcomer at a house, mostly one that named it. */
const register: RoomAct = (chain, x, y, z) => {
  const house = pick(HOUSES, x);
  const point = toHex(sha256(utf8(`point ${house}`)));
  const named = chain.query("handover", { point }).move?.signed.body.to;
  const label = PEOPLE.find((person) => y % 4 > 0 && keyOf(person).address === named) ?? pick(PEOPLE, y);
  const holder = chain.query("handover", { point }).holder;
  const meter = (holder === null ? null : chain.query("party", { id: holder })?.meter) ?? {
    id: `meter-${house}`,
    key: keyOf(`${house} meter`).public,
    class: "demo" as const,
  };
  const claims = {
    id: toHex(sha256(utf8(`certificate ${label} ${chain.height}`))),
    point,
    meter: z % 5 === 0 ? { ...meter, id: `own-${label}-${chain.height}` } : meter,
    exportW: z % 4 === 0 ? 2000 : 8000,
    technology: x % 4 < 2 ? ("solar" as const) : ("battery" as const),
  };
  return [
    chain.sign(
      keyOf(label),
      {
        kind: "party.register",
        role: "prosumer",
        supplier: SUPPLIER.address,
        certificate: certificate(label, claims),
      },
      [keyOf(label), SUPPLIER],
    ),
  ];
};

/** Regulators vote on whoever waits: one, or as many as decide. */
const vote: RoomAct = (chain, x, y, z) => {
  const party = chain.query("parties", { status: "pending", limit: 10 })[0]?.id ?? keyOf(pick(PEOPLE, x)).address;
  return REGULATORS.slice(0, 1 + (z % 4)).map((key) =>
    chain.sign(key, { kind: "party.admit", party, admit: y % 5 > 0, reason: "random" }),
  );
};

const leave: RoomAct = (chain, x) => signed(chain, pick(PEOPLE, x), { kind: "party.leave" });

/** Away from the first key now and then, and back: a home whose key is another one takes part in nothing else. */
const rotate: RoomAct = (chain, x, y) => {
  const label = pick(PEOPLE, x);
  const [first, second] = [keyOf(label), keyOf(`${label} 2`)];
  const away = keyNow(chain, label) === second;
  if (!away && y % 3 > 0) return [];
  const key = away ? first : y % 4 === 0 ? keyOf(pick(PEOPLE, y)) : second;
  return signed(chain, label, { kind: "key.rotate", key: key.public, proof: "00".repeat(64) });
};

const seal: RoomAct = (chain, x, y) =>
  signed(chain, pick(PEOPLE, x), { kind: "key.encryption", key: keyOf(`seal ${y % 5}`).public });

const replace: RoomAct = (chain, x, y, z) => {
  const label = pick(HOUSES, x);
  const key = keyOf(`${label} meter ${chain.height}`).public;
  const counter = (n: number) => ({ last: n + (z % 7) * 400, first: z });
  return [
    chain.sign(z % 6 === 0 ? keyOf(label) : OPERATOR, {
      kind: "meter.replace",
      party: keyOf(label).address,
      meter: { id: `m-${label}-${chain.height}`, key, class: y % 3 === 0 ? "B" : "demo" },
      boundary: chain.slot + 1 - (y % 4),
      counters: { "1.8.0": counter(1_000_000), "2.8.0": counter(500_000) },
    }),
  ];
};

const attest: RoomAct = (chain, x) => {
  const party = keyOf(pick(HOUSES, x)).address;
  const meter = chain.query("party", { id: party })?.meter?.id ?? "none";
  return [chain.sign(OPERATOR, { kind: "meter.attest", party, meter })];
};

/** A hand-over from the first word to the last vote in one block, by whoever holds the house. */
const handOver: RoomAct = (chain, x, y, z) => {
  const point = toHex(sha256(utf8(`point ${pick(HOUSES, x)}`)));
  const holder = PEOPLE.find((label) => keyOf(label).address === chain.query("handover", { point }).holder);
  const next = pick(PEOPLE.slice(HOUSES.length), y);
  const meter = holder === undefined ? null : chain.query("party", { id: keyOf(holder).address })?.meter;
  if (holder === undefined || !meter) return [];
  const party = keyOf(next).address;
  const claims = {
    id: toHex(sha256(utf8(`certificate ${next} ${chain.height}`))),
    point,
    meter,
    exportW: z % 4 === 0 ? 1000 : 8000,
    technology: x % 4 < 2 ? ("solar" as const) : ("battery" as const),
  };
  const body = {
    kind: "party.register",
    role: "producer",
    supplier: SUPPLIER.address,
    certificate: certificate(next, claims),
  } as const;
  return [
    ...signed(chain, holder, { kind: "party.move", to: party, contracts: z % 3 === 0 ? "end" : "assign" }),
    chain.sign(keyOf(next), body, [keyOf(next), SUPPLIER]),
    ...REGULATORS.slice(0, 3).map((key) =>
      chain.sign(key, { kind: "party.admit", party, admit: true, reason: "random" }),
    ),
  ];
};

export const PARTY_ACTS: readonly RoomAct[] = [
  move,
  register,
  vote,
  handOver,
  handOver,
  leave,
  rotate,
  seal,
  replace,
  attest,
];
