/** How the regulators stand on a registration: every vote of those in office, and how many carry it. */
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { load, namesUnder, type VoteRecord } from "../stored.ts";

export interface Admission {
  readonly votes: readonly (VoteRecord & { readonly regulator: string })[];
  /** Of those in office. */
  readonly yes: number;
  readonly no: number;
  readonly of: number;
  readonly needed: number;
}

/** Null for a party that nobody knows. After the decision the votes stand as they were cast. */
export function admissionOf(r: Reader, party: string): Admission | null {
  if (!load.party(r, party)) return null;
  const office = namesUnder(r, KEY.regulator(""));
  const votes = namesUnder(r, KEY.vote(party, "")).flatMap((regulator) => {
    const vote = load.vote(r, party, regulator);
    return vote ? [{ ...vote, regulator }] : [];
  });
  const counted = votes.filter(({ regulator }) => office.includes(regulator));
  const yes = counted.filter(({ admit }) => admit).length;
  return { votes, yes, no: counted.length - yes, of: office.length, needed: load.params(r).quorum };
}
