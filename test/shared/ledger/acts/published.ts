/** What operators and utilities publish in random histories: tariffs, transfer capacities, gas factors; past, far and by others too. */
import { slotOf } from "../../../../shared/ledger/time.ts";
import { OPERATOR, SUPPLIER, ZONE } from "../market.ts";
import type { RoomAct } from "./acts.ts";
import { homeOf, NEIGHBOUR, onStage, type StageAct } from "./stage.ts";

const quarters = (price: number): number[] => Array.from({ length: 96 }, () => price);

const tariff: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const sender = z % 9 === 0 ? homeOf(stage) : SUPPLIER;
  const from = chain.market + 60 + (y % 30) * 60 - (z % 5 === 0 ? 900 : 0);
  const prices = { retail: quarters(500_000 + (z % 90_000)), feedIn: quarters(300_000 + (y % 9000)) };
  return [chain.sign(sender, { kind: "grid.tariff", carrier: "electricity", from, ...prices })];
};

const transfer: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const sender = z % 9 === 0 ? homeOf(stage) : OPERATOR;
  const target = y % 6 === 0 ? "NOWHERE" : NEIGHBOUR;
  const from = chain.market + 60 + (y % 30) * 60;
  return [chain.sign(sender, { kind: "grid.transfer", carrier: "electricity", source: ZONE, target, from, wh: z })];
};

/** Of the gas day that runs, of one before, or of one to come. */
const factor: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const gas = chain.params.grids.gas;
  if (!gas) return [];
  const sender = z % 9 === 0 ? homeOf(stage) : OPERATOR;
  const slot = slotOf(gas, chain.market) - 1 + (y % 3);
  return [chain.sign(sender, { kind: "grid.factor", zone: ZONE, slot, whPerM3: 9000 + (z % 2000) })];
};

export const PUBLISHED_ACTS: readonly RoomAct[] = [tariff, transfer, factor].map(onStage);
