/**
 * Passphrase to key: scrypt (RFC 7914), r = 8, p = 1, and N as this computer can bear it: a guess should cost between 0.3 and 1 s, and
 * never less than the floor. What a file asks for is checked against floor and ceiling before anything is derived.
 */
import { randomBytes, scrypt } from "node:crypto";
import { totalmem } from "node:os";
import { fromHex } from "../../shared/codec/bytes.ts";

export interface KdfCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** N = 2^17, r = 8, p = 1: 128 MiB. */
export const KDF_FLOOR: KdfCost = { n: 2 ** 17, r: 8, p: 1 };
/** At most 1 GiB. */
export const KDF_CEILING: KdfCost = { n: 2 ** 20, r: 8, p: 4 };

/** Doubling N doubles the time, so the first power of two at or above this lies under twice of it. */
const LEAST_MS = 300;
/** A derivation takes 128·N·r bytes: at most this part of the computer's memory. */
const MEMORY_PART = 8;

/** 32 bytes; the caller wipes them. `salt`: hex. */
export function deriveKey(passphrase: Uint8Array, salt: string, { n, r, p }: KdfCost): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // maxmem must exceed 128·N·r; Node's default of 32 MiB would refuse our floor.
    const options = { N: n, r, p, maxmem: 128 * n * r * p + 64 * 2 ** 20 };
    scrypt(passphrase, fromHex(salt), 32, options, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key.buffer, key.byteOffset, key.length)),
    );
  });
}

/** The cost of a lock made now: the floor, doubled until a guess takes 0.3 s here, within the ceiling and an eighth of the memory. */
export function costFor(floorMs: number, memory: number): KdfCost {
  const { r, p } = KDF_FLOOR;
  let n = KDF_FLOOR.n;
  for (let ms = floorMs; ms < LEAST_MS; ms *= 2) {
    if (n * 2 > KDF_CEILING.n || 128 * n * 2 * r * MEMORY_PART > memory) break;
    n *= 2;
  }
  return { n, r, p };
}

let measured: Promise<KdfCost> | undefined;

/** Measured once in a run, by a derivation at the floor. */
export function calibrated(): Promise<KdfCost> {
  measured ??= (async () => {
    const began = performance.now();
    await deriveKey(randomBytes(16), randomBytes(32).toString("hex"), KDF_FLOOR);
    return costFor(performance.now() - began, totalmem());
  })();
  return measured;
}
