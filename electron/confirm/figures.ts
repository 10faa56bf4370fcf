/** The protocol's words for figures and times, in both languages at once. */
import { type Both, type Lang, perKWh } from "../../shared/words/format.ts";

export { kW, kWh, moment, slotSpan, yuan } from "../../shared/words/format.ts";
export type { Both } from "../../shared/words/format.ts";

export const both = (say: (lang: Lang) => string): Both => ({ en: say("en"), zh: say("zh") });
export const same = (text: string): Both => ({ en: text, zh: text });
export const price = (micro: number): Both => both((lang) => perKWh(micro, lang));
