/**
 * What the regulators' quorum does to a party (DESIGN §3, §4): enrols an office, suspends, reinstates, changes what it may. Each act
 * has its rules, which the caller applies first, and its change, which takes them for granted.
 */
import { addressOf } from "../../codec/address.ts";
import { fromHex } from "../../codec/bytes.ts";
import { under } from "../../state/reader.ts";
import type { ActOf } from "../bodies/decisions.ts";
import { type Context, gridOf, stamp } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { KEY } from "../keys.ts";
import { next, PARTY_MACHINE, step } from "../machines.ts";
import { positionLimit, promised } from "../positions.ts";
import type { PartyRecord, PositionRecord } from "../records.ts";
import { atMost, closest, holds, type Verdict } from "../rules.ts";
import { load, save } from "../stored.ts";
import { slotOf } from "../time.ts";
import type { Role, Side } from "../units.ts";
import { bindKey, keyFree } from "./keys.ts";
import { withdrawOffers } from "./offersOf.ts";
import { setStatus } from "./status.ts";

export type PartyChange = ActOf<"party.change">["change"];
export interface Enrolment {
  readonly key: string;
  readonly roles: readonly Role[];
  readonly zone: string;
  readonly certificates: number;
}

/** Roles of people and companies that no installer connects. Regulators are added by an act of their own; homes register. */
const ENROLLED: ReadonlySet<Role> = new Set<Role>(["operator", "utility", "holder", "installer", "agent"]);

/** A party that is known, and is no regulator: those are removed, not suspended. */
export function* suspendRules({ state }: Context, id: string): Iterable<Verdict> {
  const party = load.party(state, id);
  yield holds("standing.party", party !== undefined);
  yield holds("standing.regulator", state.get(KEY.regulator(id)) === undefined);
  yield holds("standing.active", party !== undefined && next(PARTY_MACHINE, party.status, "suspend") !== undefined);
}

/** Its live offers are withdrawn; its contracts stay binding, its meter goes on, it can pay and leave. */
export function suspend(context: Context, id: string): void {
  const party = knownParty(context, id);
  setStatus(context, party, step(PARTY_MACHINE, party.status, "suspend"));
  withdrawOffers(context, id);
}

export function* reinstateRules({ state }: Context, id: string): Iterable<Verdict> {
  const party = load.party(state, id);
  yield holds("standing.party", party !== undefined);
  yield holds("standing.suspended", party !== undefined && next(PARTY_MACHINE, party.status, "restore") !== undefined);
}

export function reinstate(context: Context, id: string): void {
  const party = knownParty(context, id);
  setStatus(context, party, step(PARTY_MACHINE, party.status, "restore"));
}

/**
 * A change holds for the slots from the running one on, and is refused while one of them has more promised than it allows: what is
 * agreed is never undone by it. What is over keeps the limit that it had.
 */
export function* changeRules(context: Context, id: string, change: PartyChange): Iterable<Verdict> {
  const { state } = context;
  const party = load.party(state, id);
  yield holds("standing.party", party?.status === "active" || party?.status === "suspended");
  if (!party) return;
  if (change.supplier !== undefined) {
    const supplier = load.party(state, change.supplier);
    yield holds("standing.supplier", supplier?.status === "active" && supplier.roles.includes("utility"));
  }
  const installer = party.roles.includes("installer");
  yield atMost("standing.certificates", installer ? 0 : (change.certificates ?? 0), 0, "count");
  const changed = { ...party, ...change };
  if (change.technology !== undefined && change.technology !== party.technology) {
    yield (
      closest(
        promises(context, party, "sell").map(({ slot, wh }) => atMost("standing.technology", wh, 0, "Wh", slot)),
      ) ?? atMost("standing.technology", 0, 0, "Wh")
    );
  }
  if (changed.exportW < party.exportW) yield fitsPromises(context, party, changed, "sell");
  if (changed.importW < party.importW) yield fitsPromises(context, party, changed, "buy");
}

export function changeParty({ state }: Context, id: string, change: PartyChange): void {
  const party = load.party(state, id);
  if (!party) throw new RangeError(`the state lacks party ${id}`);
  save(state, KEY.party(id), { ...party, ...change });
}

function fitsPromises(context: Context, party: PartyRecord, changed: PartyRecord, side: Side): Verdict {
  const rule = side === "sell" ? "standing.export" : "standing.import";
  const carrier = party.carriers[0];
  const verdicts = promises(context, party, side).map(({ slot, wh }) => {
    const limit = carrier ? positionLimit(context.state, context.params, changed, side, carrier, slot) : 0;
    return atMost(rule, wh, limit, "Wh", slot);
  });
  return closest(verdicts) ?? atMost(rule, 0, 0, "Wh");
}

/** What stands on one side for the running slot and each later one: at most a horizon of slots. */
function promises(
  { state, params, market }: Context,
  { id, carriers }: PartyRecord,
  side: Side,
): readonly { readonly slot: number; readonly wh: number }[] {
  return carriers.flatMap((carrier) => {
    const from = KEY.position(id, carrier, Math.max(0, slotOf(gridOf(params, carrier), market)));
    const [, to] = under(KEY.positionsOf(id, carrier));
    return Array.from(state.range(from, to), ([key, value]) => ({
      slot: Number(key.slice(key.lastIndexOf("/") + 1)),
      wh: promised(value as unknown as PositionRecord, side),
    })).filter(({ wh }) => wh > 0);
  });
}

export function* enrolRules({ state }: Context, entry: Enrolment): Iterable<Verdict> {
  yield holds("enrol.key", keyFree(state, entry.key));
  yield holds("enrol.zone", load.zone(state, entry.zone) !== undefined);
  yield holds(
    "enrol.roles",
    entry.roles.every((role) => ENROLLED.has(role)) && new Set(entry.roles).size === entry.roles.length,
  );
  yield atMost("enrol.certificates", entry.roles.includes("installer") ? 0 : entry.certificates, 0, "count");
}

/** An office joins, active at once; its id is its key's address. Also who is added as a regulator, with that role. */
export function enrol(context: Context, { key, roles, zone, certificates }: Enrolment): string {
  const { state } = context;
  const id = addressOf(fromHex(key));
  const record: PartyRecord = {
    id,
    roles: [...roles],
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
  save(state, KEY.party(id), record);
  save(state, KEY.status("active", id), 1);
  bindKey(state, key, id);
  if (roles.includes("regulator")) save(state, KEY.regulator(id), 1);
  return id;
}
