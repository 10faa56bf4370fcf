/** Acts of operators on readings in random histories: too early, too late, contradictory and right. */
import { OPERATOR } from "../market.ts";
import type { RoomAct } from "./acts.ts";
import { homeOf, onStage, type Stage, type StageAct } from "./stage.ts";

/** A slot of one of the home's contracts, or one in which it has none. */
function slotOf(stage: Stage): number {
  const { chain, y, z } = stage;
  const range = { party: homeOf(stage).address, carrier: "electricity", from: 0, to: chain.slot } as const;
  const positions = chain.query("positions", { ...range, from: Math.max(0, chain.slot - 40) });
  return z % 9 === 0 ? chain.slot - (y % 9) : (positions[y % Math.max(1, positions.length)]?.slot ?? chain.slot);
}

const totals: StageAct = (stage) => {
  const { chain, z } = stage;
  const party = homeOf(stage).address;
  const first = slotOf(stage);
  const [read] = chain.query("metered", { party, carrier: "electricity", from: first, to: first + 1 });
  // What the meter says, unless it says nothing or the operator counts otherwise.
  const { sold, bought } = z % 5 === 0 || !read ? { sold: 7, bought: 7 } : read;
  return [
    chain.sign(OPERATOR, { kind: "meter.totals", party, first, totals: [{ sold: sold ?? 0, bought: bought ?? 0 }] }),
  ];
};

const substitute: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const figures = { sold: (z % 9) * 207, bought: (y % 9) * 311, reason: "counted by hand" };
  const sender = z % 13 === 0 ? homeOf(stage) : OPERATOR;
  return [
    chain.sign(sender, { kind: "meter.substitute", party: homeOf(stage).address, slot: slotOf(stage), ...figures }),
  ];
};

const correct: StageAct = (stage) => {
  const { chain, y, z } = stage;
  const figures = { sold: (z % 9) * 199, bought: (y % 9) * 313, reason: "wrong multiplier" };
  return [
    chain.sign(OPERATOR, { kind: "meter.correct", party: homeOf(stage).address, slot: slotOf(stage), ...figures }),
  ];
};

export const METERING_ACTS: readonly RoomAct[] = [totals, substitute, correct].map(onStage);
