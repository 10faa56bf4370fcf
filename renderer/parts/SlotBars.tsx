/** Contracted and delivered, slot by slot, to one scale: what is missing stays an outline, in the warning colour where it costs damages. */
import { useLang } from "../words/i18n.ts";
import { kilo, sum } from "./figures.ts";
import { clockText } from "./times.ts";
import { partWords } from "./words.ts";

export interface DeliverySlot {
  /** Local seconds of its start. */
  readonly at: number;
  readonly q: number;
  /** Null until it is settled. */
  readonly delivered: number | null;
}

export function SlotBars(props: {
  slots: readonly DeliverySlot[];
  slotSeconds: number;
  width: number;
  side: "sell" | "buy";
  /** Shortfalls cost damages (firm contracts). */
  damages: boolean;
}) {
  const t = partWords.use();
  const lang = useLang();
  const { slots, width } = props;
  const count = Math.max(1, slots.length);
  const step = Math.max(2, Math.min(64, Math.floor(width / count)));
  const gap = step >= 12 ? 2 : step >= 5 ? 1 : 0;
  const most = Math.max(1, ...slots.map((s) => Math.max(s.q, s.delivered ?? 0)));
  const scale = 104 / most;
  const top = 24;
  const base = top + 104;
  const settled = slots.filter((s) => s.delivered !== null);
  const every = [1, 2, 4, 8, 16, 24].find((n) => n * step >= 76) ?? 32;
  const right = slots.length * step - gap;
  const last = slots.at(-1);
  return (
    <svg
      className="rb"
      width={width}
      height={base + 28}
      role="img"
      aria-label={t("slotBars.alt", {
        slots: slots.length,
        contracted: kilo(lang, sum(slots.map((s) => s.q))),
        delivered: kilo(lang, sum(settled.map((s) => s.delivered))),
      })}
    >
      <g shapeRendering="crispEdges">
        <rect y={base} width={right} height={1} className="base" />
        {slots.map((slot, i) => {
          const x = i * step;
          const w = step - gap;
          const full = Math.round(slot.q * scale);
          const done = Math.round((slot.delivered ?? 0) * scale);
          const short = slot.delivered !== null && slot.delivered < slot.q;
          return (
            <g key={slot.at}>
              <rect
                x={x}
                y={base - done}
                width={w}
                height={done}
                className={props.side === "sell" ? "sold" : "bought"}
              />
              <rect
                x={x + 0.5}
                y={base - full + 0.5}
                width={Math.max(1, w - 1)}
                height={Math.max(0, full - 1)}
                className={slot.delivered === null ? "promise" : "outline"}
              />
              {short ? (
                <rect
                  x={x + 0.75}
                  y={base - full + 0.75}
                  width={Math.max(1, w - 1.5)}
                  height={Math.max(1, full - done - 0.75)}
                  className={props.damages ? "short" : "outline"}
                  shapeRendering="auto"
                />
              ) : null}
              <rect x={x ? x - 1 : 0} y={base + 5} width={1} height={i % every ? 3 : 6} className="tk" />
            </g>
          );
        })}
        <rect x={right - 1} y={base + 5} width={1} height={6} className="tk" />
      </g>
      {slots.map((slot, i) => {
        const x = i * step;
        const missing = slot.delivered === null ? 0 : slot.q - slot.delivered;
        return (
          <g key={slot.at}>
            {missing > 0 && step >= 28 ? (
              <text
                x={x + (step - gap) / 2}
                y={base - Math.round(slot.q * scale) - 7}
                textAnchor="middle"
                className={props.damages ? "halo warn" : "halo"}
              >
                −{missing}
              </text>
            ) : null}
            {i % every === 0 && right - x > 40 ? (
              <text x={x} y={base + 24} textAnchor={i ? "middle" : "start"}>
                {clockText(slot.at)}
              </text>
            ) : null}
          </g>
        );
      })}
      {last ? (
        <text x={right} y={base + 24} textAnchor={right > 60 ? "end" : "start"} dx={right > 60 ? 0 : 36}>
          {clockText(last.at + props.slotSeconds, true)}
        </text>
      ) : null}
      <text x={-8} y={top + 8} textAnchor="end">
        {most}
      </text>
      <text x={-8} y={base} textAnchor="end">
        Wh
      </text>
    </svg>
  );
}
