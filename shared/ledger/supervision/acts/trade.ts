/** Trading in a zone is suspended for a time, or goes on (DESIGN §4, Screening). Offers stay; no contract is made of them meanwhile. */
import type { ActName, ActOf } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import { KEY } from "../../keys.ts";
import { earlier, holds, type Verdict } from "../../rules.ts";
import { load, save } from "../../stored.ts";
import type { Carrier } from "../../units.ts";
import { type ActTable, AT_ONCE } from "./act.ts";

const scopeOf = (carrier: Carrier | null): Carrier | "*" => carrier ?? "*";

export const TRADE_ACTS: ActTable<Extract<ActName, `trade.${string}`>> = {
  "trade.suspend": {
    ...AT_ONCE,
    *rules(context, act) {
      yield* placeRules(context, act.zone, act.carrier);
      yield earlier("act.span", act.from, act.until);
      yield earlier("act.past", context.market, act.until);
      yield covers(context, act);
    },
    perform({ state }, { zone, carrier, from, until }) {
      save(state, KEY.suspension(zone, scopeOf(carrier)), { from, until });
    },
  },

  "trade.resume": {
    ...AT_ONCE,
    *rules({ state, market }, { zone, carrier }) {
      const running = load.suspension(state, zone, scopeOf(carrier));
      yield holds("act.suspended", running !== undefined && market < running.until);
    },
    perform: ({ state }, { zone, carrier }) => state.delete(KEY.suspension(zone, scopeOf(carrier))),
  },
};

/** A zone and carrier have one suspension: a new one may widen what is left of the old, shortening it takes trade.resume first. */
function covers({ state, market }: Context, { zone, carrier, from, until }: ActOf<"trade.suspend">): Verdict {
  const running = load.suspension(state, zone, scopeOf(carrier));
  const over = running === undefined || running.until <= market;
  return holds("act.covers", over || (from <= Math.max(running.from, market) && running.until <= until));
}

/** The zone is there and, unless all are meant, the chain has a grid for the carrier. */
export function* placeRules({ state, params }: Context, zone: string, carrier: Carrier | null): Iterable<Verdict> {
  yield holds("act.zone", load.zone(state, zone) !== undefined);
  yield holds("act.carrier", carrier === null || params.grids[carrier] !== undefined);
}
