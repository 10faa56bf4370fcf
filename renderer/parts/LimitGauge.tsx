/** One figure against its limit: what is within in grey, what exceeds it in the warning colour, the limit an ink line with ends. */
export function LimitGauge(props: {
  figure: number;
  limit: number;
  figureText: string;
  limitText: string;
  /** The whole of it in words. */
  alt: string;
  width?: number;
}) {
  const { figure, limit, figureText, limitText, alt } = props;
  const width = props.width ?? 334;
  // The figure's text stands right of its bar.
  const scale = (width - 72) / Math.max(1, figure, limit);
  const at = (value: number): number => Math.round(value * scale);
  const end = at(figure);
  const line = at(limit);
  const early = line > width / 2;
  return (
    <svg className="rb gauge" width={width} height={40} role="img" aria-label={alt}>
      <g shapeRendering="crispEdges">
        <rect x={0} y={20} width={Math.min(end, line)} height={12} className="within" />
        {end > line ? <rect x={line} y={20} width={end - line} height={12} className="over" /> : null}
        <rect x={0} y={32} width={width} height={1} className="base" />
        <rect x={line - 1} y={14} width={2} height={24} className="pick" />
      </g>
      <text x={early ? line + 1 : line - 1} y={9} textAnchor={early ? "end" : "start"}>
        {limitText}
      </text>
      <text x={Math.max(end, line) + 6} y={30} className="b">
        {figureText}
      </text>
    </svg>
  );
}
