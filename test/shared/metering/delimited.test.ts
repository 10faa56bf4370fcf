import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type Delimiter, LINE_LIMIT, RowScanner, fieldText } from "../../../shared/metering/delimited.ts";

function rows(
  chunks: readonly string[],
  delimiter: Delimiter = ",",
): { cells: string[]; line: number; last: boolean }[] {
  const all: { cells: string[]; line: number; last: boolean }[] = [];
  const scanner = new RowScanner(delimiter, (text, fields, line, last) =>
    all.push({ cells: Array.from({ length: fields.count }, (_, i) => fieldText(text, fields, i)), line, last }),
  );
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return all;
}
const cells = (text: string, delimiter: Delimiter = ",") => rows([text], delimiter).map((row) => row.cells);
const fault = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as { fault: { code: string; data: Record<string, unknown> } }).fault;
  }
  throw new Error("no fault");
};

describe("rows of delimited text", () => {
  it("reads every line end and skips blank lines, counting them", () => {
    const read = rows(["a,b\r\n1,2\n\n3,4\r5,6"]);
    expect(read.map((row) => row.cells)).toEqual([
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
    ]);
    expect(read.map((row) => row.line)).toEqual([1, 2, 4, 5]);
    expect(read.map((row) => row.last)).toEqual([false, false, false, true]);
  });
  it("undoes quotation marks", () =>
    expect(cells('"a ""b""",c\n"x,\ny",1\n')).toEqual([
      ['a "b"', "c"],
      ["x,\ny", "1"],
    ]));
  it("counts line ends within quotation marks", () =>
    expect(rows(['"x\ny",1\n2,3\n']).map((row) => row.line)).toEqual([1, 3]));
  it("keeps empty fields of tabs", () => expect(cells("\t1\t\n", "\t")).toEqual([["", "1", ""]]));
  it("refuses an open quotation mark with line and column", () =>
    expect(fault(() => cells('1,2\n3,"4\n5,6\n'))).toMatchObject({
      code: "import.quote",
      data: { line: 2, column: 2 },
    }));
  it("refuses a line without end", () =>
    expect(fault(() => rows(["1,2\n", "x".repeat(LINE_LIMIT + 1)]))).toMatchObject({
      code: "import.lineTooLong",
      data: { line: 2 },
    }));

  const cell = fc.stringMatching(/^[a-z0-9 .,;"\n]{0,8}$/).map((text) => text.trim());
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });

  it("reads what papaparse writes as papaparse reads it", () => {
    fc.assert(
      fc.property(table, fc.constantFrom<Delimiter>(",", ";", "\t", "|"), (data, delimiter) => {
        const text = Papa.unparse(data, { delimiter, newline: "\n" }) + "\n";
        const expected = Papa.parse<string[]>(text, { delimiter, newline: "\n", skipEmptyLines: true }).data;
        expect(cells(text, delimiter)).toEqual(expected.map((row) => row.map((one) => one)));
      }),
      { numRuns: 500 },
    );
  });

  it("reads the same in any chunks", () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(40), { maxLength: 20 }), (data, cuts) => {
        const text = Papa.unparse(data, { newline: "\r\n" });
        const chunks: string[] = [];
        let at = 0;
        for (const cut of cuts) chunks.push(text.slice(at, (at += cut)));
        chunks.push(text.slice(at));
        expect(rows(chunks)).toEqual(rows([text]));
      }),
      { numRuns: 500 },
    );
  });
});
