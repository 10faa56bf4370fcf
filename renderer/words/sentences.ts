/** Sentences in a row: a space between them where the language has one. */
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

export const sentences = (lang: Lang, parts: readonly string[]): string => parts.join(lang === "en" ? " " : "");
