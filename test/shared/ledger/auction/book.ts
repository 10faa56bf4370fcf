// oxlint-disable vitest/no-standalone-expect -- a clearing is played inside tests
/** Orders for tests of the auction, and what a chain's clearing made of them. */
import { expect } from "vitest";
import type { Json } from "../../../../shared/codec/canonical.ts";
import { explain } from "../../../../shared/ledger/auction/explain.ts";
import type { ClearingRecord, OrderRecord } from "../../../../shared/ledger/auction/records.ts";
import type { Genesis, Limits } from "../../../../shared/ledger/params.ts";
import { contractsHold, moneyHolds, positionsHold } from "../invariants.ts";
import { Chain, type Draft, type Key, PARAMS, ZONE, genesis, home, keyOf } from "../market.ts";
import { clearingsHold } from "./clearingsHold.ts";

export const NAMES = ["ann", "ben", "cai", "dee"] as const;
export const [ANN, BEN, CAI, DEE] = NAMES.map((name) => keyOf(name)) as [Key, Key, Key, Key];

/** Two solar homes and two batteries, who can all buy 2,500 Wh a slot. */
export function market(limits: Partial<Limits> = {}, change: Partial<Genesis> = {}): Chain {
  const homes = NAMES.map((name, i) => home(name, i < 2 ? {} : { technology: "battery" }));
  const document = genesis(homes, PARAMS);
  return new Chain({
    ...document,
    limits: document.limits.map((entry) => ({ ...entry, limits: { ...entry.limits, ...limits } })),
    ...change,
  });
}

export const sells = (
  slot: number,
  wh: number,
  price: number,
  change: Partial<Draft<"auction.order">> = {},
): Draft<"auction.order"> => ({
  kind: "auction.order",
  side: "sell",
  carrier: "electricity",
  zone: ZONE,
  slot,
  wh,
  price,
  technology: "solar",
  ...change,
});
export const buys = (
  slot: number,
  wh: number,
  price: number,
  change: Partial<Draft<"auction.order">> = {},
): Draft<"auction.order"> => sells(slot, wh, price, { side: "buy", technology: "none", ...change });

export const gateOf = (slot: number): number => slot * 900 - 300;

export function order(chain: Chain, id: string): OrderRecord {
  const found = chain.query("order", { id });
  if (!found) throw new Error(`no order ${id}`);
  return found;
}
export function clearing(chain: Chain, slot: number): ClearingRecord {
  const found = chain.query("clearing", { carrier: "electricity", zone: ZONE, slot });
  if (!found) throw new Error(`no clearing of ${slot}`);
  return found;
}
export const pairs = (chain: Chain, slot: number) =>
  chain.query("clearingPairs", { carrier: "electricity", zone: ZONE, slot, from: 0, limit: 100 });
export const why = (chain: Chain, id: string, slot: number) => explain(order(chain, id), clearing(chain, slot));

export function invariantsHold(chain: Chain): void {
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
  clearingsHold(chain.state);
}

export function edit(chain: Chain, key: string, value: Json | undefined): void {
  const edited = chain.state.edit();
  if (value === undefined) edited.delete(key);
  else edited.set(key, value);
  chain.state = edited.done();
}

/** Two sell and two buy; the gate has passed. Returns the ids in that order. */
export function cleared(chain: Chain, late = 0) {
  const at = chain.slot + 2;
  const ids = [
    chain.send(ANN, sells(at, 1000, 400_000)).id,
    chain.send(BEN, sells(at, 800, 450_000)).id,
    chain.send(CAI, buys(at, 1200, 500_000)).id,
    chain.send(DEE, buys(at, 300, 420_000)).id,
  ] as const;
  invariantsHold(chain);
  chain.until(gateOf(at) - 30);
  expect(clearing(chain, at).cleared).toBeNull();
  chain.block([], 2 + late);
  invariantsHold(chain);
  return { at, ids };
}
