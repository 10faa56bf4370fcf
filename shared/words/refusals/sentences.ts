/** The form in which a room states its rules' sentences: one per rule, in both languages. */
import type { Both } from "../format.ts";

export type Sentences<R extends string> = { readonly [Rule in R]: Both };
export const b = (en: string, zh: string): Both => ({ en, zh });
