/** What SQLite says when the disk fails it, as faults with a sentence each: full, not writable, damaged. */
import { FaultError } from "../../shared/ipc/fault.ts";

/** Primary result codes (sqlite.org/rescode.html). */
export const SQLITE = {
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
} as const;

/** The primary code of what node:sqlite threw; undefined of anything else. */
export function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

/** Nothing was changed: a transaction that fails is undone. Undefined for what has another cause. */
export function diskFault(error: unknown, file: string): FaultError | undefined {
  const problem = error instanceof Error ? error.message : String(error);
  switch (sqliteCode(error)) {
    case SQLITE.full:
      return new FaultError("store.full", { file }, "retry");
    case SQLITE.readOnly:
    case SQLITE.ioError:
    case SQLITE.cantOpen:
      return new FaultError("store.unwritable", { file, problem }, "correct");
    case SQLITE.corrupt:
    case SQLITE.notADatabase:
      return new FaultError("store.broken", { file, problem }, "restart");
    default:
      return undefined;
  }
}
