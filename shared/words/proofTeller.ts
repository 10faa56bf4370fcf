/** Whom a proof is told to, and how times, parties and ids are told there. */
import { exactMoment, type Lang, type Names, nameOf } from "./format.ts";

export interface ProofTeller {
  readonly lang: Lang;
  readonly names: Names;
  /** Seconds that the reader's clock is ahead of UTC at a time. */
  readonly offsetAt: (seconds: number) => number;
}

export const say = ({ lang }: ProofTeller, en: string, zh: string): string => (lang === "en" ? en : zh);
export const who = (party: string, { names, lang }: ProofTeller): string => nameOf(party, names, lang);
/** Header seconds, by the reader's clock. */
export const wallTime = (seconds: number, { offsetAt, lang }: ProofTeller): string =>
  exactMoment(seconds, offsetAt(seconds), lang);

/** An id that can be recognised and looked up, not read aloud: "2861a8f0…1cab". */
export const shortId = (id: string): string => `${id.slice(0, 8)}…${id.slice(-4)}`;
