/** The month by day, or the year by month: own use, to the grid and sold up, bought and from the grid down; what the same of the period before made as a line. */
import { Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from "recharts";
import { decimal } from "../../parts/figures.ts";
import { useLang } from "../../words/i18n.ts";
import type { MonthRow } from "./tables.ts";

/** Recharts draws with numbers; these are for drawing alone, figures come from the Wh of the rows. */
const drawn = (row: MonthRow) => ({
  date: row.date,
  number: row.number,
  sold: row.sold,
  toGrid: row.toGrid ?? 0,
  own: row.own ?? 0,
  bought: -row.bought,
  fromGrid: -(row.fromGrid ?? 0),
  previousUp: row.previousGeneration,
});

export default function MonthBars(props: {
  rows: readonly MonthRow[];
  chosen: string | null;
  onChoose: (date: string) => void;
  beside: boolean;
  label: string;
  height?: number;
}) {
  const lang = useLang();
  const data = props.rows.map(drawn);
  const read = props.rows.map((row) => row.generation !== null && !row.partial);
  const tick = (wh: number) => (wh === 0 ? "kWh" : decimal(lang, Math.abs(wh), 3, { max: 1 }));
  return (
    <figure className="month-bars" aria-label={props.label}>
      <ComposedChart
        width={816}
        height={props.height ?? 368}
        data={data}
        stackOffset="sign"
        margin={{ top: 8, right: 0, bottom: 8, left: 0 }}
        barCategoryGap={2}
        accessibilityLayer={false}
        onClick={(state) => {
          const row = props.rows[Number(state.activeTooltipIndex)];
          if (row) props.onChoose(row.date);
        }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="number" hide />
        <YAxis
          width={48}
          interval={0}
          axisLine={false}
          tickLine={false}
          tick={{ fontSize: 12, fill: "var(--ink-2)" }}
          tickFormatter={tick}
        />
        <ReferenceLine y={0} stroke="var(--ink)" />
        <Bar dataKey="sold" stackId="day" fill="var(--sold)" isAnimationActive={false} />
        <Bar dataKey="toGrid" stackId="day" fill="var(--gen)" isAnimationActive={false} />
        <Bar dataKey="own" stackId="day" fill="var(--gen-2)" isAnimationActive={false} />
        <Bar dataKey="bought" stackId="day" fill="var(--bought)" isAnimationActive={false} />
        <Bar dataKey="fromGrid" stackId="day" fill="var(--load)" isAnimationActive={false} />
        {props.beside ? (
          <Line
            dataKey="previousUp"
            stroke="none"
            isAnimationActive={false}
            dot={<Beside read={read} />}
            activeDot={false}
          />
        ) : null}
      </ComposedChart>
    </figure>
  );
}

/** A short ink line across the bar; lighter where there is no whole day yet to hold against it. */
function Beside(props: { cx?: number; cy?: number; index?: number; read: readonly boolean[] }) {
  const { cx, cy, index = 0, read } = props;
  if (cx === undefined || cy === undefined || cy === null || Number.isNaN(cy)) return null;
  return <rect x={cx - 12} y={cy - 1} width={24} height={2} fill={read[index] ? "var(--ink)" : "var(--ink-3)"} />;
}
