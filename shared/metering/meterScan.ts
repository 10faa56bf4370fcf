/**
 * Reads the rows of a whole meter file into columns of numbers: times as written, energy in mWh, NaN where the file has no
 * reading. Fed in chunks; the first thing that is wrong ends it with a fault that names line and column.
 */
import { newReadTime, readClock, readTime } from "./civilTime.ts";
import { isBlank, readDecimal } from "./decimal.ts";
import { type Fields, RowScanner } from "./delimited.ts";
import { FaultError } from "../ipc/fault.ts";
import { excerpt, importFault } from "./importFault.ts";
import type { Layout } from "./understand.ts";

/** Eleven years of minutes. */
export const ROW_LIMIT = 6_000_000;
/** mWh of one interval, or mW: a hundred megawatts, far above any home or plant here. */
const VALUE_LIMIT = 100_000_000_000;
const COUNTER_LIMIT = 1_000_000_000_000_000;

/** `first` and `second`: mWh per interval (mW where the unit is a power; counters in mWh). */
export interface Scanned {
  readonly count: number;
  /** Civil seconds as written; UTC seconds when `absolute`. */
  readonly times: Float64Array;
  readonly absolute: boolean;
  readonly first: Float64Array | null;
  readonly second: Float64Array | null;
  readonly lines: Int32Array;
  /** The last line had no line end. */
  readonly unterminated: boolean;
}

const grown = (array: Float64Array): Float64Array<ArrayBuffer> => {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
};

export class MeterScan {
  readonly #layout: Layout;
  readonly #scanner: RowScanner;
  readonly #time = newReadTime();
  readonly #decimal: number;
  readonly #places: number;
  readonly #limit: number;
  #count = 0;
  #absolute: boolean | undefined;
  #times = new Float64Array(4096);
  #first: Float64Array | null;
  #second: Float64Array | null;
  #lines = new Int32Array(4096);
  #unterminated = false;
  /** Least characters of a row's last field: a last line with fewer was cut off. */
  #shortest = Infinity;

  constructor(layout: Layout) {
    const { choices } = layout;
    this.#layout = layout;
    this.#decimal = choices.decimal.charCodeAt(0);
    this.#places = choices.unit === "kWh" || choices.unit === "kW" ? 6 : 3;
    this.#limit = choices.meaning === "counters" ? COUNTER_LIMIT : VALUE_LIMIT;
    this.#first = choices.consumptionColumn === null ? null : new Float64Array(4096);
    this.#second = choices.generationColumn === null ? null : new Float64Array(4096);
    this.#scanner = new RowScanner(choices.delimiter, (text, fields, line, last) => {
      if (line < layout.firstLine) return;
      if (!last) this.#row(text, fields, line);
      else this.#lastRow(text, fields, line);
    });
  }

  push(chunk: string): void {
    this.#scanner.push(chunk);
  }

  end(): Scanned {
    this.#scanner.end();
    const n = this.#count;
    if (n < 2) throw importFault("tooShort", { line: n === 0 ? 1 : (this.#lines[0] ?? 0), rows: n });
    return {
      count: n,
      times: this.#times.subarray(0, n),
      absolute: this.#absolute === true,
      first: this.#first?.subarray(0, n) ?? null,
      second: this.#second?.subarray(0, n) ?? null,
      lines: this.#lines.subarray(0, n),
      unterminated: this.#unterminated,
    };
  }

  /** What is wrong with a last line that has no line end is that it was cut off. */
  #lastRow(text: string, fields: Fields, line: number): void {
    this.#unterminated = true;
    const shortest = this.#shortest;
    try {
      this.#row(text, fields, line);
      if (this.#shortest < shortest && this.#count > 2) throw importFault("truncated");
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      throw importFault("truncated", {
        line,
        column: fields.count,
        expected: this.#layout.count,
        found: fields.count,
        text: excerpt(text, fields.starts[0], fields.ends[fields.count - 1]),
      });
    }
  }

  #row(text: string, fields: Fields, line: number): void {
    const { choices, count, clockColumn } = this.#layout;
    if (fields.count !== count)
      throw importFault("columns", { line, column: Math.min(fields.count, count) + (fields.count > count ? 1 : 0), expected: count, found: fields.count }); // prettier-ignore
    const n = this.#count;
    if (n >= ROW_LIMIT) throw importFault("tooManyRows", { line, limit: ROW_LIMIT });
    if (n === this.#times.length) this.#grow();
    const column = choices.timeColumn;
    const start = fields.starts[column] ?? 0;
    const end = fields.ends[column] ?? 0;
    const time = this.#time;
    const bad = () => importFault("time", { line, column: column + 1, text: excerpt(text, start, end) });
    if (!readTime(text, start, end, choices.dateOrder, time)) throw bad();
    let seconds = time.seconds;
    if (clockColumn !== null) {
      const cell = text.slice(fields.starts[clockColumn], fields.ends[clockColumn]);
      const clock = readClock(cell);
      if (Number.isNaN(clock)) throw importFault("time", { line, column: clockColumn + 1, text: excerpt(cell) });
      seconds += clock;
    }
    const absolute = time.offset === time.offset;
    if (this.#absolute === undefined) this.#absolute = absolute;
    else if (this.#absolute !== absolute) throw bad();
    this.#times[n] = seconds;
    this.#lines[n] = line;
    const { consumptionColumn, generationColumn } = choices;
    if (this.#first && consumptionColumn !== null) this.#first[n] = this.#value(text, fields, consumptionColumn, line);
    if (this.#second && generationColumn !== null) this.#second[n] = this.#value(text, fields, generationColumn, line);
    const length = (fields.ends[count - 1] ?? 0) - (fields.starts[count - 1] ?? 0);
    if (length < this.#shortest) this.#shortest = length;
    this.#count = n + 1;
  }

  #value(text: string, fields: Fields, column: number, line: number): number {
    const start = fields.starts[column] ?? 0;
    const end = fields.ends[column] ?? 0;
    const value = readDecimal(text, start, end, this.#decimal, this.#places);
    if (value >= 0 && value <= this.#limit) return value;
    const at = { line, column: column + 1, text: excerpt(text, start, end) };
    if (Number.isNaN(value)) {
      if (isBlank(text, start, end)) return NaN;
      throw importFault("number", at);
    }
    throw value < 0 ? importFault("negative", at) : importFault("impossible", { ...at, limit: this.#limit / 1000 });
  }

  #grow(): void {
    this.#times = grown(this.#times);
    if (this.#first) this.#first = grown(this.#first);
    if (this.#second) this.#second = grown(this.#second);
    const lines = new Int32Array(this.#lines.length * 2);
    lines.set(this.#lines);
    this.#lines = lines;
  }
}
