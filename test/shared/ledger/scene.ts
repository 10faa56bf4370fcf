// oxlint-disable vitest/no-standalone-expect -- the scene is played inside tests
/** A market with sellers, buyers and two zones, and the moves that tests of settled slots have in common. */
import { expect } from "vitest";
import type { GenesisParty, Params } from "../../../shared/ledger/params.ts";
import type { SlotRecord, StatementRecord } from "../../../shared/ledger/records.ts";
import type { Unit } from "../../../shared/metering/commitment.ts";
import { contractsHold, indexesHold, moneyHolds, positionsHold } from "./invariants.ts";
import {
  Chain,
  type Draft,
  genesis,
  home,
  type Key,
  keyOf,
  Meter,
  OPERATOR,
  PARAMS,
  sell,
  TRUSTING,
  ZONE,
} from "./market.ts";

export const EAST = "EAST-1";
export const EAST_OPERATOR = keyOf("east operator");
export const [ALICE, BOB, CAROL, DAN] = [keyOf("alice"), keyOf("bob"), keyOf("carol"), keyOf("dan")];
export const FIRM = { type: "firm", damages: { seller: 100_000, buyer: 80_000 } } as const;

/** The home's meter, of another class than a demo's. */
export const metered = (label: string, kind: "A" | "B" | "demo"): Partial<GenesisParty> => ({
  meter: { id: `meter-${label}`, key: keyOf(`${label} meter`).public, class: kind },
});

/** Alice, Bob and Carol in the west, Dan in the east, as much transfer between the zones as they need. */
export function scene(
  changes: { readonly [label: string]: Partial<GenesisParty> } = {},
  params: Partial<Params> = {},
): Scene {
  const west = ["alice", "bob", "carol"].map((label) => home(label, changes[label]));
  const east = home("dan", { zone: EAST, ...changes["dan"] });
  const office: GenesisParty = {
    ...home("east operator"),
    roles: ["operator"],
    zone: EAST,
    carriers: [],
    meter: null,
    point: null,
    supplier: null,
  };
  const document = genesis([...west, east, office], { ...PARAMS, ...params });
  const carriers = Object.keys(document.params.grids) as (keyof Params["grids"])[];
  const zones = [ZONE, EAST];
  const [limits] = document.limits;
  const [charges] = document.charges;
  if (!limits || !charges) throw new Error("the test market has no limits");
  return new Scene(
    new Chain(
      {
        ...document,
        zones: [...document.zones, { id: EAST, operator: EAST_OPERATOR.address, utcOffset: 28_800 }],
        limits: carriers.flatMap((carrier) => zones.map((zone) => ({ ...limits, zone, carrier }))),
        charges: carriers.flatMap((carrier) =>
          zones.flatMap((from) => zones.map((to) => ({ ...charges, carrier, from, to }))),
        ),
        transfers: carriers.flatMap((carrier) => [
          { carrier, from: ZONE, to: EAST, wh: 50_000 },
          { carrier, from: EAST, to: ZONE, wh: 50_000 },
        ]),
      },
      TRUSTING,
    ),
  );
}

export class Scene {
  readonly chain: Chain;
  readonly #meters = new Map<string, Meter>();
  constructor(chain: Chain) {
    this.chain = chain;
  }

  /** Alice sells in one slot, each buyer takes its part: ids of the contracts, and the slot. */
  contracts(
    takes: readonly (readonly [buyer: Key, wh: number])[],
    change: Partial<Draft<"offer.post">> = FIRM,
    first = this.chain.slot + 2,
  ): { readonly ids: readonly string[]; readonly slot: number } {
    const total = takes.reduce((sum, [, wh]) => sum + wh, 0);
    const offer = this.chain.send(ALICE, sell(first, [total], change));
    expect(offer.result).toMatchObject({ code: 0 });
    const ids = takes.map(([buyer, wh]) => {
      const deal = this.chain.send(buyer, { kind: "offer.accept", offer: offer.id, energy: { first, wh: [wh] } });
      expect(deal.result).toMatchObject({ code: 0 });
      return deal.id;
    });
    return { ids, slot: first };
  }

  /** The party's meter reads a slot and opens it. */
  read(label: string, slot: number, sold: number, bought: number, unit: Unit = "Wh"): void {
    const meter = this.#meters.get(label) ?? new Meter(label, unit);
    this.#meters.set(label, meter);
    meter.read(slot, sold, bought);
    expect(this.chain.block(meter.send(this.chain, slot)).map(({ code }) => code)).toEqual([0, 0]);
  }

  /** What an act came to: 0, or the refusal's data. */
  try(sender: Key, draft: Draft): unknown {
    const { result } = this.chain.send(sender, draft);
    return result.code === 0 ? 0 : result.data;
  }
  done(sender: Key, draft: Draft): string {
    const { id, result } = this.chain.send(sender, draft);
    expect(result).toMatchObject({ code: 0 });
    return id;
  }
  operator(draft: Draft): string {
    return this.done(OPERATOR, draft);
  }

  /** Market time goes on until the slot has ended. */
  end(slot: number): void {
    this.chain.until((slot + 1) * 900);
  }
  pass(seconds: number): void {
    this.chain.until(this.chain.market + seconds);
  }

  slot(id: string | undefined, at?: number): SlotRecord {
    const slots = this.chain.query("contract", { id: id ?? "" })?.slots ?? [];
    const found = at === undefined ? slots[0] : slots.find(({ slot }) => slot === at);
    if (!found) throw new Error("no such slot");
    return found;
  }
  statement(one: Key, other: Key): StatementRecord | undefined {
    const all = this.chain.query("statementsOf", { party: one.address, limit: 50 });
    return all.find(({ a, b }) => a === other.address || b === other.address);
  }
  /** What the one owes the other by all their statements: sums of lines, micro. */
  owes(one: Key, other: Key): number {
    const all = this.chain.query("statementsOf", { party: one.address, limit: 100 });
    const between = all.filter(({ a, b }) => a === other.address || b === other.address);
    const lines = between.flatMap((s) => s.lines.map(({ amount }) => (s.a === one.address ? amount : 0 - amount)));
    return lines.reduce((sum, amount) => sum + amount, 0);
  }

  /** Every invariant, at the end of a scenario. */
  holds(): void {
    positionsHold(this.chain.state);
    contractsHold(this.chain.state);
    indexesHold(this.chain.state);
    moneyHolds(this.chain.state);
  }
}
