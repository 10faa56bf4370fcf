/**
 * What the regulators publish (DESIGN §4, Screening): bands, charges and availability profiles, each from a market second on that
 * is still to come at the act's effect. Entries in force, and what was contracted under them, stay as they are.
 */
import type { ActName } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import { KEY } from "../../keys.ts";
import { earlier, holds, type Verdict } from "../../rules.ts";
import { publish } from "../../publish.ts";
import { type ActTable, AFTER_NOTICE } from "./act.ts";
import { placeRules } from "./trade.ts";

export const SCHEDULE_ACTS: ActTable<Extract<ActName, `schedule.${string}`>> = {
  "schedule.bands": {
    ...AFTER_NOTICE,
    *rules(context, { zone, carrier, from, bands }, lead) {
      yield* placeRules(context, zone, carrier);
      yield toCome(context, from, lead);
      const { price, damages } = bands;
      yield holds("act.band", price.min <= price.max && damages.min <= damages.max);
    },
    perform: (context, { zone, carrier, from, bands }) =>
      publish(context, (at) => KEY.bands(zone, carrier, at), from, bands),
  },

  "schedule.charges": {
    ...AFTER_NOTICE,
    *rules(context, { carrier, source, target, from }, lead) {
      yield* placeRules(context, source, carrier);
      yield* placeRules(context, target, carrier);
      yield toCome(context, from, lead);
    },
    perform: (context, { carrier, source, target, from, charges }) =>
      publish(context, (at) => KEY.charges(carrier, source, target, at), from, charges),
  },

  "schedule.profile": {
    ...AFTER_NOTICE,
    *rules(context, { from }, lead) {
      yield toCome(context, from, lead);
    },
    perform: (context, { technology, month, from, share }) =>
      publish(context, (at) => KEY.profile(technology, month, at), from, share),
  },
};

/** The entry begins later than now, and than the notice of a decision that is not carried yet: it replaces none that is in force. */
function toCome({ market }: Context, from: number, lead: number): Verdict {
  return earlier("act.from", market + lead, from);
}
