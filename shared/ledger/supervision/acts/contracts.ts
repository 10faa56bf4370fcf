/** Acts on contracts (DESIGN §4, Screening): a held one is released or refused, an admitted one voided from a slot on. */
import type { ActName, ActOf } from "../../bodies/decisions.ts";
import { type Context, gridOf, stamp } from "../../context.ts";
import { endFrom, refuseHeld, release } from "../../contracts.ts";
import { next, CONTRACT_MACHINE } from "../../machines.ts";
import { filledSlots } from "../../positions.ts";
import type { Terms } from "../../records.ts";
import { atLeast, earlier, holds, type Verdict } from "../../rules.ts";
import { gateOpen, notSuspended } from "../../screening.ts";
import { load } from "../../stored.ts";
import { slotStart } from "../../time.ts";
import { type ActTable, AT_ONCE } from "./act.ts";

export const CONTRACT_ACTS: ActTable<Extract<ActName, `contract.${string}`>> = {
  "contract.release": {
    ...AT_ONCE,
    *rules(context, { contract }) {
      const { state, params, market } = context;
      const terms = termsOf(context, contract);
      yield holds("act.contract", terms !== undefined);
      if (!terms) return;
      yield held(context, contract);
      // The sweep in which a hold lapses comes after the transactions of the block that passes the gate.
      yield gateOpen(params, terms.carrier, terms.energy, market);
      for (const zone of new Set([terms.sellerZone, terms.buyerZone])) {
        yield notSuspended(state, params, zone, terms.carrier, terms.energy);
      }
    },
    perform: (context, { contract }) => release(context, contract),
  },

  "contract.refuse": {
    ...AT_ONCE,
    *rules(context, { contract }) {
      yield holds("act.contract", termsOf(context, contract) !== undefined);
      yield held(context, contract);
    },
    perform: (context, { contract }, { id, reason }) => refuseHeld(context, contract, "refuse", id, reason),
  },

  "contract.void": {
    ...AT_ONCE,
    rules: voidRules,
    perform(context, { contract, from }, { id, reason }) {
      if (load.contractProgress(context.state, contract).state === "held") {
        refuseHeld(context, contract, "void", id, reason);
        return;
      }
      endFrom(context, contract, "void", { by: id, from, liability: "excused", reason, at: stamp(context) });
    },
  },
};

function termsOf({ state }: Context, contract: string): Terms | undefined {
  return load.contractBase(state, contract)?.terms;
}

function held({ state }: Context, contract: string): Verdict {
  return holds("act.held", load.contractProgress(state, contract).state === "held");
}

/** A held contract is refused whole, so `from` is of no account there. */
function* voidRules(context: Context, { contract, from }: ActOf<"contract.void">): Iterable<Verdict> {
  const { state, params, market } = context;
  const terms = termsOf(context, contract);
  yield holds("act.contract", terms !== undefined);
  if (!terms) return;
  const at = load.contractProgress(state, contract).state;
  yield holds("act.voidable", next(CONTRACT_MACHINE, at, "void") !== undefined);
  if (at === "held") return;
  yield earlier("act.begun", market, slotStart(gridOf(params, terms.carrier), from), from);
  yield atLeast("act.slots", filledSlots(terms.energy).filter(({ slot }) => slot >= from).length, 1, "count");
}
