/** Which of the chosen slots an offer covers, slot by slot. */
import { partWords } from "./words.ts";

export function Coverage(props: { from: number; to: number; covers: (slot: number) => boolean; width?: number }) {
  const t = partWords.use();
  const slots = Math.max(1, props.to - props.from);
  const width = props.width ?? 96;
  const step = width / slots;
  const marks = Array.from({ length: slots }, (_, i) => props.covers(props.from + i));
  return (
    <svg
      width={width}
      height={12}
      role="img"
      shapeRendering="crispEdges"
      aria-label={t("coverage", { covered: marks.filter(Boolean).length, of: slots })}
    >
      {marks.map((on, i) => (
        <rect
          key={i}
          x={Math.round(i * step)}
          y={0}
          width={Math.max(1, Math.round((i + 1) * step) - Math.round(i * step) - (step >= 3 ? 1 : 0))}
          height={12}
          fill={on ? "var(--ink-3)" : "var(--well)"}
        />
      ))}
    </svg>
  );
}
