/**
 * Rows of delimited text (RFC 4180 with any of four delimiters and line ends), fed in chunks. A row is handed on as offsets
 * into the text, so that a year of readings is read without cutting a string per field.
 */
import { excerpt, importFault } from "./importFault.ts";

export type Delimiter = "," | ";" | "\t" | "|";
export const DELIMITERS: readonly Delimiter[] = [",", ";", "\t", "|"];
export const LINE_LIMIT = 65_536;
const FIELD_LIMIT = 512;
const QUOTE = 34;
const LF = 10;
const CR = 13;

/** Fields of the row at hand, spaces around them and quotation marks left out; valid until the next row. */
export interface Fields {
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Called once per row that is not blank. `last`: the text ended without a line end after it. */
export type RowSink = (text: string, fields: Fields, line: number, last: boolean) => void;

const blank = (code: number): boolean => code === 32 || code === 0xa0;

export class RowScanner {
  readonly #delimiter: number;
  readonly #sink: RowSink;
  readonly #fields: Fields = {
    count: 0,
    starts: new Int32Array(FIELD_LIMIT),
    ends: new Int32Array(FIELD_LIMIT),
  };
  #rest = "";
  #line = 1;

  constructor(delimiter: Delimiter, sink: RowSink) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#sink = sink;
  }

  push(chunk: string): void {
    const text = this.#rest === "" ? chunk : this.#rest + chunk;
    const used = this.#rows(text, false);
    this.#rest = text.slice(used);
    if (this.#rest.length > LINE_LIMIT)
      throw importFault("lineTooLong", { line: this.#line, column: 1, limit: LINE_LIMIT });
  }

  end(): void {
    const text = this.#rest;
    this.#rest = "";
    this.#rows(text, true);
  }

  /** Reads whole rows from `text`; returns where the first incomplete one begins. */
  #rows(text: string, final: boolean): number {
    let at = 0;
    while (at < text.length) {
      const next = this.#row(text, at, final);
      if (next < 0) return at;
      at = next;
    }
    return at;
  }

  #row(text: string, from: number, final: boolean): number {
    const { starts, ends } = this.#fields;
    const delimiter = this.#delimiter;
    const length = text.length;
    let count = 0;
    let begin = from;
    let inner = 0;
    let i = from;
    for (;;) {
      const code = i < length ? text.charCodeAt(i) : -1;
      if (code === QUOTE && onlyBlanks(text, begin, i)) {
        let close = i + 1;
        for (; close < length; close++) {
          const c = text.charCodeAt(close);
          if (c === LF) inner++;
          if (c !== QUOTE) continue;
          if (text.charCodeAt(close + 1) === QUOTE) close++;
          else break;
        }
        if (close - from > LINE_LIMIT || (close >= length && final))
          throw importFault("quote", { line: this.#line, column: count + 1 });
        if (close + 1 >= length && !final) return -1;
        starts[count] = i + 1;
        ends[count] = close;
        i = close + 1;
        while (i < length && blank(text.charCodeAt(i)) && text.charCodeAt(i) !== delimiter) i++;
        const after = i < length ? text.charCodeAt(i) : -1;
        if (after === CR && i + 1 >= length && !final) return -1;
        if (after !== delimiter && after !== LF && after !== CR && !(after === -1 && final)) {
          if (after === -1) return -1;
          throw importFault("quote", { line: this.#line, column: count + 1, text: excerpt(text, begin, i + 1) });
        }
        count++;
        if (after === delimiter) {
          begin = ++i;
          continue;
        }
        return this.#emit(text, from, i, count, inner);
      }
      if (code === delimiter || code === LF || code === CR || code === -1) {
        if (code === -1 && !final) return -1;
        if (count >= FIELD_LIMIT) throw importFault("columns", { line: this.#line, column: count, found: count });
        let start = begin;
        let end = i;
        while (start < end && blank(text.charCodeAt(start))) start++;
        while (end > start && blank(text.charCodeAt(end - 1))) end--;
        starts[count] = start;
        ends[count] = end;
        count++;
        if (code === delimiter) {
          begin = ++i;
          continue;
        }
        if (code === CR && i + 1 >= length && !final) return -1;
        return this.#emit(text, from, i, count, inner);
      }
      i++;
    }
  }

  /** `end`: index of the line end, or the text's length. */
  #emit(text: string, from: number, end: number, count: number, inner: number): number {
    const line = this.#line;
    const last = end >= text.length;
    if (!(count === 1 && this.#fields.starts[0] === this.#fields.ends[0] && text.charCodeAt(from) !== QUOTE)) {
      this.#fields.count = count;
      this.#sink(text, this.#fields, line, last);
    }
    this.#line = line + inner + 1;
    if (last) return text.length;
    return text.charCodeAt(end) === CR && text.charCodeAt(end + 1) === LF ? end + 2 : end + 1;
  }
}

function onlyBlanks(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (!blank(text.charCodeAt(i))) return false;
  return true;
}

/** Field `index` as a string, doubled quotation marks undone. */
export const fieldText = (text: string, fields: Fields, index: number): string =>
  text.slice(fields.starts[index] ?? 0, fields.ends[index] ?? 0).replaceAll('""', '"');

/** Whole rows at the head of a text, as strings; an incomplete last one is left out unless `final`. */
export function headRows(
  text: string,
  delimiter: Delimiter,
  limit: number,
  final: boolean,
): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = [];
  const enough = Symbol("enough");
  const scanner = new RowScanner(delimiter, (row, fields, line) => {
    if (rows.length >= limit) throw enough;
    rows.push({ line, cells: Array.from({ length: fields.count }, (_, i) => fieldText(row, fields, i)) });
  });
  try {
    scanner.push(text);
    if (final) scanner.end();
  } catch (error) {
    if (error !== enough) throw error;
  }
  return rows;
}
