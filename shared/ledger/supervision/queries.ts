/** Decisions by quorum: what can be asked and proved. */
import { z } from "zod";
import { type Reader, under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { pageLimit as limit, query, type QueryTable } from "../query.ts";
import type { PartyRecord } from "../records.ts";
import { load, namesUnder } from "../stored.ts";
import { Carrier, Height, PartyId, Seconds, TxId, ZoneId } from "../units.ts";
import { type BandsAhead, bandsAhead } from "./bandsAhead.ts";
import type { BallotRecord, DecisionRecord, DecisionState, Tally } from "./records.ts";
import { type MisbehaviourRecord, misbehaviourOf } from "./misbehaviour.ts";
import { loadDecision, regulatorsOf } from "./stored.ts";
import { tallyOf } from "./tally.ts";
import { loadUpgrade, rulesVersionOf, type UpgradeRecord } from "./upgrade.ts";
import { type Validator, validatorsOf } from "./validatorSet.ts";

export interface SupervisionQueries {
  /** With every vote that was cast, and while it is open how it stands among those in office. */
  decision: {
    in: { id: string };
    out: {
      decision: DecisionRecord;
      ballots: readonly (BallotRecord & { regulator: string })[];
      tally: Tally | null;
    } | null;
  };
  /** In a state, the latest proposal first; `after`: a decision of that state that the page follows. */
  decisions: { in: { status: DecisionState; after?: string; limit: number }; out: readonly DecisionRecord[] };
  /** Parties whose contracts are held, by id. */
  watched: { in: { after?: string; limit: number }; out: readonly string[] };
  /** Of a zone: market seconds from which and until which no contract is made; carrier `*` stands for all. */
  suspensions: { in: { zone: string }; out: readonly { carrier: Carrier | "*"; from: number; until: number }[] };
  /** CometBFT's set as decided; none where the node's set is fixed. */
  validators: { in: Record<string, never>; out: readonly Validator[] };
  /** What CometBFT proved against validators: the latest offences first, of heights below `before`. */
  misbehaviour: { in: { before?: number; limit: number }; out: readonly MisbehaviourRecord[] };
  /** The version of the rules, and the one that is decided to take over. */
  upgrade: { in: Record<string, never>; out: { version: number; next: UpgradeRecord | null } };
  /** Bands in force at a market second, and up to `limit` entries after it. */
  bands: { in: { zone: string; carrier: Carrier; at: number; limit: number }; out: BandsAhead };
  /** Those in office, by id. */
  regulators: { in: Record<string, never>; out: readonly PartyRecord[] };
}

const none = z.strictObject({});
const status = z.enum(["open", "carried", "effective", "failed", "rejected", "lapsed"] satisfies DecisionState[]);

export const SUPERVISION_QUERIES: QueryTable<SupervisionQueries> = {
  decision: query(z.strictObject({ id: TxId }), (r, { id }) => {
    const decision = loadDecision(r, id);
    if (!decision) return null;
    const [from, to] = under(KEY.ballot(id, ""));
    const ballots = Array.from(r.range(from, to), ([key, ballot]) => ({
      ...(ballot as unknown as BallotRecord),
      regulator: key.slice(from.length),
    }));
    return { decision, ballots, tally: decision.state === "open" ? tallyOf(r, decision) : null };
  }),
  decisions: query(z.strictObject({ status, after: TxId.exactOptional(), limit }), decisions),
  watched: query(z.strictObject({ after: PartyId.exactOptional(), limit }), (r, { after, limit: most }) => {
    const [from, to] = under(KEY.watch(""));
    const start = after === undefined ? from : `${from}${after}!`;
    return Array.from(r.range(start, to, { limit: most }), ([key]) => key.slice(from.length));
  }),
  suspensions: query(z.strictObject({ zone: ZoneId }), (r, { zone }) =>
    namesUnder(r, `suspension/${zone}/`).flatMap((name) => {
      const carrier = name as Carrier | "*";
      const suspension = load.suspension(r, zone, carrier);
      return suspension ? [{ carrier, ...suspension }] : [];
    }),
  ),
  validators: query(none, validatorsOf),
  misbehaviour: query(z.strictObject({ before: Height.exactOptional(), limit }), (r, { before, limit: most }) =>
    misbehaviourOf(r, before, most),
  ),
  upgrade: query(none, (r) => ({ version: rulesVersionOf(r), next: loadUpgrade(r) ?? null })),
  bands: query(z.strictObject({ zone: ZoneId, carrier: Carrier, at: Seconds, limit }), (r, input) =>
    bandsAhead(r, input.zone, input.carrier, input.at, input.limit),
  ),
  regulators: query(none, (r) => regulatorsOf(r).flatMap((id) => load.party(r, id) ?? [])),
};

function decisions(
  r: Reader,
  { status: wanted, after, limit: most }: SupervisionQueries["decisions"]["in"],
): readonly DecisionRecord[] {
  const [from, end] = under(`decisionin/${wanted}/`);
  const cursor = after === undefined ? undefined : loadDecision(r, after);
  if (after !== undefined && !cursor) return [];
  const to = cursor ? KEY.decisionIn(wanted, cursor.at.height, cursor.id) : end;
  return Array.from(r.range(from, to, { reverse: true, limit: most }), ([key]) =>
    key.slice(key.lastIndexOf("/") + 1),
  ).flatMap((id) => loadDecision(r, id) ?? []);
}
