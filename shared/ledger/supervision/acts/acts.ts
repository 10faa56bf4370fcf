/** Every act that takes a quorum, in one table. */
import type { Act, ActName } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import type { Refusal } from "../../records.ts";
import { refusalOf } from "../../rules.ts";
import type { ActSpec, ActTable, Decided } from "./act.ts";
import { CONTRACT_ACTS } from "./contracts.ts";
import { DISPUTE_ACTS } from "./disputes.ts";
import { PARTY_ACTS } from "./parties.ts";
import { REGULATOR_ACTS } from "./regulators.ts";
import { SCHEDULE_ACTS } from "./schedules.ts";
import { SUPPLIER_ACTS } from "./suppliers.ts";
import { TRADE_ACTS } from "./trade.ts";
import { UPGRADE_ACTS } from "./upgrades.ts";
import { VALIDATOR_ACTS } from "./validators.ts";

const ACTS: ActTable<ActName> = {
  ...CONTRACT_ACTS,
  ...PARTY_ACTS,
  ...TRADE_ACTS,
  ...SCHEDULE_ACTS,
  ...REGULATOR_ACTS,
  ...VALIDATOR_ACTS,
  ...UPGRADE_ACTS,
  ...SUPPLIER_ACTS,
  ...DISPUTE_ACTS,
};

// The row of an act takes that act; the compiler cannot see it through the union.
const rowOf = (act: Act): ActSpec<ActName> => ACTS[act.act] as unknown as ActSpec<ActName>;

export const takesNotice = (act: Act): boolean => rowOf(act).notice;
export const takesTwoThirds = (act: Act): boolean => rowOf(act).twoThirds;

/** Why the act could not be carried out, `lead` seconds from now at the earliest; undefined when it could. */
export function refusalOfAct(context: Context, act: Act, lead: number): Refusal | undefined {
  return refusalOf(rowOf(act).rules(context, act as never, lead));
}

/** Carries out an act whose rules hold. */
export function performAct(context: Context, act: Act, decided: Decided): void {
  rowOf(act).perform(context, act as never, decided);
}
