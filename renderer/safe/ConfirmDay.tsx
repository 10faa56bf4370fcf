/** The day it is about, in tints, with what is signed as one block upon it, and the hours below. */
import { useMemo } from "react";
import type { ConfirmView } from "../../shared/ipc/safeViews.ts";
import type { Block } from "../parts/ribbon/blocks.ts";
import { MiniRibbon } from "../parts/ribbon/MiniRibbon.tsx";
import { clockText } from "../parts/times.ts";

const WIDTH = 440;
const HEIGHT = 72;

export function ConfirmDay({ day }: { day: NonNullable<ConfirmView["day"]> }) {
  const { view, from, to, watts, side } = day;
  const blocks = useMemo<readonly Block[]>(() => {
    const wh = Math.round((watts * view.slotSeconds) / 3600);
    const slots = Array.from({ length: Math.max(0, to - from) }, () => wh);
    return [{ key: "signed", from, wh: slots, side, done: from, offer: false, label: "" }];
  }, [view.slotSeconds, from, to, watts, side]);
  const perHour = 3600 / view.slotSeconds;
  const hours = Math.floor(view.slots / perHour);
  const x = (slot: number) => Math.round((slot * WIDTH) / view.slots);
  const labels = [0, 6, 12, 18, hours];
  return (
    <div className="confirm-day">
      <MiniRibbon day={view} blocks={blocks} width={WIDTH} height={HEIGHT} />
      <svg className="words-day" width={WIDTH} height={28} aria-hidden="true">
        <g shapeRendering="crispEdges" fill="var(--ink-3)">
          <rect width={WIDTH} height={1} fill="var(--line)" />
          {Array.from({ length: hours + 1 }, (_, hour) => (
            <rect
              key={hour}
              x={Math.min(WIDTH - 1, x(hour * perHour))}
              width={1}
              height={labels.includes(hour) ? 6 : 3}
            />
          ))}
        </g>
        {labels.map((hour) => (
          <text
            key={hour}
            x={x(hour * perHour)}
            y={19}
            textAnchor={hour === 0 ? "start" : hour === hours ? "end" : "middle"}
          >
            {clockText(hour * 3600, hour === hours)}
          </text>
        ))}
      </svg>
    </div>
  );
}
