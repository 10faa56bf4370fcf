/**
 * The registers' own store: what devices and files read is merged by rule, its totals, quarter-hours and days are worked out anew from where
 * something changed, and all of that is one transaction. The same readings twice change nothing.
 */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { importFault } from "../../shared/metering/importFault.ts";
import { type GridPoint, NEAR, gridOf } from "../../shared/metering/registers/boundaries.ts";
import {
  type Conflict,
  type Merged,
  type MergeReport,
  mergeReading,
} from "../../shared/metering/registers/mergeReadings.ts";
import { SOURCES, UNITS, isValue, type Reading, type ReadingQuality, type Source } from "../../shared/metering/registers/reading.ts"; // prettier-ignore
import { registerDays, type RegisterDay } from "../../shared/metering/registers/registerDays.ts";
import {
  type RegisterEvent,
  type RegisterNature,
  type Total,
  totalsOf,
} from "../../shared/metering/registers/totals.ts";
import type { ZoneTable } from "../../shared/metering/zoneTable.ts";
import { Statements } from "../store/statements.ts";

/** Raw readings are kept so long, seconds. */
export const RAW_KEPT = 400 * 86_400;
const QUALITIES: readonly ReadingQuality[] = ["missing", "measured", "substituted"];
const CONFLICTS_TOLD = 20;

export interface RecordReport extends MergeReport {
  /** Within a minute that has a reading already. */
  readonly thinned: number;
  /** Older than what can still be changed. */
  readonly tooOld: number;
}
/** Of every register of a device: its display, and the most that its connection carries. */
export type Limits = Pick<RegisterNature, "modulus" | "mostPerHour" | "resolution">;
const LIMITS: Limits = { modulus: null, mostPerHour: 100_000_000, resolution: 1000 };

type Row = Record<string, SQLOutputValue>;

export class RegisterStore {
  readonly #statements: Statements;

  /** `db`: opened by the caller, with REGISTER_SCHEMA in it. */
  constructor(db: DatabaseSync) {
    this.#statements = new Statements(db);
  }

  /**
   * Takes readings of one device, in any order. `zone`: of its local days. `now`: UTC seconds, from which the raw readings' age counts.
   * Throws import.impossible for a value that is none; then nothing is kept.
   */
  record(
    device: string,
    readings: readonly Reading[],
    zone: ZoneTable,
    now: number,
    limits: Limits = LIMITS,
  ): RecordReport {
    return this.#statements.atomic(() => {
      const report = { added: 0, same: 0, improved: 0, kept: 0, thinned: 0, tooOld: 0 };
      const conflicts: Conflict[] = [];
      const changed = new Map<number, number>();
      for (const reading of readings) {
        if (!isValue(reading.value) || !Number.isSafeInteger(reading.at))
          throw importFault("impossible", { line: 0, column: 0, text: String(reading.value), limit: 0 });
        const { id, closed } = this.#register(device, reading);
        if (reading.at <= closed) {
          report.tooOld++;
          continue;
        }
        const outcome = this.#put(id, reading, conflicts);
        report[outcome]++;
        if (outcome === "added" || outcome === "improved")
          changed.set(id, Math.min(changed.get(id) ?? Infinity, reading.at));
      }
      for (const [id, from] of changed) {
        this.#recount(id, from, zone, limits);
        this.#close(id, now);
      }
      return { ...report, conflicts };
    });
  }

  /** Puts a value in the place of one that stands there, which is kept with the reason. False where nothing stands. */
  correct(
    device: string,
    code: string,
    at: number,
    by: Pick<Reading, "value" | "quality" | "source">,
    reason: string,
    zone: ZoneTable,
    limits: Limits = LIMITS,
  ): boolean {
    return this.#statements.atomic(() => {
      const register = this.#known(device, code);
      const old = register && this.#reading(register.id, at);
      if (!register || !old || at <= register.closed) return false;
      this.#keepReplaced(register.id, old, reason);
      this.#statements.of("UPDATE register_reading SET value = ?, quality = ?, origin = ? WHERE register = ? AND at = ?").run(by.value, QUALITIES.indexOf(by.quality), this.#origin(by.source), register.id, at); // prettier-ignore
      this.#recount(register.id, at, zone, limits);
      return true;
    });
  }

  /** Tells what happened to a register; everything after it is counted anew. False for a register that is not known or closed there. */
  happened(device: string, code: string, event: RegisterEvent, zone: ZoneTable, limits: Limits = LIMITS): boolean {
    return this.#statements.atomic(() => {
      const register = this.#known(device, code);
      if (!register || event.at <= register.closed) return false;
      this.#statements.of("INSERT OR REPLACE INTO register_event (register, at, kind, last, first, falls) VALUES (?, ?, ?, ?, ?, ?)").run(
        register.id, event.at, event.kind,
        event.kind === "exchange" ? event.last : null,
        event.kind === "reversed" ? null : event.first,
        event.kind === "reversed" ? Number(event.falls) : null,
      ); // prettier-ignore
      this.#recount(register.id, event.at, zone, limits);
      return true;
    });
  }

  /** Grid points from `from` to `to`, both included. */
  points(device: string, code: string, from: number, to: number): GridPoint[] {
    const register = this.#known(device, code);
    return register ? this.#points(register.id, from, to) : [];
  }

  /** The last reading at or before an instant. */
  lastBefore(device: string, code: string, at: number): { readonly at: number; readonly value: number } | null {
    const register = this.#known(device, code);
    const row = register && this.#statements.of("SELECT at, value FROM register_reading WHERE register = ? AND at <= ? AND quality <> 0 ORDER BY at DESC LIMIT 1").get(register.id, at); // prettier-ignore
    return row ? { at: Number(row["at"]), value: Number(row["value"]) } : null;
  }

  /** What the display shows beyond the total at a grid point; null where no raw reading of its stretch is kept any more. */
  beyond(device: string, code: string, { at, stretch }: GridPoint): number | null {
    const register = this.#known(device, code);
    const row = register && this.#statements.of("SELECT value - total AS beyond FROM register_reading WHERE register = ? AND stretch = ? AND quality <> 0 ORDER BY abs(at - ?) LIMIT 1").get(register.id, stretch, at); // prettier-ignore
    return row ? Number(row["beyond"]) : null;
  }

  /** The device that knows most of these registers' quarter-hours from `from` to `to`, both included; undefined where none knows any. */
  bestDevice(codes: readonly string[], from: number, to: number): string | undefined {
    const marks = codes.map(() => "?").join(", ");
    const row = this.#statements
      .of(
        `SELECT device FROM register JOIN register_quarter ON register = id WHERE code IN (${marks}) AND at BETWEEN ? AND ?
         GROUP BY device ORDER BY count(DISTINCT at) DESC, max(at) DESC, device LIMIT 1`,
      )
      .get(...codes, from, to);
    return row && String(row["device"]);
  }

  /** Whether any device knows one of these registers. */
  knows(codes: readonly string[]): boolean {
    const marks = codes.map(() => "?").join(", ");
    return this.#statements.of(`SELECT 1 FROM register WHERE code IN (${marks}) LIMIT 1`).get(...codes) !== undefined;
  }

  /** Since when any device has read one of these registers: the first quarter-hour; undefined where none has. */
  firstOf(codes: readonly string[]): number | undefined {
    const marks = codes.map(() => "?").join(", ");
    const row = this.#statements
      .of(`SELECT min(at) AS first FROM register JOIN register_quarter ON register = id WHERE code IN (${marks})`)
      .get(...codes);
    return typeof row?.["first"] === "number" ? row["first"] : undefined;
  }

  /** Registers whose code begins so, of all devices. */
  registersLike(prefix: string): { readonly device: string; readonly code: string }[] {
    return this.#statements
      .of("SELECT device, code FROM register WHERE substr(code, 1, ?) = ? ORDER BY device, code")
      .all(prefix.length, prefix)
      .map((row) => ({ device: String(row["device"]), code: String(row["code"]) }));
  }

  /** Days by date, both included. */
  days(device: string, code: string, from: string, to: string): RegisterDay[] {
    const register = this.#known(device, code);
    if (!register) return [];
    return this.#statements.of("SELECT date, energy, missing, substituted FROM register_day WHERE register = ? AND date BETWEEN ? AND ? ORDER BY date")
      .all(register.id, from, to)
      .map((row) => ({ date: String(row["date"]), energy: row["energy"] === null ? null : Number(row["energy"]), missing: Number(row["missing"]), substituted: Number(row["substituted"]) })); // prettier-ignore
  }

  /** Raw readings with what they replaced, from `from` to `to`, both included. */
  readings(device: string, code: string, from: number, to: number): Reading[] {
    const register = this.#known(device, code);
    return register ? this.#raw(register.id, from, to).map((row) => this.#readingOf(register.id, code, register.unit, row)) : []; // prettier-ignore
  }

  #put(id: number, next: Reading, conflicts: Conflict[]): Merged | "thinned" {
    const row = this.#reading(id, next.at);
    if (!row) {
      const minute = Math.floor(next.at / 60) * 60;
      if (this.#statements.of("SELECT 1 FROM register_reading WHERE register = ? AND at BETWEEN ? AND ? LIMIT 1").get(id, minute, minute + 59)) return "thinned"; // prettier-ignore
    }
    const old = row && this.#readingOf(id, next.register, next.unit, row);
    const { reading, outcome } = mergeReading(old, next);
    if (old && old.value !== next.value && conflicts.length < CONFLICTS_TOLD)
      conflicts.push({ register: next.register, at: next.at, kept: reading.value, other: reading === old ? next.value : old.value }); // prettier-ignore
    if (reading === old) return outcome;
    if (row && old?.value !== next.value) this.#keepReplaced(id, row, "better");
    this.#statements.of("INSERT OR REPLACE INTO register_reading (register, at, value, quality, origin, total, stretch) VALUES (?, ?, ?, ?, ?, 0, 0)").run(id, next.at, next.value, QUALITIES.indexOf(next.quality), this.#origin(next.source)); // prettier-ignore
    return outcome;
  }

  /** Totals, quarter-hours and days from the last reading before `from` on. */
  #recount(id: number, from: number, zone: ZoneTable, limits: Limits): void {
    const base = this.#statements.of("SELECT at, value, quality, origin, total, stretch FROM register_reading WHERE register = ? AND at < ? AND quality <> 0 ORDER BY at DESC LIMIT 1").get(id, from); // prettier-ignore
    const begin = base ? Number(base["at"]) : from;
    const rows = this.#raw(id, begin, Number.MAX_SAFE_INTEGER);
    const source: Source = { kind: "meter", name: "" };
    const readings = rows.map((row): Reading => ({ register: "", unit: "count", at: Number(row["at"]), value: Number(row["value"]), quality: qualityOf(row), source })); // prettier-ignore
    const events = this.#statements
      .of("SELECT * FROM register_event WHERE register = ? ORDER BY at")
      .all(id)
      .map(eventOf);
    const totals = totalsOf(readings, { ...limits, events }).map((total): Total => lifted(total, base));
    const update = this.#statements.of(
      "UPDATE register_reading SET total = ?, stretch = ? WHERE register = ? AND at = ?",
    );
    for (const { at, total, stretch } of totals) if (at >= from) update.run(total, stretch, id, at);
    const points = gridOf(totals, 900, NEAR);
    this.#statements.of("DELETE FROM register_quarter WHERE register = ? AND at > ?").run(id, begin);
    const quarter = this.#statements.of("INSERT OR REPLACE INTO register_quarter (register, at, total, stretch, quality) VALUES (?, ?, ?, ?, ?)"); // prettier-ignore
    for (const { at, total, stretch, quality } of points)
      quarter.run(id, at, total, stretch, QUALITIES.indexOf(quality));
    const last = rows[rows.length - 1];
    if (!last) return;
    // The day in which it begins, and the one before where that moment is midnight.
    const known = this.#points(id, begin - 2 * 86_400, Number.MAX_SAFE_INTEGER);
    const day = this.#statements.of("INSERT OR REPLACE INTO register_day (register, date, energy, missing, substituted) VALUES (?, ?, ?, ?, ?)"); // prettier-ignore
    for (const { date, energy, missing, substituted } of registerDays(known, begin - 1, Number(last["at"]) - 1, zone))
      day.run(id, date, energy, missing, substituted);
  }

  /** Forgets raw readings that are too old, all but the last one: what comes next is counted from it. */
  #close(id: number, now: number): void {
    const edge = this.#statements.of("SELECT max(at) AS at FROM register_reading WHERE register = ? AND at < ? AND quality <> 0").get(id, now - RAW_KEPT); // prettier-ignore
    if (edge?.["at"] == null) return;
    this.#statements.of("DELETE FROM register_reading WHERE register = ? AND at < ?").run(id, edge["at"]);
    this.#statements.of("UPDATE register SET closed = ? WHERE id = ?").run(edge["at"], id);
  }

  #register(device: string, { register, unit }: Reading): { id: number; closed: number } {
    const known = this.#known(device, register);
    if (known) {
      if (known.unit !== unit) throw importFault("choices", { choice: `${register}: ${known.unit}, ${unit}` });
      return known;
    }
    const { lastInsertRowid } = this.#statements.of("INSERT INTO register (device, code, unit) VALUES (?, ?, ?)").run(device, register, unit); // prettier-ignore
    return { id: Number(lastInsertRowid), closed: -1 };
  }

  #known(device: string, code: string): { id: number; closed: number; unit: Reading["unit"] } | undefined {
    const row = this.#statements
      .of("SELECT id, closed, unit FROM register WHERE device = ? AND code = ?")
      .get(device, code);
    const unit = UNITS.find((one) => one === row?.["unit"]);
    return row && unit ? { id: Number(row["id"]), closed: Number(row["closed"]), unit } : undefined;
  }

  #origin({ kind, name }: Source): number {
    const row = this.#statements.of("SELECT id FROM register_origin WHERE kind = ? AND name = ?").get(kind, name);
    return Number(row?.["id"] ?? this.#statements.of("INSERT INTO register_origin (kind, name) VALUES (?, ?)").run(kind, name).lastInsertRowid); // prettier-ignore
  }

  #sourceOf(origin: SQLOutputValue | undefined): Source {
    const row = this.#statements.of("SELECT kind, name FROM register_origin WHERE id = ?").get(Number(origin));
    return { kind: SOURCES.find((one) => one === row?.["kind"]) ?? "manual", name: String(row?.["name"] ?? "") };
  }

  #reading(id: number, at: number): Row | undefined {
    return this.#statements
      .of("SELECT at, value, quality, origin FROM register_reading WHERE register = ? AND at = ?")
      .get(id, at);
  }
  #raw(id: number, from: number, to: number): Row[] {
    return this.#statements.of("SELECT at, value, quality, origin FROM register_reading WHERE register = ? AND at BETWEEN ? AND ? ORDER BY at").all(id, from, to); // prettier-ignore
  }

  #readingOf(id: number, register: string, unit: Reading["unit"], row: Row): Reading {
    const at = Number(row["at"]);
    const replaced = this.#statements.of("SELECT value, quality, origin, reason FROM register_replaced WHERE register = ? AND at = ? ORDER BY turn") // prettier-ignore
      .all(id, at)
      .map((old) => ({ value: Number(old["value"]), quality: qualityOf(old), source: this.#sourceOf(old["origin"]), reason: String(old["reason"]) })); // prettier-ignore
    const reading = { register, unit, at, value: Number(row["value"]), quality: qualityOf(row), source: this.#sourceOf(row["origin"]) }; // prettier-ignore
    return replaced.length > 0 ? { ...reading, replaced } : reading;
  }

  #keepReplaced(id: number, old: Row, reason: string): void {
    this.#statements.of(
      `INSERT INTO register_replaced (register, at, turn, value, quality, origin, reason) VALUES (?, ?,
         (SELECT count(*) FROM register_replaced WHERE register = ? AND at = ?), ?, ?, ?, ?)`,
    ).run(id, Number(old["at"]), id, Number(old["at"]), Number(old["value"]), Number(old["quality"]), Number(old["origin"]), reason); // prettier-ignore
  }

  #points(id: number, from: number, to: number): GridPoint[] {
    return this.#statements.of("SELECT at, total, stretch, quality FROM register_quarter WHERE register = ? AND at BETWEEN ? AND ? ORDER BY at")
      .all(id, from, to)
      .map((row) => ({ at: Number(row["at"]), total: Number(row["total"]), stretch: Number(row["stretch"]), quality: qualityOf(row) })); // prettier-ignore
  }
}

const qualityOf = (row: Row): ReadingQuality => QUALITIES[Number(row["quality"])] ?? "missing";

/** Totals are counted from the base, which has its own total and stretch. */
function lifted(total: Total, base: Row | undefined): Total {
  if (!base) return total;
  const stretch = total.stretch + Number(base["stretch"]);
  return { ...total, stretch, total: total.stretch === 0 ? total.total + Number(base["total"]) : total.total };
}

function eventOf(row: Row): RegisterEvent {
  const at = Number(row["at"]);
  switch (row["kind"]) {
    case "exchange":
      return {
        kind: "exchange",
        at,
        last: row["last"] === null ? null : Number(row["last"]),
        first: Number(row["first"]),
      };
    case "reset":
      return { kind: "reset", at, first: Number(row["first"]) };
    default:
      return { kind: "reversed", at, falls: Number(row["falls"]) === 1 };
  }
}
