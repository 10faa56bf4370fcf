/** Acts on parties and their keys (DESIGN §3, §4): what they change is the business of ../../parties and ../../ends. */
import { addressOf } from "../../../codec/address.ts";
import { fromHex } from "../../../codec/bytes.ts";
import type { ActName } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import { knownParty } from "../../contracts.ts";
import { closeOut, closeOutRules } from "../../ends/insolvency.ts";
import { KEY } from "../../keys.ts";
import { keyFree, keyProofHolds, replaceKey } from "../../parties/keys.ts";
import {
  changeParty,
  changeRules,
  enrol,
  enrolRules,
  reinstate,
  reinstateRules,
  suspend,
  suspendRules,
} from "../../parties/standing.ts";
import { holds, type Verdict } from "../../rules.ts";
import { load, save } from "../../stored.ts";
import { inOffice } from "../stored.ts";
import { type ActTable, AT_ONCE } from "./act.ts";

export const PARTY_ACTS: ActTable<Extract<ActName, `party.${string}`> | "key.replace" | "watch.set"> = {
  "watch.set": {
    ...AT_ONCE,
    *rules(context, { party, on }) {
      yield known(context, party);
      yield holds("act.nothing", (context.state.get(KEY.watch(party)) !== undefined) !== on);
    },
    perform({ state }, { party, on }) {
      if (on) save(state, KEY.watch(party), 1);
      else state.delete(KEY.watch(party));
    },
  },

  "party.enrol": {
    ...AT_ONCE,
    *rules(context, { key, proof, roles, zone, certificates }) {
      yield proved(context, addressOf(fromHex(key)), key, proof);
      // Who joins those that decide is decided with notice: regulator.add.
      yield holds("act.roles", !roles.includes("regulator"));
      yield* enrolRules(context, { key, roles, zone, certificates });
    },
    perform: (context, { key, roles, zone, certificates }) => enrol(context, { key, roles, zone, certificates }),
  },

  "party.change": {
    ...AT_ONCE,
    *rules(context, { party, change }) {
      yield known(context, party);
      yield holds("act.nothing", Object.keys(change).length > 0);
      yield* changeRules(context, party, change);
    },
    perform: (context, { party, change }) => changeParty(context, party, change),
  },

  "party.suspend": {
    ...AT_ONCE,
    *rules(context, { party }) {
      yield known(context, party);
      yield outOfOffice(context, party);
      yield* suspendRules(context, party);
    },
    perform: (context, { party }) => suspend(context, party),
  },

  "party.reinstate": {
    ...AT_ONCE,
    *rules(context, { party }) {
      yield known(context, party);
      yield* reinstateRules(context, party);
    },
    perform: (context, { party }) => reinstate(context, party),
  },

  "party.closeOut": {
    ...AT_ONCE,
    *rules(context, { party }) {
      yield known(context, party);
      yield outOfOffice(context, party);
      yield* closeOutRules(context, party);
    },
    perform: (context, { party }, { id, reason }) => closeOut(context, party, id, reason),
  },

  "key.replace": {
    ...AT_ONCE,
    *rules(context, { party, key, proof }) {
      yield known(context, party);
      yield proved(context, party, key, proof);
      const { keys } = knownParty(context, party);
      yield holds("act.key", keyFree(context.state, key, party) && !keys.includes(key));
    },
    perform: (context, { party, key }) => replaceKey(context, party, key),
  },
};

function known({ state }: Context, party: string): Verdict {
  return holds("act.party", load.party(state, party) !== undefined);
}

/** A regulator in office is not suspended: its vote counts until its office ends (regulator.remove). */
export function outOfOffice({ state }: Context, party: string): Verdict {
  return holds("act.holdsOffice", !inOffice(state, party));
}

/** Somebody holds the key and wants it bound to this party. */
export function proved({ check, params }: Context, party: string, key: string, proof: string): Verdict {
  return holds("act.proof", keyProofHolds(check, params.chainId, party, key, proof));
}
