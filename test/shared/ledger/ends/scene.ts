/** A market of three homes for early ends, disputes, insolvency and what history keeps; and the regulators' decisions without their votes. */
import { expect } from "vitest";
import { type Context, contextOf } from "../../../../shared/ledger/context.ts";
import type { Params } from "../../../../shared/ledger/params.ts";
import type { StatementRecord } from "../../../../shared/ledger/records.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import { contractsHold, moneyHolds, positionsHold, transitionsHold } from "../invariants.ts";
import { Chain, type Draft, genesis, home, type Key, keyOf, Meter, PARAMS, type Sent, sell } from "../market.ts";

export const alice = keyOf("alice");
export const bob = keyOf("bob");
export const carol = keyOf("carol");
export const FIRM = { type: "firm", damages: { seller: 100_000, buyer: 80_000 } } as const;
export const DECISION = "dd".repeat(32);

export function market(change: Partial<Params> = {}): Chain {
  return new Chain(genesis([home("alice"), home("bob"), home("carol")], { ...PARAMS, ...change }));
}

/** The seller offers `wh` per slot from a slot on, the buyer takes all of it. */
export function contract(
  chain: Chain,
  wh: readonly number[],
  change: Partial<Draft<"offer.post">> = {},
  seller: Key = alice,
  buyer: Key = bob,
): { readonly id: string; readonly first: number } {
  const first = chain.slot + 2;
  const { id } = chain.send(seller, sell(first, wh, change));
  const deal = chain.send(buyer, { kind: "offer.accept", offer: id, energy: { first, wh: [...wh] } });
  expect(deal.result.code).toBe(0);
  return { id: deal.id, first };
}

const devices = new WeakMap<Chain, Map<string, Meter>>();
/** Both transactions of a home's meter for a slot. */
export function readings(chain: Chain, label: string, slot: number, sold: number, bought: number): readonly Sent[] {
  const own = devices.get(chain) ?? new Map<string, Meter>();
  const device = own.get(label) ?? new Meter(label);
  devices.set(chain, own.set(label, device));
  device.read(slot, sold, bought);
  return device.send(chain, slot);
}
/** Waits for the slot's end and meters alice (sold) and bob (bought). */
export function deliver(chain: Chain, slot: number, sold: number, bought: number): void {
  chain.until((slot + 1) * 900);
  const results = chain.block([...readings(chain, "alice", slot, sold, 0), ...readings(chain, "bob", slot, 0, bought)]);
  expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
}

export const slotAt = (chain: Chain, id: string, slot: number) =>
  chain.query("contract", { id })?.slots.find((record) => record.slot === slot);
export const contractState = (chain: Chain, id: string) => chain.query("contract", { id })?.contract;
export const statements = (chain: Chain, who: Key, other: Key): readonly StatementRecord[] =>
  chain
    .query("statementsOf", { party: who.address, limit: 50 })
    .filter(({ a, b }) => a === other.address || b === other.address);
/** What `debtor` owes by a signed figure of a statement. */
export const owedBy = (debtor: Key, { a }: StatementRecord, figure: number): number =>
  a === debtor.address ? figure : 0 - figure;

/** Carries out what a decision does, as if its quorum had been reached between two blocks. */
export function decide<T>(chain: Chain, act: (context: Context) => T): T {
  const edit = chain.state.edit();
  const clock = load.clock(edit);
  const result = act(contextOf(edit, chain.params, chain.check, clock, clock));
  chain.state = edit.done();
  return result;
}

/** Runs blocks until a market second; every block keeps the tables and what is kept in step. */
export function watch(chain: Chain, market: number): void {
  while (chain.market < market) {
    const before = chain.state;
    chain.until(Math.min(market, chain.market + 600));
    transitionsHold(before, chain.state);
  }
  allHold(chain);
}

export function allHold(chain: Chain): void {
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
}
