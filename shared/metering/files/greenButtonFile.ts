/** A Green Button file: its series, and those of the connection point on one grid, as the importer has them from a delimited file. */
import type { Aligned } from "../alignment.ts";
import { civilText } from "../civilTime.ts";
import { SUBSTITUTED } from "../history.ts";
import { GreenButtonScan, type GreenButtonFeed } from "../greenButton/greenButtonScan.ts";
import { importFault } from "../importFault.ts";
import { GRID_LIMIT, type IntervalSeries, seriesOf } from "../greenButton/intervalSeries.ts";
import { EXPORTED, IMPORTED } from "../registers/obis.ts";
import { encodingOf } from "./encoding.ts";
import { type FileBytes, HEAD, type Surroundings, textOf } from "./fileText.ts";

export interface GreenButtonFile {
  readonly feed: GreenButtonFeed;
  readonly series: readonly IntervalSeries[];
  /** Zone of its clock, by what the feed says of it; the computer's own where it says nothing or nothing known. */
  readonly zone: string;
}

/** Throws import.* faults. */
export function readGreenButton(
  file: FileBytes,
  around: Surroundings,
  seen?: (chunk: Uint8Array) => void,
): GreenButtonFile {
  const encoding = encodingOf(Uint8Array.from(file.readAt(0, Math.min(HEAD, file.bytes))), around.decoding);
  const scan = new GreenButtonScan();
  let first = true;
  for (const text of textOf(file, encoding, around.decoding, seen)) {
    // Blank lines before the XML declaration are common in files that were mailed, and no XML.
    scan.push(first ? text.replace(/^\uFEFF?\s+(?=<)/, "") : text);
    first = false;
  }
  const feed = scan.end();
  return { feed, series: seriesOf(feed), zone: zoneOf(feed, around.zone) };
}

/** North America's zones, where Green Button comes from, by offset in winter and summer time. */
const ZONES: readonly (readonly [number, boolean, string])[] = [
  [-12_600, true, "America/St_Johns"],
  [-14_400, true, "America/Halifax"],
  [-18_000, true, "America/New_York"],
  [-21_600, true, "America/Chicago"],
  [-21_600, false, "America/Regina"],
  [-25_200, true, "America/Denver"],
  [-25_200, false, "America/Phoenix"],
  [-28_800, true, "America/Los_Angeles"],
  [-32_400, true, "America/Anchorage"],
  [-36_000, false, "Pacific/Honolulu"],
];
function zoneOf({ zone }: GreenButtonFeed, own: string): string {
  if (!zone) return own;
  return ZONES.find(([offset, summer]) => offset === zone.offset && summer === zone.summer)?.[2] ?? own;
}

/** The connection point's series on one grid; undefined without any of electricity's, or when they have different rhythms. Throws import.span. */
export function alignedOf(
  series: readonly IntervalSeries[],
): { readonly aligned: Aligned; readonly counters: boolean } | undefined {
  const imported = series.find(({ register }) => register === IMPORTED);
  const exported = series.find(({ register }) => register === EXPORTED);
  const some = imported ?? exported;
  if (!some) return undefined;
  const both = [imported, exported].filter((one) => one !== undefined);
  if (both.some((one) => one.interval !== some.interval || one.counters !== some.counters)) return undefined;
  if (both.some((one) => (one.start - some.start) % some.interval !== 0)) return undefined;
  const start = Math.min(...both.map((one) => one.start));
  const count = Math.max(...both.map((one) => (one.start - start) / some.interval + one.count));
  const latest = both.reduce((a, b) => (b.start > a.start ? b : a));
  if (count > GRID_LIMIT) throw importFault("span", { line: latest.line, column: 1, text: civilText(latest.start) });
  const substituted = new Uint8Array(count);
  const onGrid = (one: IntervalSeries | undefined): Float64Array | null => {
    if (!one) return null;
    const values = new Float64Array(count).fill(NaN);
    const shift = (one.start - start) / some.interval;
    for (let i = 0; i < one.count; i++) {
      values[shift + i] = one.values[i] ?? NaN;
      if (one.quality[i] === SUBSTITUTED) substituted[shift + i] = 1;
    }
    return values;
  };
  return {
    aligned: { start, interval: some.interval, count, first: onGrid(imported), second: onGrid(exported), substituted, changes: [] }, // prettier-ignore
    counters: some.counters,
  };
}
