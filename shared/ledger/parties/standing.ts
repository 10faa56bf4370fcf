/** A party's standing (DESIGN §4). MINIMAL: the room of parties replaces this file; decisions call it by these names. */
import { addressOf } from "../../codec/address.ts";
import { fromHex } from "../../codec/bytes.ts";
import type { ActOf } from "../bodies/decisions.ts";
import { type Context, stamp } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { KEY } from "../keys.ts";
import { next, PARTY_MACHINE, step } from "../machines.ts";
import type { PartyRecord } from "../records.ts";
import { holds, type Verdict } from "../rules.ts";
import { load, save } from "../stored.ts";
import type { Role } from "../units.ts";
import { keyFree } from "./keys.ts";

export interface Enrolment {
  readonly key: string;
  readonly roles: readonly Role[];
  readonly zone: string;
  readonly certificates: number;
}

export function* enrolRules({ state }: Context, { key, zone }: Enrolment): Iterable<Verdict> {
  yield holds("standing.known", keyFree(state, key));
  yield holds("standing.zone", load.zone(state, zone) !== undefined);
}

export function enrol(context: Context, { key, roles, zone, certificates }: Enrolment): void {
  const id = addressOf(fromHex(key));
  const record: PartyRecord = {
    id,
    roles,
    status: "active",
    keys: [key],
    zone,
    carriers: [],
    importW: 0,
    exportW: 0,
    technology: "none",
    supplier: null,
    point: null,
    meter: null,
    certificates,
    since: stamp(context),
    decided: null,
  };
  save(context.state, KEY.party(id), record);
  save(context.state, KEY.status("active", id), 1);
}

export function* changeRules(
  { state }: Context,
  _id: string,
  change: ActOf<"party.change">["change"],
): Iterable<Verdict> {
  const { supplier } = change;
  const heir = supplier === undefined ? undefined : load.party(state, supplier);
  yield holds(
    "standing.supplier",
    supplier === undefined || (heir?.status === "active" && heir.roles.includes("utility")),
  );
}

export function changeParty(context: Context, id: string, change: ActOf<"party.change">["change"]): void {
  save(context.state, KEY.party(id), { ...knownParty(context, id), ...change } satisfies PartyRecord);
}

export function* suspendRules(context: Context, id: string): Iterable<Verdict> {
  yield holds("standing.state", next(PARTY_MACHINE, knownParty(context, id).status, "suspend") !== undefined);
}

export const suspend = (context: Context, id: string): void => become(context, id, "suspend");

export function* reinstateRules(context: Context, id: string): Iterable<Verdict> {
  yield holds("standing.state", next(PARTY_MACHINE, knownParty(context, id).status, "restore") !== undefined);
}

export const reinstate = (context: Context, id: string): void => become(context, id, "restore");

function become(context: Context, id: string, event: "suspend" | "restore"): void {
  const party = knownParty(context, id);
  const status = step(PARTY_MACHINE, party.status, event);
  save(context.state, KEY.party(id), { ...party, status } satisfies PartyRecord);
  context.state.delete(KEY.status(party.status, id));
  save(context.state, KEY.status(status, id), 1);
}
