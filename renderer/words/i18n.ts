/**
 * One i18next instance per window. Each area brings its words in both languages at once with `words(...)`; the type of the
 * English words demands the Chinese ones, so a missing string does not compile. Plurals: `key_one` and `key_other`.
 */
import i18next from "i18next";
import { useSyncExternalStore } from "react";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";

export const i18n = i18next.createInstance();
void i18n.init({
  lng: "en",
  fallbackLng: false,
  initAsync: false,
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
});

export type Tree = { readonly [key: string]: string | Tree };
/** The same keys with other words; a language without grammatical number needs no `_one`. */
export type SameKeys<T extends Tree> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends Tree ? SameKeys<T[K]> : string;
};
type Base<K extends string> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
/** Dotted paths to the strings. */
export type Key<T extends Tree> = {
  [K in keyof T & string]: T[K] extends Tree ? `${K}.${Key<T[K]>}` : Base<K>;
}[keyof T & string];

export type Words<T extends Tree> = (key: Key<T>, values?: Record<string, string | number>) => string;

const watch = (changed: () => void) => {
  i18n.on("languageChanged", changed);
  return () => i18n.off("languageChanged", changed);
};

const asLang = (text: string): Lang => (text === "zh-CN" ? "zh-CN" : "en");

/** The language on screen; components that use it draw again at once when it changes. */
export const useLang = (): Lang =>
  useSyncExternalStore(
    watch,
    () => asLang(i18n.language),
    () => asLang(i18n.language),
  );

/** The key is checked by the area's own type, so the library's typing is not needed. */
const translate = (key: string, options: Record<string, unknown>): string => String(i18n.t(key, options));

/** Registers an area's words and gives its hook. `bundles` keeps them for the completeness test. */
export const bundles = new Map<string, { en: Tree; zh: Tree }>();
export function words<const T extends Tree>(area: string, en: T, zh: SameKeys<T>) {
  bundles.set(area, { en, zh: zh as Tree });
  i18n.addResourceBundle("en", area, en);
  i18n.addResourceBundle("zh-CN", area, zh);
  const say: Words<T> = (key, values) => translate(String(key), { ...values, ns: area });
  const use = (): Words<T> => {
    useLang();
    return say;
  };
  return { say, use };
}
