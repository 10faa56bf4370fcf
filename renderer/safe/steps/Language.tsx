/** The first screen: language, colours, and whether to begin anew or bring a wallet back. */
import { Button, SegmentedControl } from "@mantine/core";
import type { Settings, Theme } from "../../../shared/ipc/ledgerViews.ts";
import { call } from "../call.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { restoreWords } from "../restoreWords.ts";
import { watchWords } from "../watchWords.ts";
import { safeWords } from "../words.ts";
import { WordsDay } from "../WordsDay.tsx";
import { useState } from "react";

export interface FrameSteps {
  readonly steps: readonly string[];
  readonly at: number;
}

/** Anew, from words, from a back-up file, or of an address alone. */
export type Way = "create" | "restore" | "backup" | "watch";

export function Language(props: {
  frame: FrameSteps;
  settings: Settings;
  go: (way: Way) => void;
  /** Where there are wallets already. */
  toWallets?: (() => void) | undefined;
}) {
  const t = safeWords.use();
  const r = restoreWords.use();
  const w = watchWords.use();
  const [theme, setTheme] = useState<Theme>(props.settings.theme);
  return (
    <Frame
      {...props.frame}
      switchLanguage={false}
      out={
        props.toWallets && (
          <Button variant="subtle" onClick={props.toWallets}>
            {t("unlock.toWallets")}
          </Button>
        )
      }
      title={t("language.title")}
      lead={t("language.lead")}
      aside={
        <SegmentedControl<Theme>
          aria-label={t("language.theme")}
          value={theme}
          onChange={(chosen) => {
            setTheme(chosen);
            void call("settings.set", { theme: chosen });
          }}
          data={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
        />
      }
      actions={
        <>
          <Button size="md" variant="subtle" onClick={() => props.go("watch")}>
            {w("way")}
          </Button>
          <Button size="md" onClick={() => props.go("backup")}>
            {r("file")}
          </Button>
          <Button size="md" onClick={() => props.go("restore")}>
            {t("language.restore")}
          </Button>
          <Button size="md" variant="filled" ref={focusOnArrival} onClick={() => props.go("create")}>
            {t("language.create")}
          </Button>
        </>
      }
    >
      <fieldset className="entry-languages" aria-label={t("steps.language")}>
        {(["zh-CN", "en"] as const).map((lang) => (
          <Button
            key={lang}
            size="lg"
            lang={lang}
            aria-pressed={props.settings.lang === lang}
            variant={props.settings.lang === lang ? "filled" : "default"}
            onClick={() => void call("settings.set", { lang })}
          >
            {lang === "en" ? "English" : "中文"}
          </Button>
        ))}
      </fieldset>
      <div aria-hidden="true">
        <WordsDay count={24} mark={() => "right"} caption="" label="" numbers={false} />
      </div>
    </Frame>
  );
}
