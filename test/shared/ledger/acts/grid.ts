/** Acts of the grid's operator in random histories, sometimes of somebody who is none. */
import { loadGrid } from "../../../../shared/ledger/grid/records.ts";
import { OPERATOR, ZONE } from "../market.ts";
import type { RoomAct } from "./acts.ts";
import { homeOf, onStage, type Stage, type StageAct } from "./stage.ts";

const zone = { zone: ZONE, carrier: "electricity" } as const;
/** Now and then a home tries what only the operator may do. */
const operator = (stage: Stage) => (stage.z % 11 === 0 ? homeOf(stage) : OPERATOR);

const curtail: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const keepPpm = (z % 5) * 230_003;
  const side = y % 3 === 0 ? "buy" : "sell";
  const slots = { first: chain.slot + (y % 4), count: 1 + (z % 3) };
  return [chain.sign(operator(stage), { kind: "grid.curtail", ...zone, ...slots, side, keepPpm, reason: "load" })];
};

const outage: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const party = y % 2 === 0 ? null : homeOf(stage).address;
  const slots = { first: chain.slot - (y % 3), count: 1 + (z % 4) };
  return [chain.sign(operator(stage), { kind: "grid.outage", ...zone, ...slots, party, reason: "tripped" })];
};

const supply: StageAct = ({ chain, y, z }) => {
  const from = chain.market + (y % 40) * 60;
  const wh = { deliverable: 1000 + (z % 700), demand: 2500 + (z % 900) };
  return [chain.sign(OPERATOR, { kind: "grid.supply", ...zone, from, ...wh })];
};

/** A call, and in the same block the answer of a home to an older one. */
const flexibility: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const first = chain.slot + 1 + (y % 2);
  const asked = { first, count: 1 + (z % 2), capPpm: (y % 7) * 150_001, price: 90_007, until: first * 900, most: 3 };
  const open = chain.query("calls", { ...zone, from: chain.slot, to: chain.slot + 4 });
  const call = open[z % Math.max(1, open.length)]?.id;
  const sent = [chain.sign(operator(stage), { kind: "grid.call", ...zone, ...asked })];
  if (call === undefined || !loadGrid.call(chain.state, call)) return sent;
  return [...sent, chain.sign(homeOf(stage), { kind: "grid.answer", call })];
};

export const GRID_ACTS: readonly RoomAct[] = [curtail, outage, supply, flexibility].map(onStage);
