/**
 * Whether a file's tables are those of its version. SQLite's own check reads pages, not meaning: a flipped bit in the text of a table's
 * definition is a whole file with a column of another name.
 */
import { DatabaseSync } from "node:sqlite";
import type { Migration } from "./migrations.ts";

/** What is wrong with the schema of a file that has taken the first `version` steps, or null. */
export function schemaProblem(db: DatabaseSync, version: number, migrations: readonly Migration[]): string | null {
  const expected = schemaAfter(migrations.slice(0, version));
  const found = definitions(db);
  const names = [...new Set([...expected.keys(), ...found.keys()])];
  const wrong = names.find((name) => expected.get(name) !== found.get(name));
  return wrong === undefined ? null : `the definition of ${wrong} is not that of version ${version}`;
}

function schemaAfter(steps: readonly Migration[]): ReadonlyMap<string, string> {
  const db = new DatabaseSync(":memory:");
  try {
    for (const { sql } of steps) db.exec(sql);
    return definitions(db);
  } finally {
    db.close();
  }
}

/** Kind and name of each thing with the text that defines it; what SQLite makes for itself is left out. */
function definitions(db: DatabaseSync): ReadonlyMap<string, string> {
  const rows = db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL").all();
  return new Map(
    rows
      .filter(({ name }) => !String(name).startsWith("sqlite_"))
      .map(({ type, name, tbl_name: table, sql }) => [
        `${String(type)} ${String(name)}`,
        `${String(table)}: ${String(sql)}`,
      ]),
  );
}
