/** The street's day: made above the line, used below, both to one scale; what is sold stands on the line. Slots to come are tints. */
import type { StreetLedger, StreetMeters } from "../../shared/ipc/kioskViews.ts";
import { sum } from "../parts/figures.ts";
import { clockText } from "../parts/times.ts";
import { kioskWords } from "./words.ts";

const WIDTH = 1728;
const TOP = 34;
const BODY = 140;
const HEIGHT = TOP + BODY + 40;

export function DayBand({ meters, ledger }: { meters: StreetMeters; ledger: StreetLedger | null }) {
  const t = kioskWords.use();
  const { homes, now, start, slotSeconds, utcOffset } = meters;
  const slots = homes[0]?.load.length ?? 96;
  const each = (of: "load" | "generation"): number[] =>
    Array.from({ length: slots }, (_, slot) => sum(homes.map((home) => home[of][slot] ?? 0)));
  const [made, used] = [each("generation"), each("load")];
  // At midnight one of the two is of another day for a moment.
  const sold = ledger?.start === start ? ledger.sold : [];
  const up = Math.max(1, ...made, ...sold);
  const scale = BODY / (up + Math.max(1, ...used));
  const base = TOP + Math.round(up * scale);
  const px = Math.floor(WIDTH / slots);
  const bars = (values: readonly number[], sign: 1 | -1, hue: string) =>
    values.map((wh, slot) => {
      const height = Math.round(wh * scale);
      return height === 0 ? null : (
        <rect
          key={`${hue}${slot}`}
          x={slot * px}
          y={sign > 0 ? base - height : base + 1}
          width={px - 1}
          height={height}
          fill={`var(--${hue}${slot > now ? "-2" : ""})`}
        />
      );
    });
  const hand = (now + 1) * px;
  const time = clockText(start + utcOffset + (now + 1) * slotSeconds, true);
  const late = hand > WIDTH - 140;
  return (
    <svg className="kiosk-day" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("day")}>
      <g shapeRendering="crispEdges">
        {bars(made, 1, "gen")}
        {bars(sold, 1, "sold")}
        {bars(used, -1, "load")}
        <rect x="0" y={base} width={WIDTH} height="1" fill="var(--ink)" />
      </g>
      <path d={`M${hand} ${TOP - 6}V${TOP + BODY + 4}`} stroke="var(--ink)" strokeWidth="2" />
      <circle cx={hand} cy={TOP - 8} r="5" fill="var(--ink)" />
      <text x={hand + (late ? -12 : 12)} y={TOP - 2} textAnchor={late ? "end" : "start"} className="tr">
        {t("now", { time })}
      </text>
      {Array.from({ length: 9 }, (_, i) => (
        <text
          key={i}
          x={(i * WIDTH) / 8}
          y={HEIGHT - 6}
          textAnchor={i === 0 ? "start" : i === 8 ? "end" : "middle"}
          className="u"
        >
          {clockText(i * 3 * 3600, i === 8)}
        </text>
      ))}
    </svg>
  );
}
