/** Columns of a row as the type they must have: a database file is untrusted input. */
import { FaultError } from "../../shared/ipc/fault.ts";

type Column = unknown;

export function numberOf(value: Column): number {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value;
  throw wrong("a whole number", value);
}

export function textOf(value: Column): string {
  if (typeof value === "string") return value;
  throw wrong("text", value);
}

export function blobOf(value: Column): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw wrong("bytes", value);
}

function wrong(expected: string, value: Column): FaultError {
  return new FaultError("node.damaged", { problem: `expected ${expected}, found ${typeof value}` }, "restore");
}
