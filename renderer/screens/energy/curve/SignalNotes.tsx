/** What the grid said, in sentences with the ledger's seal; or that nothing was said, or that it is withheld. */
import type { SignalsView } from "../../../../shared/ipc/signalViews.ts";
import type { Verified } from "../../../../shared/ipc/verified.ts";
import { kilo } from "../../../parts/figures.ts";
import { Seal, sealOf } from "../../../parts/Seal.tsx";
import { WithheldLine } from "../../../parts/Sealed.tsx";
import { useLang } from "../../../words/i18n.ts";
import type { SignalMark } from "./signalMarks.ts";
import { curveWords } from "./words.ts";

export function SignalNotes(props: {
  of: Verified<SignalsView>;
  marks: readonly SignalMark[];
  limits: SignalsView["limits"];
  showsSignals: boolean;
  showsPrice: boolean;
}) {
  const t = curveWords.use();
  const lang = useLang();
  const { of, marks, limits } = props;
  if (of.state !== "verified") return <WithheldLine of={of} />;
  return (
    <ul className="energy-notes note">
      {marks.map((mark) => (
        <li key={mark.key}>
          {mark.sentence}
          <Seal seal={sealOf(of)} />
        </li>
      ))}
      {props.showsSignals && marks.length === 0 ? <li>{t("signal.none")}</li> : null}
      {limits ? (
        <li>
          {t("signal.limits", { exported: kilo(lang, limits.exportW, 2), imported: kilo(lang, limits.importW, 2) })}
          <Seal seal={sealOf(of)} />
        </li>
      ) : null}
      {props.showsPrice && of.value.tariff === null ? <li>{t("noPrice")}</li> : null}
    </ul>
  );
}
