/**
 * A reading as every source hands it on, be it a device, a telegram or a file: the value of a register at an instant, with its
 * quality and where it comes from (DESIGN §2). Counters, never deltas; integers in the smallest unit that any meter here shows.
 */
export type Carrier = "electricity" | "gas" | "heat" | "cooling" | "water";

/** Smallest units. `L`: a thousandth of a cubic metre; `kJ`: a millionth of a gigajoule. */
export const UNITS = ["Wh", "varh", "W", "var", "VA", "mV", "mA", "mHz", "L", "kJ", "count"] as const;
export type Unit = (typeof UNITS)[number];

/** What the meter said, what somebody put in its place, and what is not known. Missing is never zero. */
export type ReadingQuality = "measured" | "substituted" | "missing";

/** By what a reading became known; of two that differ the source that is named first counts (see `mergeReadings.ts`). */
export const SOURCES = ["operator", "meter", "device", "file", "manual"] as const;
export type SourceKind = (typeof SOURCES)[number];
export interface Source {
  readonly kind: SourceKind;
  /** The device's identity, the file's name, or who typed it; at most 200 characters. */
  readonly name: string;
}

/** An older value that a correction replaced: nothing that was read is lost. */
export interface Replaced {
  readonly value: number;
  readonly quality: ReadingQuality;
  readonly source: Source;
  readonly reason: string;
}

export interface Reading {
  /** OBIS code, "1-0:1.8.0"; for a sub-meter with its channel, "7-1:3.0.0". */
  readonly register: string;
  readonly value: number;
  readonly unit: Unit;
  /** UTC seconds by the meter's own clock, put right by its drift where that is known (`clockDrift.ts`). */
  readonly at: number;
  readonly quality: ReadingQuality;
  readonly source: Source;
  /** Oldest first; absent where nothing was corrected. */
  readonly replaced?: readonly Replaced[];
}

/** Counters and values beyond this are no reading of a home, a plant or a street: 100 TWh in Wh. */
export const VALUE_LIMIT = 100_000_000_000_000;

export const isValue = (value: number): boolean => Number.isSafeInteger(value) && Math.abs(value) <= VALUE_LIMIT;
