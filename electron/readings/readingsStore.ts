/** The own meter's rows in SQLite: files, counters, daily roll-ups, replays. Import is one transaction, and the same file twice changes nothing. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import { ImportChoices } from "../../shared/ipc/energyViews.ts";
import type { DayTotal } from "../../shared/metering/days.ts";
import type { History, Quality } from "../../shared/metering/history.ts";
import { type Boundary, type Flows, boundariesOf } from "../../shared/metering/periods.ts";
import type { ZoneTable } from "../../shared/metering/zoneTable.ts";
import { Statements } from "../store/statements.ts";

export interface KeptFile {
  readonly id: number;
  readonly digest: string;
  readonly name: string;
  readonly choices: ImportChoices;
  readonly zone: ZoneTable;
  readonly interval: number;
  readonly derived: boolean;
  /** First and last boundary, UTC seconds. */
  readonly start: number;
  readonly finish: number;
  readonly readings: number;
  readonly days: number;
  readonly gaps: number;
  readonly plays: "seller" | "buyer";
  /** The file's day that the demo meter begins with. */
  readonly replayDate: string;
  readonly replayStart: number;
}
/** What a chain's demo meter plays from market time `since` on; `base` is added to the file's counters. */
export interface KeptSegment {
  readonly since: number;
  readonly file: KeptFile;
  readonly shift: number;
  readonly base: { readonly imported: number; readonly exported: number; readonly own: number };
}
export interface KeptDay {
  readonly date: string;
  readonly start: number;
  readonly slots: number;
  readonly missing: number;
  readonly flows: Flows;
}

const Offsets = z.array(z.strictObject({ from: z.number(), offset: z.number().int() })).min(1);

type Row = Record<string, SQLOutputValue>;
const int = (value: SQLOutputValue | undefined): number => {
  if (typeof value !== "number") throw new TypeError("not a number in the readings");
  return value;
};
const text = (value: SQLOutputValue | undefined): string => {
  if (typeof value !== "string") throw new TypeError("not text in the readings");
  return value;
};
const intOrNull = (value: SQLOutputValue | undefined): number | null => (value === null ? null : int(value));

export class ReadingsStore {
  readonly #statements: Statements;

  constructor(db: DatabaseSync) {
    this.#statements = new Statements(db);
  }

  /** The file that the screens and the demo meter read. */
  current(): KeptFile | null {
    const row = this.#statements.of("SELECT * FROM meter_file WHERE current = 1").get();
    return row ? fileOf(row) : null;
  }

  /** The same bytes, read by the same choices. */
  same(digest: string, choices: ImportChoices): KeptFile | null {
    const row = this.#statements
      .of("SELECT * FROM meter_file WHERE digest = ? AND choices = ?")
      .get(digest, choicesText(choices));
    return row ? fileOf(row) : null;
  }

  /** Makes a kept file the current one. */
  choose(id: number): void {
    this.#statements.of("UPDATE meter_file SET current = (id = ?) WHERE current <> (id = ?)").run(id, id);
  }

  /** Keeps a file with its counters and roll-ups and makes it current. `beside`: what is kept with it, in the same transaction. */
  keep(
    file: Omit<KeptFile, "id">,
    bytes: number,
    history: History,
    days: readonly DayTotal[],
    beside: () => void = () => undefined,
  ): KeptFile {
    return this.#statements.atomic(() => {
      this.#statements.of("UPDATE meter_file SET current = 0 WHERE current = 1").run();
      const { lastInsertRowid } = this.#statements
        .of(
          `INSERT INTO meter_file (digest, name, bytes, choices, offsets, interval, derived, start, finish, readings, days, gaps,
           plays, replay_date, replay_start, current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)`,
        )
        .run(
          file.digest,
          file.name,
          bytes,
          choicesText(file.choices),
          JSON.stringify(file.zone.offsets),
          file.interval,
          file.derived ? 1 : 0,
          file.start,
          file.finish,
          file.readings,
          file.days,
          file.gaps,
          file.plays,
          file.replayDate,
          file.replayStart,
        );
      const id = Number(lastInsertRowid);
      const counter = this.#statements.of("INSERT INTO meter_counter (file, at, imported, exported, own, quality) VALUES (?, ?, ?, ?, ?, ?)"); // prettier-ignore
      for (const b of boundariesOf(history)) counter.run(id, b.at, b.imported, b.exported, b.own, b.quality);
      const day = this.#statements.of(
        `INSERT INTO meter_day (file, date, start, slots, missing, generation, load, exported, imported, own)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      );
      for (const { date, start, slots, missing, flows } of days)
        day.run(id, date, start, slots, missing, flows.generation, flows.load, flows.exported, flows.imported, flows.ownUse); // prettier-ignore
      beside();
      return { id, ...file };
    });
  }

  /** Readings from `from` to `to`, both included, times moved by `shift`. */
  boundaries(file: number, from: number, to: number, shift = 0): Boundary[] {
    const rows = this.#statements
      .of(
        "SELECT at, imported, exported, own, quality FROM meter_counter WHERE file = ? AND at BETWEEN ? AND ? ORDER BY at",
      )
      .all(file, from - shift, to - shift);
    return rows.map((row) => boundaryOf(row, shift));
  }

  firstReading(file: number): Boundary | null {
    const row = this.#statements.of("SELECT at, imported, exported, own, quality FROM meter_counter WHERE file = ? ORDER BY at LIMIT 1").get(file); // prettier-ignore
    return row ? boundaryOf(row, 0) : null;
  }

  /** The first reading at or after an instant. */
  firstFrom(file: number, at: number): Boundary | null {
    const row = this.#statements.of("SELECT at, imported, exported, own, quality FROM meter_counter WHERE file = ? AND at >= ? ORDER BY at LIMIT 1").get(file, at); // prettier-ignore
    return row ? boundaryOf(row, 0) : null;
  }

  /** The last reading at or before an instant. */
  lastBefore(file: number, at: number): Boundary | null {
    const row = this.#statements.of("SELECT at, imported, exported, own, quality FROM meter_counter WHERE file = ? AND at <= ? ORDER BY at DESC LIMIT 1").get(file, at); // prettier-ignore
    return row ? boundaryOf(row, 0) : null;
  }

  days(file: number, from: string, to: string): KeptDay[] {
    return this.#statements.of("SELECT * FROM meter_day WHERE file = ? AND date BETWEEN ? AND ? ORDER BY date").all(file, from, to).map(dayOf); // prettier-ignore
  }

  lastDay(file: number): KeptDay | null {
    const row = this.#statements
      .of("SELECT * FROM meter_day WHERE file = ? ORDER BY missing > 0, date DESC LIMIT 1")
      .get(file);
    return row ? dayOf(row) : null;
  }

  segments(chain: string): KeptSegment[] {
    return this.#statements
      .of("SELECT * FROM meter_replay WHERE chain = ? ORDER BY since")
      .all(chain)
      .map((row) => ({
        since: int(row["since"]),
        file: this.#file(int(row["file"])),
        shift: int(row["shift"]),
        base: { imported: int(row["imported"]), exported: int(row["exported"]), own: int(row["own"]) },
      }));
  }

  keepSegment(chain: string, segment: KeptSegment): void {
    const { since, file, shift, base } = segment;
    this.#statements
      .of(
        "INSERT OR REPLACE INTO meter_replay (chain, since, file, shift, imported, exported, own) VALUES (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(chain, since, file.id, shift, base.imported, base.exported, base.own);
  }

  #file(id: number): KeptFile {
    const row = this.#statements.of("SELECT * FROM meter_file WHERE id = ?").get(id);
    if (!row) throw new TypeError("a replay without its file");
    return fileOf(row);
  }
}

/** One text per meaning, whatever the order of the fields. */
const choicesText = (choices: ImportChoices): string =>
  JSON.stringify(Object.fromEntries(Object.entries(choices).toSorted(([a], [b]) => (a < b ? -1 : 1))));

const boundaryOf = (row: Row, shift: number): Boundary => ({
  at: int(row["at"]) + shift,
  imported: intOrNull(row["imported"]),
  exported: intOrNull(row["exported"]),
  own: intOrNull(row["own"]),
  quality: qualityOf(int(row["quality"])),
});
const qualityOf = (value: number): Quality => (value === 1 ? 1 : value === 2 ? 2 : 0);

const dayOf = (row: Row): KeptDay => ({
  date: text(row["date"]),
  start: int(row["start"]),
  slots: int(row["slots"]),
  missing: int(row["missing"]),
  flows: {
    generation: intOrNull(row["generation"]),
    load: intOrNull(row["load"]),
    exported: intOrNull(row["exported"]),
    imported: intOrNull(row["imported"]),
    ownUse: intOrNull(row["own"]),
  },
});

function fileOf(row: Row): KeptFile {
  const choices = ImportChoices.parse(JSON.parse(text(row["choices"])));
  const offsets = Offsets.parse(JSON.parse(text(row["offsets"])));
  return {
    id: int(row["id"]),
    digest: text(row["digest"]),
    name: text(row["name"]),
    choices,
    zone: { zone: choices.zone, offsets },
    interval: int(row["interval"]),
    derived: int(row["derived"]) === 1,
    start: int(row["start"]),
    finish: int(row["finish"]),
    readings: int(row["readings"]),
    days: int(row["days"]),
    gaps: int(row["gaps"]),
    plays: row["plays"] === "seller" ? "seller" : "buyer",
    replayDate: text(row["replay_date"]),
    replayStart: int(row["replay_start"]),
  };
}
