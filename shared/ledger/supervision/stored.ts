/** Typed access to this room's part of the state; see ../stored.ts. */
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import { namesUnder } from "../stored.ts";
import type { BallotRecord, DecisionRecord, ReplacingRecord } from "./records.ts";

const read = <T>(reader: Reader, key: string): T | undefined => reader.get(key) as T | undefined;

export const loadDecision = (r: Reader, id: string): DecisionRecord | undefined => read(r, KEY.decision(id));
export const loadBallot = (r: Reader, decision: string, regulator: string): BallotRecord | undefined =>
  read(r, KEY.ballot(decision, regulator));
export const loadReplacing = (r: Reader, decision: string): ReplacingRecord | undefined =>
  read(r, KEY.replacing(decision));

/** Regulators in office, by id: at most MOST_REGULATORS beyond those of genesis. */
export const regulatorsOf = (r: Reader): readonly string[] => namesUnder(r, KEY.regulator(""));
export const inOffice = (r: Reader, party: string): boolean => r.get(KEY.regulator(party)) !== undefined;
