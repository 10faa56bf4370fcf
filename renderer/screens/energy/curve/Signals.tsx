/** The grid's word over a curve: limits as ink lines with ends, brackets for what was cut, called for or out; and prices below the ruler. */
import type { SignalsView } from "../../../../shared/ipc/signalViews.ts";
import { kilo, priceMark } from "../../../parts/figures.ts";
import { labelWidth } from "../../../parts/ribbon/blocks.ts";
import { type Frame, slotX } from "../../../parts/ribbon/geometry.ts";
import { useLang } from "../../../words/i18n.ts";
import { priceAt, type SignalMark, type SlotGrid } from "./signalMarks.ts";
import type { Part, Stretch } from "./stretch.ts";
import { curveWords } from "./words.ts";

export function Signals(props: {
  frame: Frame;
  part: Part;
  limits: SignalsView["limits"];
  marks: readonly SignalMark[];
}) {
  const { frame, part, limits, marks } = props;
  return (
    <>
      {limits ? (
        <>
          <Limit frame={frame} watts={limits.exportW} sign={1} />
          <Limit frame={frame} watts={limits.importW} sign={-1} />
        </>
      ) : null}
      {marks.map((mark) => (
        <Bracket key={mark.key} frame={frame} part={part} mark={mark} />
      ))}
    </>
  );
}

/** Drawn where it lies within the scale; the notes say it in any case. */
function Limit({ frame, watts, sign }: { frame: Frame; watts: number; sign: 1 | -1 }) {
  const t = curveWords.use();
  const lang = useLang();
  const height = Math.round((watts / 1000) * frame.pxPerKw);
  const y = sign > 0 ? frame.base - height : frame.base + 1 + height;
  if (y < frame.top - 2 || y > frame.foot + 2) return null;
  return (
    <g>
      <path d={`M.5 ${y - 4}v8M.5 ${y + 0.5}H${frame.width - 0.5}M${frame.width - 0.5} ${y - 4}v8`} className="limit" />
      <text x={8} y={sign > 0 ? y - 5 : y + 15} className="halo inkt">
        {t("signal.limit", { kw: kilo(lang, watts, 2) })}
      </text>
    </g>
  );
}

function Bracket({ frame, part, mark }: { frame: Frame; part: Part; mark: SignalMark }) {
  const x1 = slotX(frame, mark.from - part.from) + 0.5;
  const x2 = Math.max(x1 + 2, slotX(frame, mark.to - part.from) - 0.5);
  // Above the readings, or at their foot.
  const y = mark.sign > 0 ? frame.top + 6.5 : frame.foot - 6.5;
  const end = mark.sign > 0 ? 6 : -6;
  const fits = labelWidth(mark.label) <= Math.max(x2 - x1, 96);
  const isRight = x1 > frame.width - 110;
  return (
    <g>
      <title>{mark.sentence}</title>
      <path d={`M${x1} ${y + end}V${y}H${x2}V${y + end}`} className={`signal ${mark.what}`} />
      {fits && frame.slotPx >= 2 ? (
        <text
          x={isRight ? x2 : x1}
          y={mark.sign > 0 ? y - 5 : y - 8}
          textAnchor={isRight ? "end" : "start"}
          className="halo inkt"
        >
          {mark.label}
        </text>
      ) : null}
    </g>
  );
}

/** Height of the prices below the ruler. */
export const PRICE_BAND = 64;
const ROOM = 36;

export function Prices(props: {
  frame: Frame;
  /** Where the band begins. */
  top: number;
  stretch: Stretch;
  part: Part;
  tariff: NonNullable<SignalsView["tariff"]>;
  grid: SlotGrid;
}) {
  const t = curveWords.use();
  const lang = useLang();
  const { frame, top, stretch, part, tariff, grid } = props;
  const of = (which: "retail" | "feedIn") =>
    Array.from({ length: part.to - part.from }, (_, k) => priceAt(stretch, part.from + k, tariff, grid, which));
  const [retail, feedIn] = [of("retail"), of("feedIn")];
  const known = [...retail, ...feedIn].filter((one) => one !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const y = (micro: number) => top + 14 + Math.round((1 - (micro - low) / Math.max(1, high - low)) * ROOM) + 0.5;
  const line = (values: readonly (number | null)[]) => {
    let path = "";
    let isOn = false;
    values.forEach((micro, slot) => {
      if (micro === null) isOn = false;
      else {
        path += `${isOn ? "V" : `M${slotX(frame, slot)} `}${y(micro)}H${slotX(frame, slot + 1)}`;
        isOn = true;
      }
    });
    return path;
  };
  if (known.length === 0) return null;
  return (
    <g>
      <text x={0} y={top + 6}>
        {t("priceBand")}
      </text>
      {[...new Set([low, high])].map((micro) => (
        <text key={micro} x={-8} y={y(micro) + 4} textAnchor="end">
          {priceMark(lang, micro)}
        </text>
      ))}
      <path d={line(retail)} className="retail" />
      <path d={line(feedIn)} className="feed-in" />
    </g>
  );
}
