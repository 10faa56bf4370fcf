/** A day has as many hours as there are words: word n is hour n of 24, or two hours of 12. Asked ones stand out, right ones are filled. */
import { HOME, SUN } from "./dayShape.ts";

const WIDTH = 960;
const BASE = 186;
const HEIGHT = 176;
const TICKS = BASE + 84;
export const DAY_FOOT = BASE + 112;

export type WordMark = "plain" | "asked" | "right";

/** Middle of word n's part of the day, px from the left. */
export const wordCentre = (word: number, count: number): number => ((word - 0.5) * WIDTH) / count;

export function WordsDay(props: {
  count: 12 | 24;
  mark: (word: number) => WordMark;
  caption: string;
  label: string;
  /** False leaves the words' numbers out. */
  numbers?: boolean;
}) {
  const { count, mark } = props;
  const words = Array.from({ length: count }, (_, i) => i + 1);
  const slots = SUN.map((sun, i) => {
    const state = mark(Math.floor((i * count) / 96) + 1);
    const up = Math.round(sun * HEIGHT);
    const down = Math.round((HOME[i] ?? 0) * HEIGHT);
    const x = i * 10;
    if (state === "asked")
      return (
        <g key={i} fill="none">
          {up > 1 && <rect x={x + 0.5} y={BASE - up + 0.5} width={8} height={up - 1} stroke="var(--gen-e)" />}
          {down > 1 && <rect x={x + 0.5} y={BASE + 1.5} width={8} height={down - 1} stroke="var(--load)" />}
        </g>
      );
    const shade = state === "right" ? "" : "-3";
    return (
      <g key={i}>
        <rect x={x} y={BASE - up} width={9} height={up} fill={`var(--gen${shade})`} />
        <rect x={x} y={BASE + 1} width={9} height={down} fill={`var(--load${shade})`} />
      </g>
    );
  });
  return (
    <svg
      className="words-day"
      width={WIDTH}
      height={DAY_FOOT}
      viewBox={`0 0 ${WIDTH} ${DAY_FOOT}`}
      role="img"
      aria-label={props.label}
    >
      <g shapeRendering="crispEdges">
        {slots}
        <rect y={BASE} width={WIDTH} height={1} fill="var(--ink)" />
        {[...words, count + 1].map((word) => (
          <rect
            key={word}
            x={Math.min(WIDTH - 1, ((word - 1) * WIDTH) / count)}
            y={TICKS}
            width={1}
            height={4}
            fill="var(--ink-3)"
          />
        ))}
      </g>
      {(props.numbers === false ? [] : words).map((word) => (
        <text
          key={word}
          x={wordCentre(word, count)}
          y={TICKS + 20}
          textAnchor="middle"
          data-on={mark(word) !== "plain" || undefined}
        >
          {word}
        </text>
      ))}
      <text x={0} y={14}>
        {props.caption}
      </text>
    </svg>
  );
}
