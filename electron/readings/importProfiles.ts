/** Choices that were kept for files of one header, by name, and the gas factors that were told: what the next import is proposed with. */
import type { DatabaseSync } from "node:sqlite";
import { type GasFactorChoice, ImportChoices } from "../../shared/ipc/energyViews.ts";
import { dateText, dayOfText } from "../../shared/metering/civilTime.ts";
import type { GasFactor } from "../../shared/metering/registers/gasEnergy.ts";
import { Statements } from "../store/statements.ts";

export const PROFILE_SCHEMA: string[] = [
  `CREATE TABLE import_profile (
     header TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     choices TEXT NOT NULL
   ) STRICT`,
  // Holds from gas day day (days since 1970) on.
  `CREATE TABLE gas_factor (
     day INTEGER PRIMARY KEY,
     wh_per_m3 INTEGER NOT NULL
   ) STRICT`,
];

export class ImportProfiles {
  readonly #statements: Statements;

  /** `db`: opened by the caller, with PROFILE_SCHEMA in it. */
  constructor(db: DatabaseSync) {
    this.#statements = new Statements(db);
  }

  of(header: string): { readonly name: string; readonly choices: ImportChoices } | null {
    const row = this.#statements.of("SELECT name, choices FROM import_profile WHERE header = ?").get(header);
    if (!row) return null;
    const choices = ImportChoices.safeParse(JSON.parse(String(row["choices"])));
    return choices.success ? { name: String(row["name"]), choices: choices.data } : null;
  }

  keep(header: string, name: string, choices: ImportChoices): void {
    this.#statements
      .of("INSERT OR REPLACE INTO import_profile (header, name, choices) VALUES (?, ?, ?)")
      .run(header, name, JSON.stringify(choices));
  }

  factors(): GasFactor[] {
    return this.#statements
      .of("SELECT day, wh_per_m3 FROM gas_factor ORDER BY day")
      .all()
      .map((row) => ({ from: Number(row["day"]), whPerM3: Number(row["wh_per_m3"]) }));
  }

  keepFactor({ from, whPerM3 }: GasFactorChoice): void {
    const day = dayOfText(from);
    if (day === undefined || dateText(day) !== from) return;
    this.#statements.of("INSERT OR REPLACE INTO gas_factor (day, wh_per_m3) VALUES (?, ?)").run(day, whPerM3);
  }
}
