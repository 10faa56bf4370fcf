/** Taking an offer from the book, whole or in part, with the all-in amount and the worst case before anything is signed. */
import { Button, NumberInput } from "@mantine/core";
import { useState } from "react";
import type { BookRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { partyName } from "../../frame/names.ts";
import { useWatched } from "../../frame/watched.ts";
import { decimal, kilo, priceMark, sum, yuan } from "../../parts/figures.ts";
import { Figure } from "../../parts/Figure.tsx";
import { sayOutcome } from "../../store/app.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import type { Choice } from "./bookRows.ts";
import { outcomeOf, spread, typed } from "./offerMath.ts";
import { marketWords } from "./words.ts";

/** Wh of the offer inside the chosen slots, aligned to its first slot there. */
export function within(row: BookRow, chosen: Choice | null): { first: number; wh: number[] } {
  const end = row.energy.first + row.energy.wh.length;
  const from = chosen ? Math.max(row.energy.first, chosen.from) : row.energy.first;
  const to = chosen ? Math.min(end, chosen.to) : end;
  return from < to
    ? { first: from, wh: row.energy.wh.slice(from - row.energy.first, to - row.energy.first) }
    : { first: row.energy.first, wh: [...row.energy.wh] };
}

export function TakeSheet(props: {
  row: BookRow;
  chosen: Choice | null;
  charges: HomeView["charges"];
  onBack: () => void;
}) {
  const t = marketWords.use();
  const lang = useLang();
  const { row } = props;
  const whole = row.minimum >= row.total;
  const part = whole ? row.energy : within(row, props.chosen);
  const most = sum(part.wh);
  const least = Math.min(row.minimum, most);
  const [text, setText] = useState(() => decimal("en", most, 3, { min: 2, max: 3 }).replaceAll(",", ""));
  const accept = useAct("sign.accept");
  const watched = useWatched();
  const want = typed(text, 3);
  // What is left may not fall under the minimum: then the whole is taken.
  const sound = want !== null && want >= Math.max(1, least) && want <= most;
  const wh = sound ? (want === most ? part.wh : spread(want, part.wh)) : part.wh;
  const buying = row.side === "sell";
  const rate = buying ? row.damages.buyer : row.damages.seller;
  // The other side's charges are the buyer's alone.
  const unit = buying ? row.allIn : row.price;
  const outcome = outcomeOf(
    { side: buying ? "buy" : "sell", type: row.type, price: row.price, damages: row.damages },
    wh,
    props.charges,
  );
  const name = partyName(row.party, lang);
  return (
    <>
      <h2 className="lead">{t(buying ? "take_.buyFrom" : "take_.sellTo", { name })}</h2>
      <p className="dim">{t(buying ? "take_.atAllIn" : "take_.at", { price: priceMark(lang, unit) })}</p>
      <label className="sheet-line">
        <span>
          {t("take_.how")}
          <span className={`note under${sound ? "" : " warn-t"}`} role={sound ? undefined : "alert"}>
            {whole
              ? t("take_.onlyAll")
              : sound
                ? least <= 1
                  ? t("take_.anyPart")
                  : t("take_.atLeast", { kwh: kilo(lang, least, 3) })
                : t("take_.between", { min: kilo(lang, Math.max(1, least), 3), max: kilo(lang, most) })}
          </span>
        </span>
        <NumberInput
          w={144}
          value={text}
          onChange={(value) => setText(String(value))}
          allowNegative={false}
          decimalScale={3}
          disabled={whole}
          error={!sound}
          rightSection="kWh"
          rightSectionWidth={40}
        />
      </label>
      <div className="sheet-out">
        <div>
          <p className="note">{t(buying ? "take_.pay" : "take_.receive")}</p>
          {outcome ? (
            <Figure size="l" pre={buying ? "−¥" : "+¥"} text={yuan(lang, outcome.all)} />
          ) : (
            <span className="fig l faint">–</span>
          )}
          <p className="note">
            {kilo(lang, sum(wh))} kWh × {priceMark(lang, unit)}
          </p>
        </div>
        <div>
          <p className="note">{t("take_.worst")}</p>
          {outcome ? (
            <Figure size="l" pre={outcome.worst > 0 ? "−¥" : "¥"} text={yuan(lang, outcome.worst)} />
          ) : (
            <span className="fig l faint">–</span>
          )}
          <p className="note">
            {row.type === "firm"
              ? t(buying ? "take_.worstBuyer" : "take_.worstSeller", { price: priceMark(lang, rate) })
              : t("take_.noDamages")}
          </p>
        </div>
      </div>
      {accept.act.state === "failed" ? <FaultLine fault={accept.act.fault} /> : null}
      <div className="acts">
        <Button
          variant="filled"
          size="md"
          flex={1}
          disabled={!sound}
          loading={accept.busy}
          {...watched}
          onClick={() =>
            void accept.run({ offer: row.id, energy: { first: part.first, wh: [...wh] } }).then((answer) => {
              if (!answer) return;
              sayOutcome(answer);
              if (answer.outcome === "signed") props.onBack();
            })
          }
        >
          {t("sheet.act")}
        </Button>
        <Button size="md" onClick={props.onBack}>
          {t("take_.back")}
        </Button>
      </div>
    </>
  );
}
