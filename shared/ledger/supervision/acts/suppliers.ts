/**
 * The supplier of last resort (DESIGN §4): every customer of a supplier that has failed gets another one. There may be many, so a
 * page of parties is gone through per block. The supplier must not be active, so that nobody becomes its customer meanwhile.
 */
import type { Context } from "../../context.ts";
import { schedule } from "../../deadlines.ts";
import { KEY } from "../../keys.ts";
import { changeParty } from "../../parties/standing.ts";
import type { PartyRecord } from "../../records.ts";
import { holds } from "../../rules.ts";
import { load, save } from "../../stored.ts";
import { under } from "../../../state/reader.ts";
import type { ReplacingRecord } from "../records.ts";
import { loadReplacing } from "../stored.ts";
import { type ActTable, AT_ONCE } from "./act.ts";

/** Parties that one block looks at for one decision. */
export const REPLACE_PAGE = 1000;

export const SUPPLIER_ACTS: ActTable<"supplier.replace"> = {
  "supplier.replace": {
    ...AT_ONCE,
    *rules({ state }, { supplier, by }) {
      const old = load.party(state, supplier);
      const heir = load.party(state, by);
      yield holds("act.party", old !== undefined);
      yield holds("act.supplier", old !== undefined && old.roles.includes("utility") && old.status !== "active");
      yield holds("act.heir", heir?.status === "active" && heir.roles.includes("utility"));
      yield holds("act.ownSupplier", heir?.supplier !== supplier);
    },
    perform({ state, adm }, { supplier, by }, { id }) {
      save(state, KEY.replacing(id), { supplier, by, after: "" } satisfies ReplacingRecord);
      schedule(state, "a", adm, { what: "replace", decision: id });
    },
  },
};

/** The next page of parties; the last one ends the replacement. */
export function replaceNext(context: Context, decision: string): void {
  const { state, adm } = context;
  const replacing = loadReplacing(state, decision);
  if (!replacing) return;
  const { supplier, by, after } = replacing;
  const [start, end] = under("party/");
  const page = [...state.range(after === "" ? start : `${start}${after}!`, end, { limit: REPLACE_PAGE })];
  for (const [, value] of page) {
    const party = value as unknown as PartyRecord;
    if (party.supplier === supplier && party.status !== "left" && party.status !== "refused") {
      changeParty(context, party.id, { supplier: by });
    }
  }
  const last = page.length < REPLACE_PAGE ? undefined : page.at(-1)?.[0].slice(start.length);
  if (last === undefined) {
    state.delete(KEY.replacing(decision));
    return;
  }
  save(state, KEY.replacing(decision), { supplier, by, after: last } satisfies ReplacingRecord);
  schedule(state, "a", adm + 1, { what: "replace", decision });
}
