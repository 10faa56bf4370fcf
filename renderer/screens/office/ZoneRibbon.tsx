/** A zone's day on the line: firm sales up, purchases down, limits as ink lines with ends, what exceeds one in the warning colour. */
import type { HeldRow, ZoneView } from "../../../shared/ipc/officeViews.ts";
import { kilo } from "../../parts/figures.ts";
import { placeBlocks } from "../../parts/ribbon/blocks.ts";
import { blockPath } from "../../parts/ribbon/blocks.ts";
import {
  barPx,
  combPath,
  type Frame,
  frameFor,
  hourMarks,
  powerTicks,
  type RibbonDay,
  slotX,
} from "../../parts/ribbon/geometry.ts";
import { dateText } from "../../parts/times.ts";
import { useLang } from "../../words/i18n.ts";
import { balanceWords } from "./balanceWords.ts";
import { limitRuns, overIn, wattsOf } from "./balance.ts";

const WIDTH = 1056;
const BODY = 200;

export function ZoneRibbon({ zone, held }: { zone: ZoneView; held: readonly HeldRow[] }) {
  const t = balanceWords.use();
  const lang = useLang();
  const { slots, slotSeconds, first } = zone;
  const day: RibbonDay = {
    date: zone.date,
    slots: slots.length,
    slotSeconds,
    generation: slots.map(({ firm }) => firm),
    load: slots.map(({ bought }) => bought),
    known: slots.length,
    forecast: null,
    gaps: [],
  };
  const most = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));
  // The limit is in the picture, unless it is so far off that nothing else would be seen.
  const within = (limit: number, figure: number) => (limit > figure * 6 ? figure * 1.5 : limit);
  const up = most(slots.map(({ firm }) => firm));
  const down = most(slots.map(({ bought }) => bought));
  const reach = {
    up: within(most(slots.map(({ deliverable }) => deliverable)), up),
    down: within(most(slots.map(({ demand }) => demand)), down),
  };
  const frame = frameFor(day, { slotPx: Math.max(1, Math.floor(WIDTH / slots.length)), body: BODY, top: 16 }, reach);
  const over = overIn(slots);
  const sentence = [
    t("alt", {
      zone: zone.zone,
      date: dateText(lang, zone.date, "long"),
      slots: slots.length,
      firm: kilo(lang, wattsOf(up, slotSeconds)),
      bought: kilo(lang, wattsOf(down, slotSeconds)),
    }),
    ...(over > 0 ? [t("altOver", { count: over })] : []),
  ].join(" ");
  const zero = () => 0;
  const cut = (value: number, limit: number | null) => barPx(frame, limit === null ? value : Math.min(value, limit));
  const placed = placeBlocks(
    slots.length,
    held
      .filter((row) => row.carrier === zone.carrier)
      .flatMap((row) => {
        const block = { from: row.energy.first - first, wh: row.energy.wh, done: -1, offer: true, label: "" };
        const bought = { ...block, key: `${row.id} buy`, side: "buy" as const };
        return row.type === "firm" ? [{ ...block, key: row.id, side: "sell" as const }, bought] : [bought];
      }),
  );
  const at = (i: number) => slots[i];
  return (
    <svg
      className="rb"
      width={frame.width}
      height={frame.foot + 26}
      viewBox={`0 0 ${frame.width} ${frame.foot + 26}`}
      role="img"
      aria-label={sentence}
    >
      <g shapeRendering="crispEdges">
        <Lines frame={frame} />
        <path
          d={combPath(frame, 1, 0, slots.length, zero, (i) => cut(at(i)?.firm ?? 0, at(i)?.deliverable ?? null))}
          className="sold"
        />
        <path
          d={combPath(
            frame,
            1,
            0,
            slots.length,
            (i) => cut(at(i)?.firm ?? 0, at(i)?.deliverable ?? null),
            (i) => barPx(frame, at(i)?.firm ?? 0),
          )}
          className="over"
        />
        <path
          d={combPath(frame, -1, 0, slots.length, zero, (i) => cut(at(i)?.bought ?? 0, at(i)?.demand ?? null))}
          className="bought"
        />
        <path
          d={combPath(
            frame,
            -1,
            0,
            slots.length,
            (i) => cut(at(i)?.bought ?? 0, at(i)?.demand ?? null),
            (i) => barPx(frame, at(i)?.bought ?? 0),
          )}
          className="over"
        />
        {placed.map((one) => (
          <path
            key={one.block.key}
            d={blockPath(frame, one, one.from, one.to, 0.75)}
            className="pend"
            shapeRendering="auto"
          />
        ))}
        <rect x={0} y={frame.base} width={frame.width} height={1} className="base" />
      </g>
      <Limits frame={frame} zone={zone} side="deliverable" />
      <Limits frame={frame} zone={zone} side="demand" />
      <Hours frame={frame} day={day} />
      {zone.nowSlot === null ? null : (
        <path d={`M${slotX(frame, zone.nowSlot - first) + 0.5} 0V${frame.foot + 4}`} className="now" />
      )}
    </svg>
  );
}

function Limits({ frame, zone, side }: { frame: Frame; zone: ZoneView; side: "deliverable" | "demand" }) {
  const t = balanceWords.use();
  const lang = useLang();
  const sign = side === "deliverable" ? 1 : -1;
  const runs = limitRuns(zone.slots, side);
  return (
    <>
      {runs.map((run, i) => {
        const height = barPx(frame, run.wh);
        const full = sign > 0 ? frame.base - 8 : frame.foot - frame.base;
        // Off the picture: the figure stands at its edge, without a line that would lie.
        const beyond = height > full;
        const y = sign > 0 ? frame.base - Math.min(height, full) : frame.base + Math.min(height, full);
        const [x, end] = [slotX(frame, run.from), slotX(frame, run.to)];
        const text = t(sign > 0 ? "limitUp" : "limitDown", { kw: kilo(lang, wattsOf(run.wh, zone.slotSeconds)) });
        return (
          <g key={run.from}>
            {beyond ? null : (
              <path d={`M${x} ${y}H${end}M${x + 0.75} ${y - 4}v8M${end - 0.75} ${y - 4}v8`} className="cap" />
            )}
            {i === runs.length - 1 || end - x > 160 ? (
              <text x={end} y={y - 6} textAnchor="end" className="b halo">
                {beyond ? t("beyond", { limit: text }) : text}
              </text>
            ) : null}
          </g>
        );
      })}
    </>
  );
}

function Lines({ frame }: { frame: Frame }) {
  const y = (kw: number) =>
    kw > 0 ? frame.base - Math.round(kw * frame.pxPerKw) : frame.base + 1 + Math.round(-kw * frame.pxPerKw);
  return (
    <>
      {powerTicks(frame).map((kw) => (
        <g key={kw}>
          <rect x={0} y={y(kw)} width={frame.width} height={1} className="grid" />
          <text x={-8} y={y(kw) + 4} textAnchor="end">
            {Math.abs(kw)}
          </text>
        </g>
      ))}
      <text x={-8} y={frame.base + 4} textAnchor="end">
        kW
      </text>
    </>
  );
}

function Hours({ frame, day }: { frame: Frame; day: RibbonDay }) {
  return (
    <>
      <rect x={0} y={frame.foot + 4} width={frame.width} height={1} className="grid" />
      {hourMarks(day, 2).map((mark) => (
        <g key={mark.slot}>
          <rect
            x={Math.min(slotX(frame, mark.slot), frame.width - 1)}
            y={frame.foot + 4}
            width={1}
            height={mark.label ? 6 : 3}
            className="tk"
          />
          {mark.label ? (
            <text
              x={slotX(frame, mark.slot)}
              y={frame.foot + 23}
              textAnchor={mark.slot === 0 ? "start" : mark.slot === day.slots ? "end" : "middle"}
            >
              {mark.label}
            </text>
          ) : null}
        </g>
      ))}
    </>
  );
}
