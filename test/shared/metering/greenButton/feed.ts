/** Green Button feeds in our own words, for tests and benches: a home with one or two registers of quarter-hours. */
export interface FeedOptions {
  readonly start?: number;
  readonly interval?: number;
  readonly type?: string;
  readonly readings: readonly (readonly [value: number, quality?: number])[];
  readonly exported?: readonly (readonly [value: number, quality?: number])[];
}

const entry = (href: string, up: string, related: readonly string[], content: string): string =>
  `<entry><link rel="self" href="${href}"/><link rel="up" href="${up}"/>${related.map((one) => `<link rel="related" href="${one}"/>`).join("")}<title>t</title><content>${content}</content></entry>`;

export const typeOf = (flow: number, more = "<uom>72</uom><powerOfTenMultiplier>0</powerOfTenMultiplier>"): string =>
  `<ReadingType xmlns="http://naesb.org/espi"><accumulationBehaviour>4</accumulationBehaviour><commodity>1</commodity><flowDirection>${flow}</flowDirection>${more}</ReadingType>`;

function block(
  point: string,
  number: number,
  start: number,
  interval: number,
  readings: FeedOptions["readings"],
): string {
  const rows = readings.map(([value, quality], i) => {
    const said = quality === undefined ? "" : `<ReadingQuality><quality>${quality}</quality></ReadingQuality>`;
    return `<IntervalReading>${said}<timePeriod><duration>${interval}</duration><start>${start + i * interval}</start></timePeriod><value>${value}</value></IntervalReading>\n`;
  });
  return entry(
    `${point}/MeterReading/${number}/IntervalBlock/1`,
    `${point}/MeterReading/${number}/IntervalBlock`,
    [],
    `<IntervalBlock xmlns="http://naesb.org/espi">\n${rows.join("")}</IntervalBlock>`,
  );
}

export function feedText({ start = 1_330_578_000, interval = 900, type, readings, exported }: FeedOptions): string {
  const point = "/UsagePoint/1";
  const parts = [
    entry(
      point,
      "/UsagePoint",
      [],
      `<UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>`,
    ),
    block(point, 1, start, interval, readings),
    entry(`${point}/MeterReading/1`, point, ["/ReadingType/1"], `<MeterReading xmlns="http://naesb.org/espi"/>`),
    entry("/ReadingType/1", "/ReadingType", [], type ?? typeOf(1)),
  ];
  if (exported)
    parts.push(
      block(point, 2, start, interval, exported),
      entry(`${point}/MeterReading/2`, point, ["/ReadingType/2"], `<MeterReading xmlns="http://naesb.org/espi"/>`),
      entry("/ReadingType/2", "/ReadingType", [], typeOf(19)),
    );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>Own feed</title>${parts.join("\n")}</feed>\n`;
}
