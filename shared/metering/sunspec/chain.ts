/**
 * The chain of models in a device: "SunS" at one of three addresses, then id, length, registers, one model after the other,
 * until id 65535. Bounded: a device that points on and on, or out of the address space, is refused with the place.
 */
import { isKnown } from "./models.ts";

/** Reads `count` holding registers from a zero-based address. Rejects where the device refuses. */
export type ReadRegisters = (address: number, count: number) => Promise<readonly number[]>;

export interface Found {
  readonly id: number;
  /** Address of its first register after id and length. */
  readonly address: number;
  readonly length: number;
}
export type Chain =
  | { readonly ok: true; readonly base: number; readonly models: readonly Found[]; readonly skipped: readonly number[] }
  | { readonly ok: false; readonly why: "noMarker" }
  | { readonly ok: false; readonly why: "broken"; readonly address: number };

export const BASES = [40_000, 50_000, 0] as const;
const MARKER = [0x5375, 0x6e53] as const;
const END = 0xffff;
const MODELS_MAX = 64;
const REGISTERS = 65_536;

/**
 * `refused` tells a device's "no such register" from a line that broke: the former means another base, the latter is thrown on.
 */
export async function walkChain(read: ReadRegisters, refused: (error: unknown) => boolean): Promise<Chain> {
  for (const base of BASES) {
    let marker: readonly number[];
    try {
      marker = await read(base, 2);
    } catch (error) {
      if (refused(error)) continue;
      throw error;
    }
    if (marker[0] === MARKER[0] && marker[1] === MARKER[1]) return follow(read, base, refused);
  }
  return { ok: false, why: "noMarker" };
}

async function follow(read: ReadRegisters, base: number, refused: (error: unknown) => boolean): Promise<Chain> {
  const models: Found[] = [];
  const skipped: number[] = [];
  let address = base + 2;
  for (let k = 0; k < MODELS_MAX; k++) {
    if (address + 2 > REGISTERS) return { ok: false, why: "broken", address };
    let id: number | undefined;
    let length: number | undefined;
    try {
      [id, length] = await read(address, 2);
    } catch (error) {
      // Some devices end without the end mark; what was found until there is theirs.
      if (!refused(error) || models.length === 0) throw error;
      return { ok: true, base, models, skipped };
    }
    if (id === END) return { ok: true, base, models, skipped };
    if (id === undefined || length === undefined || id === 0 || address + 2 + length > REGISTERS)
      return { ok: false, why: "broken", address };
    if (isKnown(id)) models.push({ id, address: address + 2, length });
    else skipped.push(id);
    address += 2 + length;
  }
  return { ok: false, why: "broken", address };
}
