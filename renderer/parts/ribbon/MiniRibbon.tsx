/** The same line, small: the day in tints and one block upon it. */
import { useMemo } from "react";
import { useLang } from "../../words/i18n.ts";
import { ribbonSentence } from "./alternative.ts";
import { Bars } from "./Bars.tsx";
import { type Block, placeBlocks, reachOf } from "./blocks.ts";
import { Blocks } from "./Blocks.tsx";
import { type Frame, frameFor, type RibbonDay, slotX } from "./geometry.ts";

export function MiniRibbon(props: {
  day: RibbonDay;
  blocks: readonly Block[];
  width: number;
  height: number;
  now?: number | null;
  loud?: boolean;
  after?: (frame: Frame) => React.ReactNode;
}) {
  const lang = useLang();
  const { day, blocks, width, height } = props;
  const placed = useMemo(
    () =>
      placeBlocks(
        day.slots,
        blocks.map((block) => ({ ...block, label: "" })),
      ),
    [day.slots, blocks],
  );
  const frame = useMemo(
    () => frameFor(day, { slotPx: width / day.slots, body: height - 2, top: 0 }, reachOf(placed)),
    [day, width, height, placed],
  );
  return (
    <svg className="rb" width={width} height={height} role="img" aria-label={ribbonSentence(day, blocks, lang)}>
      <g shapeRendering="crispEdges">
        <Bars frame={frame} day={day} quiet={!props.loud} />
        <Blocks frame={frame} placed={placed} />
        <rect x={0} y={frame.base} width={frame.width} height={1} className="base" />
      </g>
      {props.now != null ? <path d={`M${slotX(frame, props.now) + 0.5} 0V${height}`} className="nowq" /> : null}
      {props.after?.(frame)}
    </svg>
  );
}
