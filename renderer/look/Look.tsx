/** Every window's outer shell: library with our theme, colour scheme, language of the page, and the one card all seals share. */
import { MantineProvider, type MantineColorSchemeManager } from "@mantine/core";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import type { Lang, Theme } from "../../shared/ipc/ledgerViews.ts";
import type { Proof } from "../../shared/ipc/verified.ts";
import { SealCard } from "../parts/SealCard.tsx";
import { i18n } from "../words/i18n.ts";
import { theme } from "./theme.ts";

const darkQuery = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined;
const watchSystem = (changed: () => void) => {
  darkQuery?.addEventListener("change", changed);
  return () => darkQuery?.removeEventListener("change", changed);
};

/** The scheme lives in the wallet's settings, so the library keeps none of its own. */
const noManager: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

export function Look(props: {
  lang: Lang;
  theme: Theme;
  children: ReactNode;
  /** Opens the proof behind a seal; without it the card has no such button. */
  onProof?: ((proof: Proof) => void) | undefined;
}) {
  const systemDark = useSyncExternalStore(watchSystem, () => darkQuery?.matches ?? false);
  const scheme = props.theme === "system" ? (systemDark ? "dark" : "light") : props.theme;
  useEffect(() => {
    document.documentElement.lang = props.lang;
    if (i18n.language !== props.lang) void i18n.changeLanguage(props.lang);
  }, [props.lang]);
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      colorSchemeManager={noManager}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {props.children}
      <SealCard onProof={props.onProof} />
    </MantineProvider>
  );
}
