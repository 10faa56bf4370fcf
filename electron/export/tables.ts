/**
 * An account's database as documented files (docs/export.md): every table of the schema, also those that a later step adds, but for the few
 * that hold nothing of the reader's. Numbers are CSV for a spreadsheet; what holds texts or bytes is JSON, one row a line.
 */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { join } from "node:path";
import { toHex } from "../../shared/codec/bytes.ts";
import { writePieces } from "./newFolder.ts";

/** Where a table's rows go; the rest goes to `other/NAME.json`. */
export const TABLE_FILES: Readonly<Record<string, string>> = {
  meter_file: "readings/files.json",
  meter_counter: "readings/counters.csv",
  meter_day: "readings/days.csv",
  meter_replay: "readings/replays.json",
  meter_batch: "readings/batches.json",
  register: "registers/registers.json",
  register_origin: "registers/origins.json",
  register_reading: "registers/readings.csv",
  register_replaced: "registers/replaced.json",
  register_event: "registers/events.csv",
  register_quarter: "registers/quarters.csv",
  register_day: "registers/days.csv",
  outbox: "outbox/entries.json",
  draft: "outbox/drafts.json",
  saved_proof: "proofs/saved.json",
  path_entry: "proofs/path.csv",
  answer: "proofs/answers.json",
  network: "trust/networks.json",
  confirmed_anchor: "trust/anchors.json",
  attack: "trust/attacks.json",
  evidence: "trust/evidence.json",
};

/** What is not written, and why it is no loss. */
export const TABLES_LEFT_OUT: Readonly<Record<string, string>> = {
  header: "verified again from any node; proof files bring those that they need",
  nonce: "numbers handed out; those that were used stand in the outbox",
  private: "written decrypted, as notes.json",
};

/** Columns whose text is JSON of ours. */
const JSON_COLUMNS = new Set(["choices", "offsets", "file", "counters", "about", "input", "refusal", "node_says"]);

/** Rows of one state of the database: nothing is written to it meanwhile. Returns the files, relative to `into`. */
export function writeTables(db: DatabaseSync, into: string): readonly string[] {
  const names = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map((row) => String(row["name"]))
    .filter((name) => TABLES_LEFT_OUT[name] === undefined);
  return names.map((name) => {
    const file = TABLE_FILES[name] ?? `other/${name}.json`;
    const keys = db
      .prepare("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid")
      .all(name)
      .map((row) => ({ name: String(row["name"]), pk: Number(row["pk"]) }));
    const order = keys.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
    const by = order.length > 0 ? order.map((key) => quoted(key.name)).join(", ") : "rowid";
    const rows = db.prepare(`SELECT * FROM ${quoted(name)} ORDER BY ${by}`).iterate();
    const columns = keys.map((key) => key.name);
    writePieces(join(into, file), inPieces(file.endsWith(".csv") ? csv(columns, rows) : jsonRows(rows)));
    return file;
  });
}

type Row = Record<string, SQLOutputValue>;

function* csv(columns: readonly string[], rows: Iterable<Row>): Generator<string> {
  yield `${columns.join(",")}\n`;
  for (const row of rows) yield `${columns.map((column) => cell(row[column])).join(",")}\n`;
}

/** Null is empty: missing is never zero. */
function cell(value: SQLOutputValue | undefined): string {
  if (value === null || value === undefined) return "";
  const text = value instanceof Uint8Array ? toHex(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* jsonRows(rows: Iterable<Row>): Generator<string> {
  let before = "[";
  for (const row of rows) {
    yield `${before}\n${JSON.stringify(jsonOf(row))}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

function jsonOf(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value instanceof Uint8Array) return [column, toHex(value)];
      if (typeof value === "bigint") return [column, Number(value)];
      return [column, typeof value === "string" && JSON_COLUMNS.has(column) ? parsed(value) : value];
    }),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const PIECE = 65_536;

/** A disk takes few large writes sooner than many small ones. */
function* inPieces(texts: Iterable<string>): Generator<string> {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
