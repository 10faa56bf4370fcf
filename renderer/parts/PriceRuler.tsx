/** Where a price stands between feed-in, the best counter-offer and the utility's tariff. Prices in micro per kWh. */
import { useLang } from "../words/i18n.ts";
import { priceMark } from "./figures.ts";
import { partWords } from "./words.ts";

const CENT = 10_000;
export function PriceRuler(props: {
  value: number;
  feedIn: number;
  utility: number;
  best: number | null;
  width?: number;
}) {
  const t = partWords.use();
  const lang = useLang();
  const width = props.width ?? 334;
  const known = [props.value, props.feedIn, props.utility, props.best ?? props.feedIn];
  const low = Math.floor(Math.min(...known) / CENT) - 4;
  const high = Math.ceil(Math.max(...known) / CENT) + 4;
  const x = (micro: number) => Math.round(((micro / CENT - low) / (high - low)) * (width - 1));
  const step = high - low > 80 ? 5 : 1;
  const ticks: number[] = [];
  for (let cent = Math.ceil(low / step) * step; cent <= high; cent += step) ticks.push(cent);
  const ends = [
    { at: props.feedIn, text: t("ruler.feedIn", { price: priceMark(lang, props.feedIn) }) },
    { at: props.utility, text: t("ruler.utility", { price: priceMark(lang, props.utility) }) },
  ];
  const bestX = props.best === null ? null : x(props.best);
  const roomForBest = bestX !== null && ends.every((end) => Math.abs(x(end.at) - bestX) > 64);
  return (
    <svg
      className="rb"
      width={width}
      height={52}
      role="img"
      aria-label={t("ruler.alt", {
        price: priceMark(lang, props.value),
        feedIn: priceMark(lang, props.feedIn),
        utility: priceMark(lang, props.utility),
      })}
    >
      <g shapeRendering="crispEdges">
        <rect x={0} y={22} width={width} height={1} className="tk" />
        {ticks.map((cent) => (
          <rect key={cent} x={x(cent * CENT)} y={22} width={1} height={cent % (step * 5) ? 3 : 6} className="tk" />
        ))}
      </g>
      {ends.map((end) => (
        <g key={end.text}>
          <path d={`M${x(end.at) + 0.5} 18v10`} stroke="var(--ink-2)" />
          <text x={Math.min(Math.max(x(end.at), 34), width - 34)} y={42} textAnchor="middle">
            {end.text}
          </text>
        </g>
      ))}
      {bestX !== null ? <path d={`M${bestX + 0.5} 18v10`} stroke="var(--ink-2)" /> : null}
      {bestX !== null && roomForBest ? (
        <text x={bestX} y={42} textAnchor="middle">
          {priceMark(lang, props.best ?? 0)}
        </text>
      ) : null}
      <path d={`M${x(props.value)} 20l-5-9h10z`} fill="var(--ink)" />
      <path d={`M${x(props.value)} 20v8`} stroke="var(--ink)" strokeWidth={2} />
    </svg>
  );
}
