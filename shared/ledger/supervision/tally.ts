/** How a decision stands: the votes of those who are in office, and how many of them it takes (DESIGN §4, §8). */
import type { Reader } from "../../state/reader.ts";
import { floorDiv } from "../amounts.ts";
import type { Act } from "../bodies/decisions.ts";
import { load } from "../stored.ts";
import { takesTwoThirds } from "./acts/acts.ts";
import type { DecisionRecord, Tally } from "./records.ts";
import { loadBallot, regulatorsOf } from "./stored.ts";

/** Yes votes that carry an act: the quorum, for the gravest more than two thirds of those in office as well. */
export function votesNeeded(act: Act, quorum: number, regulators: number): number {
  return takesTwoThirds(act) ? Math.max(quorum, floorDiv(2 * regulators, 3) + 1) : quorum;
}

export function tallyOf(reader: Reader, { id, signed }: Pick<DecisionRecord, "id" | "signed">): Tally {
  const regulators = regulatorsOf(reader);
  let yes = 0;
  let no = 0;
  for (const regulator of regulators) {
    const ballot = loadBallot(reader, id, regulator);
    if (ballot?.approve === true) yes++;
    else if (ballot) no++;
  }
  const of = regulators.length;
  return { yes, no, of, needed: votesNeeded(signed.body.decide, load.params(reader).quorum, of) };
}
