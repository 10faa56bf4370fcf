/** A file of P1 telegrams, one or years of them: what the registers read over time, and what the last telegram says of the meter. */
import type { Fault } from "../../ipc/fault.ts";
import { FaultError } from "../../ipc/fault.ts";
import type { Checksum, Telegram } from "../dsmr/telegram.ts";
import { meaningOf, type TelegramMeaning } from "../dsmr/telegramMeaning.ts";
import { readingsOf } from "../dsmr/telegramReadings.ts";
import { TelegramStream } from "../dsmr/telegramStream.ts";
import { importFault } from "../importFault.ts";
import { ROW_LIMIT } from "../meterScan.ts";
import { ReadingSet, type MergeReport } from "../registers/mergeReadings.ts";
import type { Reading, Source } from "../registers/reading.ts";
import { chunksOf, type FileBytes } from "./fileText.ts";

export interface DsmrFile {
  readonly telegrams: number;
  readonly checksums: Readonly<Record<Checksum, number>>;
  /** The first telegram whose checksum does not hold; nothing of such a file is kept. */
  readonly damage: Fault | null;
  /** The first one of which nobody can say that any more, because its line ends were changed. */
  readonly doubt: Fault | null;
  readonly last: Telegram;
  readonly meaning: TelegramMeaning;
  /** Counters by register, in order of time; none where telegrams state no time. */
  readonly registers: ReadonlyMap<string, readonly Reading[]>;
  readonly merged: readonly MergeReport[];
  /** Bytes before the first telegram. */
  readonly skipped: number;
}

/** Throws import.* faults for everything but a checksum. */
export function readDsmrFile(file: FileBytes, seen?: (chunk: Uint8Array) => void): DsmrFile {
  const stream = new TelegramStream();
  const sets = new Map<string, ReadingSet>();
  const checksums: Record<Checksum, number> = { holds: 0, absent: 0, rewritten: 0, fails: 0 };
  const source: Source = { kind: "file", name: file.name.slice(0, 200) };
  let last: { telegram: Telegram; meaning: TelegramMeaning } | undefined;
  let telegrams = 0;
  let damage: Fault | null = null;
  let doubt: Fault | null = null;
  const take = (framed: ReturnType<TelegramStream["push"]>): void => {
    for (const one of framed) {
      if ("fault" in one) throw new FaultError(one.fault.code, one.fault.data, one.fault.next);
      const { telegram } = one;
      const meaning = meaningOf(telegram);
      checksums[telegram.checksum]++;
      if (telegram.checksum === "fails") damage ??= checksumFault(telegram);
      if (telegram.checksum === "rewritten") doubt ??= checksumFault(telegram);
      if (++telegrams > ROW_LIMIT) throw importFault("tooManyRows", { line: telegram.line, limit: ROW_LIMIT });
      last = { telegram, meaning };
      for (const reading of readingsOf(meaning, source)) {
        let set = sets.get(reading.register);
        if (!set) sets.set(reading.register, (set = new ReadingSet()));
        set.put(reading);
      }
    }
  };
  for (const chunk of chunksOf(file, seen)) take(stream.push(latin1(chunk)));
  take(stream.end());
  if (!last) throw importFault("truncated", { line: 1, column: 1, byte: file.bytes });
  return {
    telegrams,
    checksums,
    damage,
    doubt,
    last: last.telegram,
    meaning: last.meaning,
    registers: new Map([...sets].map(([register, set]) => [register, set.readings])),
    merged: [...sets.values()].map((set) => set.report),
    skipped: stream.skipped,
  };
}

const checksumFault = ({ endLine, byte, stated, computed }: Telegram): Fault =>
  importFault("checksum", { line: endLine, column: 2, byte, expected: stated, found: computed }).fault;

/** One character per byte. */
function latin1(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return pieces.join("");
}
