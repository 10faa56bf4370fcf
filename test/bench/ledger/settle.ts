/**
 * `ledger.settle`: settling 100,000 contract slots whose readings are there, with damages, charges, exposure and the state's root, in
 * processor time; against writing as many slot records into the same map.
 */
import { contextOf } from "../../../shared/ledger/context.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
import { settleOverdue } from "../../../shared/ledger/settlement.ts";
import { load, save } from "../../../shared/ledger/stored.ts";
import { PARAMS, TRUSTING } from "../../shared/ledger/market.ts";
import { cpuOfWork, type Figure } from "../figure.ts";
import { BigMarket, FIRST_SLOT } from "./bigMarket.ts";

const SLOTS = 100_000;

export function settle(report: (figure: Figure) => void): void {
  const market = new BigMarket(20_000, 0);
  const wanted = market.trade(SLOTS);
  const edit = market.state.edit();
  const clock = load.clock(edit);
  const context = contextOf(edit, { ...PARAMS, ...load.params(edit) }, TRUSTING, clock, {
    ...clock,
    height: clock.height + 1,
    market: (FIRST_SLOT + 1000) * 900_000,
    adm: (FIRST_SLOT + 1000) * 900_000,
  });
  for (const { party, slot, sold, bought } of wanted.readings)
    save(edit, KEY.metered(party, "electricity", slot), { sold, bought, quality: "measured" });
  edit.done();
  const value =
    cpuOfWork(() => {
      for (const slot of wanted.slots) settleOverdue(context, "electricity", slot, 1_000_000);
      edit.done();
    }) / 1000;
  report({
    name: "ledger.settle",
    value,
    unit: "ms",
    ratio: value / plainWrites(market, wanted.count),
    against: `writing ${wanted.count} slot records into the map`,
  });
}

function plainWrites(market: BigMarket, count: number): number {
  const edit = market.state.edit();
  const record = [...market.state.range("slot/", "slot0", { limit: 1 })][0]?.[1];
  if (record === undefined) throw new Error("no slot was traded");
  return (
    cpuOfWork(() => {
      for (let i = 0; i < count; i++) edit.set(`slot/${String(i).padStart(64, "0")}/000000000`, record);
      edit.done();
    }) / 1000
  );
}
