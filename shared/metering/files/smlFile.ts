/** A recording of an optical head: transmissions of the Smart Message Language, one or a night of them, and what the last one says of each register. */
import { FaultError } from "../../ipc/fault.ts";
import { importFault } from "../importFault.ts";
import { ROW_LIMIT } from "../meterScan.ts";
import { ReadingSet } from "../registers/mergeReadings.ts";
import type { Reading, Source } from "../registers/reading.ts";
import { type SmlRegister, registersOf, serverText } from "../sml/registers.ts";
import { SmlStream, type SmlFramed } from "../sml/transport.ts";
import { chunksOf, type FileBytes } from "./fileText.ts";

export interface SmlFile {
  readonly transmissions: number;
  /** The meter's number, as its plate has it. */
  readonly server: string | null;
  /** Of the last transmission that named each. */
  readonly last: readonly SmlRegister[];
  /** How many transmissions named it, and the first value. */
  readonly seen: ReadonlyMap<string, { readonly count: number; readonly first: number }>;
  /** Counters by register, where the meter states a time of the calendar; most household meters only count seconds. */
  readonly registers: ReadonlyMap<string, readonly Reading[]>;
  /** Bytes before the first transmission. */
  readonly skipped: number;
}

/** Throws import.* faults at the first transmission that is damaged. */
export function readSmlFile(file: FileBytes, seen?: (chunk: Uint8Array) => void): SmlFile {
  const stream = new SmlStream();
  const source: Source = { kind: "file", name: file.name.slice(0, 200) };
  const last = new Map<string, SmlRegister>();
  const counts = new Map<string, { count: number; first: number }>();
  const sets = new Map<string, ReadingSet>();
  let transmissions = 0;
  let server: string | null = null;
  const take = (framed: readonly SmlFramed[]): void => {
    for (const one of framed) {
      if ("fault" in one) throw new FaultError(one.fault.code, one.fault.data, one.fault.next);
      if (++transmissions > ROW_LIMIT) throw importFault("tooManyRows", { line: transmissions, limit: ROW_LIMIT });
      for (const list of one.lists) {
        server = serverText(list.server) ?? server;
        for (const register of registersOf(list)) put(register);
      }
    }
  };
  const put = (one: SmlRegister): void => {
    const { register, value, unit, at, counter } = one;
    last.set(register, one);
    const known = counts.get(register);
    counts.set(register, { count: (known?.count ?? 0) + 1, first: known?.first ?? value });
    if (!counter || at === null) return;
    const set = sets.get(register) ?? new ReadingSet();
    sets.set(register, set);
    set.put({ register, value, unit, at, quality: "measured", source });
  };
  for (const chunk of chunksOf(file, seen)) take(stream.push(chunk));
  take(stream.end());
  if (transmissions === 0) throw importFault("smlTruncated", { byte: file.bytes });
  return {
    transmissions,
    server,
    last: [...last.values()],
    seen: counts,
    registers: new Map([...sets].map(([register, set]) => [register, set.readings])),
    skipped: stream.skipped,
  };
}
