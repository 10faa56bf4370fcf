/** What the figures of a curve rest on: gaps and what the registers moved in them, substituted values, the width of a point. */
import type { CurveView } from "../../../../shared/ipc/curveViews.ts";
import { digitsFor, kilo, sum } from "../../../parts/figures.ts";
import { useLang } from "../../../words/i18n.ts";
import { energyWords } from "../words.ts";
import { timeText, widthText } from "./pointText.ts";
import { type Part, ribbonOf, substitutedRuns } from "./stretch.ts";
import { curveWords } from "./words.ts";

/** So many are named one by one. */
const NAMED = 3;

export function CurveNotes({ view, part }: { view: CurveView; part: Part }) {
  const t = curveWords.use();
  const notes = energyWords.use();
  const lang = useLang();
  const isDated = view.from !== view.to;
  const gaps = ribbonOf(view, part).gaps.map((gap) => ({ from: gap.from + part.from, to: gap.to + part.from }));
  const runs = substitutedRuns(view, part);
  const spans = (all: readonly Part[]) =>
    all.slice(0, NAMED).map((run) => timeText(view, run.from, run.to - 1, lang, isDated));
  const more = (all: readonly Part[]) => Math.max(0, all.length - NAMED);
  const unplaced = unplacedOf(view);
  const digits = digitsFor([unplaced.exported, unplaced.imported]);
  const joined = spans(runs).join(lang === "en" ? ", " : "、");
  return (
    <ul className="energy-notes note">
      {spans(gaps).map((span) => (
        <li key={span}>{t("gap", { span })}</li>
      ))}
      {more(gaps) > 0 ? <li>{t("gapMore", { count: more(gaps) })}</li> : null}
      {unplaced.exported > 0 || unplaced.imported > 0 ? (
        <li>
          {t("unplaced", {
            exported: kilo(lang, unplaced.exported, digits),
            imported: kilo(lang, unplaced.imported, digits),
          })}
        </li>
      ) : null}
      {runs.length > 0 ? (
        <li>
          {more(runs) > 0
            ? t("substitutedMore", { spans: joined, count: more(runs) })
            : t("substituted", { spans: joined })}
        </li>
      ) : null}
      {view.width > 1 ? (
        <li>
          {t("meanOf", { width: widthText(view.width) })} {t("keys.band")}
        </li>
      ) : null}
      {view.notes.map((note) => (
        <li key={note}>{notes(`notes.${note}`)}</li>
      ))}
    </ul>
  );
}

/** What the registers moved while nothing was read: in the totals, in no point. Wh. */
export function unplacedOf(view: CurveView): { readonly exported: number; readonly imported: number } {
  const rest = (key: "exported" | "imported") => Math.max(0, (view.totals[key] ?? 0) - sum(view[key]));
  return { exported: rest("exported"), imported: rest("imported") };
}
