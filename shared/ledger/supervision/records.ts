/** What the state holds of decisions (DESIGN §4): the act and its reasons, every vote, when it carried, how it ended. */
import type { z } from "zod";
import type { ProposeAct } from "../bodies/decisions.ts";
import type { Evidence, Refusal, Stamp } from "../records.ts";

export type DecisionState = "open" | "carried" | "effective" | "failed" | "rejected" | "lapsed";

/** `decision/<id>`; id is the proposal's. */
export interface DecisionRecord {
  readonly id: string;
  /** The proposal: who made it, the act and the reason. */
  readonly signed: Evidence<z.infer<typeof ProposeAct>>;
  readonly state: DecisionState;
  readonly at: Stamp;
  /** Administrative second at which it lapses while it is open. */
  readonly until: number;
  /** When enough of those in office had agreed: votes of how many, and how many it took. */
  readonly carried: (Stamp & { readonly votes: number; readonly of: number; readonly needed: number }) | null;
  /** Administrative second of its effect; null until it is carried. */
  readonly effect: number | null;
  /** When it took effect, failed, was rejected or lapsed. */
  readonly ended: Stamp | null;
  /** Why it could not take effect any more, if it failed. */
  readonly refusal: Refusal | null;
}

/** `ballot/<decision>/<regulator>`: the proposer's is a yes with the proposal's reason. */
export interface BallotRecord {
  readonly approve: boolean;
  readonly reason: string;
  readonly at: Stamp;
}

/** Votes of those who are in office now. */
export interface Tally {
  readonly yes: number;
  readonly no: number;
  /** Regulators in office. */
  readonly of: number;
  /** Yes votes that carry it. */
  readonly needed: number;
}

/** `replacing/<decision>`: `after` is the last party looked at, empty before the first. */
export interface ReplacingRecord {
  readonly supplier: string;
  readonly by: string;
  readonly after: string;
}

/** `powermove/<header second>/<decision>`: what a decision added to (or took from) the power, and the set's power before. */
export interface PowerMoveRecord {
  readonly delta: number;
  readonly total: number;
}
