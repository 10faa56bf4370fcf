/** The mark: a small day of four slots, generation above the line and load below. */
import { partWords } from "./words.ts";

export function Mark({ size = 32 }: { size?: number }) {
  const t = partWords.use();
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" role="img" aria-label={t("mark")}>
      <g shapeRendering="crispEdges">
        <path d="M4 13h4v5H4zM10 7h4v11h-4zM16 3h4v15h-4zM22 9h4v9h-4z" fill="var(--gen)" />
        <path d="M4 20h4v3H4zM10 20h4v4h-4zM16 20h4v5h-4zM22 20h4v9h-4z" fill="var(--load)" />
        <path d="M2 18h26v2H2z" fill="var(--ink)" />
      </g>
    </svg>
  );
}
