/** docs/export.md against the code: every file of a folder of everything, and the columns of its tables. */
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { EVERYTHING_FORMAT } from "../../../electron/export/everything.ts";
import { TABLE_FILES, TABLES_LEFT_OUT } from "../../../electron/export/tables.ts";
import { MIGRATIONS } from "../../../electron/store/migrations.ts";
import { codeIn, rowsIn, textOf } from "./markdown.ts";

const text = textOf("docs/export.md");
const rows = new Map(rowsIn(text).map(([file = "", what = ""]) => [file, what]));
const db = new DatabaseSync(":memory:");
for (const { sql } of MIGRATIONS) db.exec(sql);

test("every file has a row", () => {
  const others = ["index.json", "wallet.json", "settings.json", "network.json", "devices.json", "notes.json"];
  expect([...rows.keys()]).toEqual(expect.arrayContaining([...Object.values(TABLE_FILES), ...others]));
  expect(codeIn(text)).toContain(EVERYTHING_FORMAT);
});

test("the table of files names tables that there are", () => {
  const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const names = tables.map((row) => String(row["name"]));
  expect(names).toEqual(expect.arrayContaining([...Object.keys(TABLE_FILES), ...Object.keys(TABLES_LEFT_OUT)]));
});

test.each(Object.entries(TABLE_FILES).filter(([, file]) => file.endsWith(".csv")))("columns of %s", (table, file) => {
  const told = [...(rows.get(file) ?? "").matchAll(/[a-z]+/g)].map(([word]) => word);
  const columns = db
    .prepare("SELECT name FROM pragma_table_info(?)")
    .all(table)
    .map((row) => String(row["name"]));
  expect(told).toEqual(expect.arrayContaining(columns));
});
