/** SQL of one room of the database: each text is prepared once, and what belongs together is done whole or not at all. */
import type { DatabaseSync, StatementSync } from "node:sqlite";

export class Statements {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  of(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (!statement) this.#prepared.set(sql, (statement = this.#db.prepare(sql)));
    return statement;
  }

  /** Within another one of the same database it is part of that one. */
  atomic<T>(run: () => T): T {
    if (this.#db.isTransaction) return run();
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const value = run();
      this.#db.exec("COMMIT");
      return value;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
      throw error;
    }
  }
}
