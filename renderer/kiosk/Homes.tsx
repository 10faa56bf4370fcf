/**
 * The row of homes: what each makes fills it from the base line, what it uses hangs below, both to one scale. Plants and the depot, many times a
 * home, are outlines with their figure. What is sold now runs above the roofs; the wider, the more.
 */
import type { StreetLedger, StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { kilo, priceMark } from "../parts/figures.ts";
import { type Lane, lanesOf } from "./lanes.ts";
import { type HomeNow, streetNow } from "./streetNow.ts";
import { kioskWords } from "./words.ts";

const WIDTH = 1728;
const HOUSE = 104;
const WALL = 84;
const ROOF = 48;
const BASE = 330;
/** Room for what hangs below. */
const BELOW = 72;
const HEIGHT = BASE + BELOW + 84;
const EAVES = BASE - WALL;
const RIDGE = EAVES - ROOF;

export function Homes({ meters, trades, lang }: { meters: StreetMeters; trades: StreetLedger["trades"]; lang: Lang }) {
  const t = kioskWords.use();
  const { homes } = streetNow(meters);
  const pitch = WIDTH / homes.length;
  const middle = (i: number): number => Math.round((i + 0.5) * pitch);
  const scale = scaleOf(meters);
  const lanes = lanesOf(
    trades,
    homes.map(({ home }) => home.party),
  );
  const most = Math.max(1, ...lanes.map(({ watts }) => watts));
  return (
    <svg className="kiosk-homes" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("picture")}>
      {homes.map((one, i) => (
        <House key={one.home.party} one={one} x={middle(i)} scale={scale} lang={lang} id="roof" />
      ))}
      <rect x="0" y={BASE} width={WIDTH} height="2" fill="var(--ink)" />
      {lanes.map((lane) => (
        <Line key={`${lane.from} ${lane.to}`} lane={lane} most={most} middle={middle} lang={lang} />
      ))}
    </svg>
  );
}

const ROW = 5;

/** For a portrait screen: rows of five. What is sold stands below as a list. */
export function HomeRows({ meters, lang }: { meters: StreetMeters; lang: Lang }) {
  const t = kioskWords.use();
  const { homes } = streetNow(meters);
  const pitch = WIDTH / 10;
  const top = RIDGE - 16;
  const scale = scaleOf(meters);
  const rows = Array.from({ length: Math.ceil(homes.length / ROW) }, (_, i) => homes.slice(i * ROW, (i + 1) * ROW));
  return (
    <div className="kiosk-rows" role="img" aria-label={t("picture")}>
      {rows.map((row) => (
        <svg key={row[0]?.home.party} viewBox={`0 ${top} ${pitch * ROW} ${HEIGHT - top}`}>
          {row.map((one, i) => (
            <House
              key={one.home.party}
              one={one}
              x={Math.round((i + 0.5) * pitch)}
              scale={scale}
              lang={lang}
              id="row"
            />
          ))}
          <rect x="0" y={BASE} width={pitch * ROW} height="2" fill="var(--ink)" />
        </svg>
      ))}
    </div>
  );
}

/** Pixels per W, so that the day's largest home fits both ways. */
function scaleOf({ homes, slotSeconds }: StreetMeters): number {
  const small = homes.filter(({ kind }) => kind === "home");
  const peak = (values: readonly (readonly number[])[]): number => (Math.max(1, ...values.flat()) * 3600) / slotSeconds;
  const up = (WALL + ROOF / 2) / peak(small.map(({ generation }) => generation));
  return Math.min(up, BELOW / peak(small.map(({ load }) => load)));
}

function House(props: { one: HomeNow; x: number; scale: number; lang: Lang; id: string }) {
  const { one, x, scale, lang } = props;
  const { home, making, using } = one;
  const left = x - HOUSE / 2;
  const shape =
    home.kind === "home"
      ? `M${left} ${BASE}V${EAVES}L${x} ${RIDGE}L${left + HOUSE} ${EAVES}V${BASE}`
      : `M${left} ${BASE}V${EAVES}L${left + HOUSE / 2} ${RIDGE + 16}V${EAVES}L${left + HOUSE} ${RIDGE + 16}V${BASE}`;
  const clip = `${props.id}-${home.party}`;
  const net = making - using;
  return (
    <g>
      {home.kind === "home" && (
        <>
          <clipPath id={clip}>
            <path d={`${shape}Z`} />
          </clipPath>
          <rect
            x={left}
            y={BASE - making * scale}
            width={HOUSE}
            height={making * scale}
            fill="var(--gen)"
            clipPath={`url(#${clip})`}
          />
          <rect x={left} y={BASE + 2} width={HOUSE} height={using * scale} fill="var(--load)" />
        </>
      )}
      <path d={shape} fill="none" stroke="var(--ink)" strokeWidth="2" strokeLinejoin="round" />
      {home.solar && (
        <path
          d={`M${x + 10} ${RIDGE - 2}L${left + HOUSE - 2} ${EAVES - 10}`}
          stroke="var(--gen)"
          strokeWidth="7"
          fill="none"
        />
      )}
      <text x={x} y={BASE + BELOW + 36} textAnchor="middle" className="nm">
        {lang === "en" ? home.name.en : home.name.zh}
      </text>
      <text x={x} y={BASE + BELOW + 72} textAnchor="middle" className="kw">
        {kilo(lang, net, 2, true)}
        <tspan className="u" dx="6">
          kW
        </tspan>
      </text>
    </g>
  );
}

/** Up from the seller, along, down to the buyer. */
function Line({ lane, most, middle, lang }: { lane: Lane; most: number; middle: (i: number) => number; lang: Lang }) {
  const dir = Math.sign(lane.to - lane.from);
  const spread = 12 * lane.level;
  const x1 = middle(lane.from) + dir * (8 + spread);
  const x2 = middle(lane.to) - dir * (8 + spread);
  const y = RIDGE - 14;
  const run = y - 44 - lane.level * 52;
  const r = 16;
  const wide = 3 + (9 * lane.watts) / most;
  const head = wide / 2 + 7;
  return (
    <g>
      <path
        d={`M${x1} ${y}V${run + r}Q${x1} ${run} ${x1 + dir * r} ${run}H${x2 - dir * r}Q${x2} ${run} ${x2} ${run + r}V${y - 12}`}
        fill="none"
        stroke="var(--sold)"
        strokeWidth={wide}
      />
      <path d={`M${x2} ${y + 6}l${-head} -20h${2 * head}z`} fill="var(--sold)" />
      <text x={(x1 + x2) / 2} y={run - wide / 2 - 9} textAnchor="middle" className="tr">
        {kilo(lang, lane.watts, 2)} kW <tspan className="u">{priceMark(lang, lane.price)}</tspan>
      </text>
    </g>
  );
}
