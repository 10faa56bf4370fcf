/** What a meter file says, for programs: integers in the units that are named, times in ISO 8601 (UTC). Fields are added, never changed. */
import type { Fault } from "../../shared/ipc/fault.ts";
import type { FileSays, RegisterSays } from "../../shared/metering/files/fileSays.ts";

const iso = (utc: number | null): string | null => (utc === null ? null : new Date(utc * 1000).toISOString());

export function saysJson(file: string, says: FileSays | undefined, fault: Fault | null): object {
  return {
    file,
    ok: fault === null,
    fault: fault && { code: fault.code, ...fault.data },
    ...(says && {
      kind: says.kind,
      zone: says.zone,
      registers: says.registers.map(registerJson),
      clockChanges: says.clockChanges.map(({ at, kind, reading }) => ({ at: iso(at), kind, reading })),
      telegrams: says.telegrams,
      ...(says.sml && { sml: says.sml }),
      meter: says.meaning && {
        ...says.meaning,
        at: iso(says.meaning.at),
        registers: undefined,
        subMeters: says.meaning.subMeters.map((meter) => ({
          ...meter,
          reading: meter.reading && { ...meter.reading, at: iso(meter.reading.at) },
        })),
      },
    }),
  };
}

const registerJson = (register: RegisterSays): object => ({
  ...register,
  first: iso(register.first),
  last: iso(register.last),
});
