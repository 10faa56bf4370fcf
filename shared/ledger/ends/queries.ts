/** Ends of contracts and disputes: what can be asked and proved. */
import { z } from "zod";
import { type Reader, under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { pageLimit as limit, query, type QueryTable } from "../query.ts";
import { namesUnder } from "../stored.ts";
import { PartyId, TxId } from "../units.ts";
import { type DisputeRecord, loadDispute } from "./disputeRecord.ts";
import { type CloseOutRecord, loadCloseOut } from "./insolvency.ts";

export interface EndQueries {
  /** A dispute with its rulings: reasons, energies, liability and award. */
  dispute: { in: { id: string }; out: DisputeRecord | null };
  disputesOf: { in: { contract: string }; out: readonly DisputeRecord[] };
  /** Disputes that wait for the regulators, in the order of their ids, after one. */
  disputesAwaiting: { in: { after?: string; limit: number }; out: readonly DisputeRecord[] };
  /** How far the close-out of an insolvent party has come. */
  closeOut: { in: { party: string }; out: CloseOutRecord | null };
}

export const END_QUERIES: QueryTable<EndQueries> = {
  dispute: query(z.strictObject({ id: TxId }), (r, { id }) => loadDispute(r, id) ?? null),
  disputesOf: query(z.strictObject({ contract: TxId }), disputesOf),
  disputesAwaiting: query(z.strictObject({ after: TxId.exactOptional(), limit }), (r, { after, limit: most }) => {
    const [from, to] = under(KEY.awaiting(""));
    const page = r.range(after === undefined ? from : `${from}${after}!`, to, { limit: most });
    return [...page].flatMap(([key]) => loadDispute(r, key.slice(from.length)) ?? []);
  }),
  closeOut: query(z.strictObject({ party: PartyId }), (r, { party }) => loadCloseOut(r, party) ?? null),
};

/** Disputes of a contract in the order in which they were raised: at most three per slot. */
export function disputesOf(r: Reader, { contract }: { contract: string }): readonly DisputeRecord[] {
  return namesUnder(r, `disputeof/${contract}/`).flatMap((name) => loadDispute(r, name.split("/")[1] ?? "") ?? []);
}
