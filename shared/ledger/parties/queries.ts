/** Parties, their keys and meters: what can be asked and proved. */
import { z } from "zod";
import type { MeterIdentity } from "../bodies/parties.ts";
import { KEY } from "../keys.ts";
import { query, type QueryTable } from "../query.ts";
import type { PartyRecord } from "../records.ts";
import { load } from "../stored.ts";
import { Hex32, PartyId, PublicKey, TxId } from "../units.ts";
import { type Admission, admissionOf } from "./admission.ts";
import { assignmentOf } from "./assignment.ts";
import { formerMeters } from "./holders.ts";
import { encryptionOf, ownerOf } from "./keys.ts";
import { moveAt, successorAt } from "./moving.ts";
import { issuedOn } from "./quota.ts";
import type { AssignedRecord, EncryptionRecord, FormerMeter, HandoverRecord, MoveRecord } from "./records.ts";

export interface PartyQueries {
  /** Account keys that are bound to a party; null for one that nobody knows. */
  keysOf: { in: { party: string }; out: { readonly keys: readonly string[] } | null };
  /** The party that an account key is bound to: what a wallet finds its own id by after a rotation. */
  keyOwner: { in: { key: string }; out: { readonly party: string } | null };
  encryptionKeys: { in: { party: string }; out: EncryptionRecord | null };
  /** Certificates used on a UTC day (days since 1970), and how many there may be. */
  installerQuota: {
    in: { installer: string; day: number };
    out: { readonly used: number; readonly limit: number } | null;
  };
  /** Who holds a connection point, who is named to come next, and the registration that waits for it. */
  handover: {
    in: { point: string };
    out: {
      readonly holder: string | null;
      readonly move: MoveRecord | null;
      readonly successor: PartyRecord | null;
    };
  };
  /** What a party took over when it came, with what the mover and it signed. */
  handoverTo: { in: { party: string }; out: HandoverRecord | null };
  /** The contract that a contract is the rest of, and the one that goes on with its own rest. */
  assignment: {
    in: { contract: string };
    out: { readonly before: string | null; readonly after: AssignedRecord | null };
  };
  /** Votes on a registration and how they stand. */
  admission: { in: { party: string }; out: Admission | null };
  metersOf: {
    in: { party: string };
    out: { readonly meter: MeterIdentity | null; readonly former: readonly FormerMeter[] } | null;
  };
}

export const PARTY_QUERIES: QueryTable<PartyQueries> = {
  keysOf: query(z.strictObject({ party: PartyId }), (r, { party }) => {
    const record = load.party(r, party);
    return record ? { keys: record.keys } : null;
  }),
  keyOwner: query(z.strictObject({ key: PublicKey }), (r, { key }) => {
    const party = ownerOf(r, key);
    return party === undefined ? null : { party };
  }),
  encryptionKeys: query(z.strictObject({ party: PartyId }), (r, { party }) => encryptionOf(r, party) ?? null),
  installerQuota: query(
    z.strictObject({ installer: PartyId, day: z.number().int().min(0).max(9_999_999) }),
    (r, { installer, day }) => {
      const party = load.party(r, installer);
      return party ? { used: issuedOn(r, day, installer), limit: party.certificates } : null;
    },
  ),
  handover: query(z.strictObject({ point: Hex32 }), (r, { point }) => ({
    holder: (r.get(KEY.point(point)) as string | undefined) ?? null,
    move: moveAt(r, point) ?? null,
    successor: successorAt(r, point) ?? null,
  })),
  handoverTo: query(
    z.strictObject({ party: PartyId }),
    (r, { party }) => (r.get(KEY.handover(party)) as unknown as HandoverRecord | undefined) ?? null,
  ),
  assignment: query(z.strictObject({ contract: TxId }), (r, { contract }) => assignmentOf(r, contract)),
  admission: query(z.strictObject({ party: PartyId }), (r, { party }) => admissionOf(r, party)),
  metersOf: query(z.strictObject({ party: PartyId }), (r, { party }) => {
    const record = load.party(r, party);
    return record ? { meter: record.meter, former: formerMeters(r, party) } : null;
  }),
};
