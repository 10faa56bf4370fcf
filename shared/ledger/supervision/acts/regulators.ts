/** Who decides, who runs a zone's grid, and under which parameters (DESIGN §4): whatever changes, the quorum stays within reach. */
import { addressOf } from "../../../codec/address.ts";
import { fromHex } from "../../../codec/bytes.ts";
import type { ActName, ActOf } from "../../bodies/decisions.ts";
import type { Context } from "../../context.ts";
import { knownParty } from "../../contracts.ts";
import { KEY } from "../../keys.ts";
import type { Params } from "../../params.ts";
import { keyFree } from "../../parties/keys.ts";
import { enrol } from "../../parties/standing.ts";
import type { PartyRecord } from "../../records.ts";
import { atLeast, atMost, holds, type Verdict } from "../../rules.ts";
import { load, save } from "../../stored.ts";
import { inOffice, regulatorsOf } from "../stored.ts";
import { type ActTable, AFTER_NOTICE } from "./act.ts";
import { outOfOffice, proved } from "./parties.ts";

/** Most regulators in office: a quorum can be no larger (params.ts), and every count of votes goes through them. */
export const MOST_REGULATORS = 100;

export const REGULATOR_ACTS: ActTable<Extract<ActName, `regulator.${string}`> | "params.change" | "zone.operator"> = {
  "params.change": {
    ...AFTER_NOTICE,
    rules: paramsRules,
    perform: ({ state }, { change }) => save(state, KEY.params, { ...load.params(state), ...change }),
  },

  "zone.operator": {
    ...AFTER_NOTICE,
    *rules({ state }, { zone, operator }) {
      const record = load.zone(state, zone);
      const party = load.party(state, operator);
      yield holds("act.zone", record !== undefined);
      yield holds("act.operator", party?.status === "active" && party.roles.includes("operator"));
      yield holds("act.nothing", record?.operator !== operator);
    },
    // What the one before called for stays its to pay.
    perform({ state }, { zone, operator }) {
      const record = load.zone(state, zone);
      if (record) save(state, KEY.zone(zone), { ...record, operator });
    },
  },

  "regulator.add": {
    ...AFTER_NOTICE,
    rules: addRules,
    perform(context, { key, zone }) {
      const { state } = context;
      const id = addressOf(fromHex(key));
      const party = load.party(state, id);
      if (party) save(state, KEY.party(id), { ...party, roles: ["regulator"] } satisfies PartyRecord);
      else enrol(context, { key, roles: ["regulator"], zone, certificates: 0 });
      save(state, KEY.regulator(id), 1);
    },
  },

  "regulator.remove": {
    ...AFTER_NOTICE,
    *rules({ state }, { party }) {
      yield holds("act.office", inOffice(state, party));
      yield reachable(regulatorsOf(state).length - 1, load.params(state));
    },
    perform(context, { party }) {
      const { state } = context;
      const record = knownParty(context, party);
      const roles = record.roles.filter((role) => role !== "regulator");
      save(state, KEY.party(party), { ...record, roles } satisfies PartyRecord);
      state.delete(KEY.regulator(party));
    },
  },
};

/** As many regulators as the quorum asks for. */
function reachable(regulators: number, { quorum }: Pick<Params, "quorum">): Verdict {
  return atLeast("act.quorum", regulators, quorum, "count");
}

/** Somebody new, or a former regulator (who stays in its zone) with no other office: who supervises the market takes no part in it. */
function* addRules(context: Context, { key, proof, zone }: ActOf<"regulator.add">): Iterable<Verdict> {
  const { state } = context;
  const id = addressOf(fromHex(key));
  yield proved(context, id, key, proof);
  yield outOfOffice(context, id);
  yield atMost("act.regulators", regulatorsOf(state).length + 1, MOST_REGULATORS, "count");
  const party = load.party(state, id);
  if (!party) {
    yield holds("act.key", keyFree(state, key));
    yield holds("act.zone", load.zone(state, zone) !== undefined);
    return;
  }
  yield holds("act.former", party.status === "active" && party.roles.length === 0 && party.keys.includes(key));
}

/** Statements and batches are numbered by the lengths of their periods, so those two stay as genesis set them. */
function* paramsRules({ state }: Context, { change }: ActOf<"params.change">): Iterable<Verdict> {
  const params = load.params(state);
  const changed: Params = { ...params, ...change };
  yield holds("act.nothing", Object.keys(change).length > 0);
  yield holds("act.period", changed.settlement.period === params.settlement.period);
  yield holds("act.batch", changed.metering.batchSlots === params.metering.batchSlots);
  yield reachable(regulatorsOf(state).length, changed);
}
