/** The protocol's words for figures and times, in both languages at once. */
import type { Both, Lang } from "../../shared/words/format.ts";

export { kWh, slotSpan, span, yuan } from "../../shared/words/format.ts";
export type { Both } from "../../shared/words/format.ts";

export const both = (say: (lang: Lang) => string): Both => ({ en: say("en"), zh: say("zh") });
export const same = (text: string): Both => ({ en: text, zh: text });
