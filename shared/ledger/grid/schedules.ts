/** What operators and utilities publish from a market second on (DESIGN §4, Screening): supply, transfer capacity, tariffs. */
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import type { Supply } from "../params.ts";
import type { Refusal } from "../records.ts";
import { holds, refusalOf, type Verdict } from "../rules.ts";
import { publish } from "../publish.ts";
import { load } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { ahead, carried, operated } from "./gridRules.ts";
import type { TariffRecord } from "./records.ts";

/** A limit below what is contracted already is allowed: it touches no contract, and lets none be added. */
export function publishSupply(context: Context, body: TxOf<"grid.supply">): Refusal | undefined {
  const refusal = refusalOf(supplyRules(context, body));
  if (refusal) return refusal;
  const { zone, carrier, from, deliverable, demand } = body;
  const supply: Supply = { deliverable, demand };
  publish(context, (at) => KEY.supply(zone, carrier, at), from, supply);
  return undefined;
}

function* supplyRules(context: Context, body: TxOf<"grid.supply">): Iterable<Verdict> {
  yield* operated(context, body.zone, body.sender);
  yield carried(context, body.carrier);
  yield* ahead(context, body.from);
}

export function publishTransfer(context: Context, body: TxOf<"grid.transfer">): Refusal | undefined {
  const refusal = refusalOf(transferRules(context, body));
  if (refusal) return refusal;
  const { carrier, source, target, from, wh } = body;
  publish(context, (at) => KEY.transfer(carrier, source, target, at), from, wh);
  return undefined;
}

function* transferRules(context: Context, body: TxOf<"grid.transfer">): Iterable<Verdict> {
  yield* operated(context, body.source, body.sender);
  yield holds("grid.target", body.target !== body.source && load.zone(context.state, body.target) !== undefined);
  yield carried(context, body.carrier);
  yield* ahead(context, body.from);
}

export function publishTariff(context: Context, body: TxOf<"grid.tariff">): Refusal | undefined {
  const refusal = refusalOf(tariffRules(context, body));
  if (refusal) return refusal;
  const { sender, carrier, from, retail, feedIn } = body;
  const tariff: TariffRecord = { retail, feedIn };
  publish(context, (at) => KEY.tariff(sender, carrier, at), from, tariff);
  return undefined;
}

function* tariffRules(context: Context, body: TxOf<"grid.tariff">): Iterable<Verdict> {
  const sender = load.party(context.state, body.sender);
  yield holds("grid.utility", sender?.status === "active" && sender.roles.includes("utility"));
  yield carried(context, body.carrier);
  yield* ahead(context, body.from);
}
