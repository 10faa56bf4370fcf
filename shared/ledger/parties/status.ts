/** A party's status and the index of parties by status, in step. */
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import type { PartyRecord, PartyStatus } from "../records.ts";
import { save } from "../stored.ts";

export function setStatus(
  { state }: Context,
  party: PartyRecord,
  status: PartyStatus,
  change: Partial<PartyRecord> = {},
): PartyRecord {
  const changed: PartyRecord = { ...party, ...change, status };
  state.delete(KEY.status(party.status, party.id));
  save(state, KEY.status(status, party.id), 1);
  save(state, KEY.party(party.id), changed);
  return changed;
}
