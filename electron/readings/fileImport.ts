/** Understands and imports meter files: by their own choices or those that were kept, for themselves or added to the one that is shown. */
import { randomBytes } from "node:crypto";
import { basename } from "node:path";
import type { ImportChoices, ImportPreview, ImportReport, ImportWays } from "../../shared/ipc/energyViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { mostImport, mostSurplus } from "../../shared/metering/days.ts";
import { QUARTER } from "../../shared/metering/history.ts";
import { importFault } from "../../shared/metering/importFault.ts";
import { carrierTotals, recordCarriers } from "./carrierImport.ts";
import type { ImportProfiles } from "./importProfiles.ts";
import { onto } from "./ontoFile.ts";
import { gapRuns, previewOf } from "./preview.ts";
import type { KeptFile, ReadingsStore } from "./readingsStore.ts";
import type { RegisterStore } from "./registerStore.ts";
import { type Understood, understandFile } from "./understoodFile.ts";

/** A file for itself, nothing kept besides. */
export const ALONE: ImportWays = { profile: null, onto: false, gas: null };

interface Previewed {
  readonly path: string;
  readonly digest: string;
}

export class FileImport {
  readonly #store: ReadingsStore;
  readonly #registers: RegisterStore;
  readonly #profiles: ImportProfiles;
  readonly #previewed = new Map<string, Previewed>();

  constructor(store: ReadingsStore, registers: RegisterStore, profiles: ImportProfiles) {
    this.#store = store;
    this.#registers = registers;
    this.#profiles = profiles;
  }

  /**
   * What a file says; reads it whole, keeps nothing. `choices` null: those that were kept for files of its header, or a proposal. Throws
   * import.* faults.
   */
  preview(path: string, choices: ImportChoices | null): ImportPreview {
    const { understood, profile } = this.#understand(path, choices);
    const handle = this.#handleOf(path, understood.digest);
    const name = basename(path);
    const current = this.#store.current();
    const both = current && current.digest !== understood.digest ? onto(this.#store, current, understood, name) : null;
    return {
      ...previewOf(understood, handle, name),
      others: carrierTotals(understood.others, this.#profiles.factors(), understood.zone),
      profile,
      named: understood.header !== null,
      onto: current && both && { file: current.name, report: both.report },
    };
  }

  #understand(path: string, choices: ImportChoices | null): { understood: Understood; profile: string | null } {
    const understood = understandFile(path, choices);
    const profile = understood.header === null ? null : this.#profiles.of(understood.header);
    if (!profile || choices) return { understood, profile: profile?.name ?? null };
    try {
      return { understood: understandFile(path, profile.choices), profile: profile.name };
    } catch (error) {
      // The portal changed what stands under the same header: what the file itself says counts.
      if (!(error instanceof FaultError)) throw error;
      return { understood, profile: null };
    }
  }

  /**
   * Imports a previewed file whole or not at all, for itself or added to the one that is shown. Throws import.changed when it is no longer the
   * previewed one, and import.registers where it cannot be added.
   */
  bring(handle: string, choices: ImportChoices, ways: ImportWays): ImportReport {
    const previewed = this.#previewed.get(handle);
    if (!previewed) throw importFault("handle");
    const alone = understandFile(previewed.path, choices);
    const file = basename(previewed.path);
    if (alone.digest !== previewed.digest) throw importFault("changed", { file });
    const current = ways.onto ? this.#store.current() : null;
    const both = current && current.digest !== alone.digest ? onto(this.#store, current, alone, file) : null;
    if (ways.onto && !both) throw importFault("registers", { file });
    const { digest, history, days, zone } = both?.understood ?? alone;
    const name = both?.name ?? file;
    if (ways.gas) this.#profiles.keepFactor(ways.gas);
    const also = {
      merged: both?.report ?? null,
      others: carrierTotals(alone.others, this.#profiles.factors(), alone.zone),
    };
    const kept = this.#store.same(digest, choices);
    if (kept) {
      this.#store.choose(kept.id);
      this.#keepBeside(alone, ways, file);
      return { ...reportOf(kept), ...also };
    }
    const best = mostSurplus(days);
    const played = best ?? mostImport(days);
    if (!played) throw importFault("tooShort", { file, line: 1, rows: alone.readings });
    const saved = this.#store.keep(
      {
        digest,
        name,
        choices: alone.choices,
        zone,
        interval: both?.understood.interval ?? alone.interval,
        derived: history.derived,
        start: history.start,
        finish: history.start + history.quarters * QUARTER,
        readings: alone.readings,
        days: days.length,
        gaps: gapRuns(history.quality),
        plays: best ? "seller" : "buyer",
        replayDate: played.date,
        replayStart: played.start,
      },
      alone.bytes,
      history,
      days,
      () => this.#keepBeside(alone, ways, file),
    );
    return { ...reportOf(saved), ...also };
  }

  /** What an import keeps besides electricity: the profile, and the other carriers' registers. */
  #keepBeside(understood: Understood, { profile }: ImportWays, file: string): void {
    const { header, choices, others, zone } = understood;
    if (header !== null && profile !== null) this.#profiles.keep(header, profile, choices);
    const end = others.reduce((most, { aligned: { start, count, interval } }) => Math.max(most, start + count * interval), 0); // prettier-ignore
    recordCarriers(this.#registers, others, file, zone, end);
  }

  #handleOf(path: string, digest: string): string {
    for (const [handle, known] of this.#previewed)
      if (known.path === path) {
        this.#previewed.set(handle, { path, digest });
        return handle;
      }
    const handle = randomBytes(16).toString("hex");
    this.#previewed.set(handle, { path, digest });
    return handle;
  }
}

function reportOf({
  name,
  readings,
  days,
  gaps,
  plays,
  replayDate,
}: KeptFile): Omit<ImportReport, "merged" | "others"> {
  return { file: name, readings, days, gaps, plays, replayDate };
}
