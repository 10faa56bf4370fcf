/** The first start's frame: mark and steps above, one heading, one lead, the actions below; language at any moment. */
import type { ReactNode } from "react";
import { LanguageSwitch } from "../parts/LanguageSwitch.tsx";
import { Mark } from "../parts/Mark.tsx";
import { useLang } from "../words/i18n.ts";
import { call } from "./call.ts";

export function Frame(props: {
  steps?: readonly string[];
  at?: number;
  title: string;
  lead: ReactNode;
  children?: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  /** False where the screen itself is about the language. */
  switchLanguage?: boolean;
  /** At the end of the head: a way out of these steps. */
  out?: ReactNode;
}) {
  const lang = useLang();
  const at = props.at ?? 0;
  return (
    <main className="entry">
      <header className="entry-head">
        <Mark />
        <ol className="entry-steps">
          {props.steps?.map((step, i) => (
            <li
              key={step}
              data-on={i === at || undefined}
              data-done={i < at || undefined}
              aria-current={i === at ? "step" : undefined}
            >
              {step}
            </li>
          ))}
        </ol>
        {props.out}
        {props.switchLanguage !== false && (
          <LanguageSwitch size="xs" value={lang} onChange={(chosen) => void call("settings.set", { lang: chosen })} />
        )}
      </header>
      <h1 className="entry-title">{props.title}</h1>
      <div className="entry-lead">{props.lead}</div>
      <div className="entry-body">{props.children}</div>
      <footer className="entry-foot">
        <div>{props.aside}</div>
        <div className="entry-actions">{props.actions}</div>
      </footer>
    </main>
  );
}
