/** From a path and choices (or none) to a home's history: the one way by which preview and import understand a file of any kind. */
import { createHash } from "node:crypto";
import type { ImportChoices } from "../../shared/ipc/energyViews.ts";
import { type DayTotal, rollUp } from "../../shared/metering/days.ts";
import { type UnderstoodHistory, understandHistory } from "../../shared/metering/files/understoodHistory.ts";
import { SURROUNDINGS, withMeterFile } from "./meterFile.ts";

export interface Understood extends UnderstoodHistory {
  readonly bytes: number;
  /** SHA-256 of the bytes that were read. */
  readonly digest: string;
  readonly days: readonly DayTotal[];
}

/** Throws import.* faults. */
export function understandFile(path: string, choices: ImportChoices | null): Understood {
  return withMeterFile(path, (file) => {
    let hash = createHash("sha256");
    let bytes = 0;
    const understood = understandHistory(file, choices, SURROUNDINGS, () => {
      hash = createHash("sha256");
      bytes = 0;
      return (chunk) => {
        hash.update(chunk);
        bytes += chunk.length;
      };
    });
    return { ...understood, bytes, digest: hash.digest("hex"), days: rollUp(understood.history, understood.zone) };
  });
}
