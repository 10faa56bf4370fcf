/** One sentence for what is signed, in both languages. */
import type { Sentence } from "./view.ts";

export const sentenceOf: Sentence = (body) => ({ en: body.kind, zh: body.kind });
