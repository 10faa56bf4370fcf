/**
 * A value on disk that only this account can read and write: JSON, encrypted and authenticated under a key of the vault. Written whole or
 * not at all. What cannot be opened is never written over: it is kept under another name before a new value takes its place.
 */
import { readFile, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import type { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";

/** The vault's part in it; both fault with `vault.locked`. */
export interface Sealing {
  sealRecord(name: string, plain: Uint8Array): Uint8Array;
  openRecord(name: string, sealed: Uint8Array): Uint8Array | undefined;
}

/** A sealed file is a few thousand lines at the most; more is not of our making. */
const BYTES_MAX = 4_194_304;

export type Read<T> =
  | { readonly is: "none" }
  | { readonly is: "value"; readonly value: T }
  /** There is a file, and it is not one of this account's. */
  | { readonly is: "damaged"; readonly file: string };

export class SealedFile<T> {
  readonly #path: string;
  readonly #name: string;
  readonly #shape: z.ZodType<T>;
  readonly #vault: Sealing;

  /** Account and file are authenticated: no other account's file stands in this one's place. */
  constructor(folder: string, address: string, name: string, shape: z.ZodType<T>, vault: Sealing) {
    this.#path = join(folder, `${address}.${name}.sealed`);
    this.#name = `${address}/${name}`;
    this.#shape = shape;
    this.#vault = vault;
  }

  /** Faults: `vault.locked`, `record.read` {file, why}. */
  async read(): Promise<Read<T>> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(this.#path);
    } catch (error) {
      if (codeOf(error) === "ENOENT") return { is: "none" };
      throw new FaultError("record.read", { file: basename(this.#path), why: codeOf(error) ?? "unknown" }, "retry");
    }
    const plain = bytes.length <= BYTES_MAX ? this.#vault.openRecord(this.#name, Uint8Array.from(bytes)) : undefined;
    const value = plain && this.#shape.safeParse(parsed(plain));
    return value?.success ? { is: "value", value: value.data } : { is: "damaged", file: basename(this.#path) };
  }

  /** On the disk when it resolves. Faults: `vault.locked`, `record.write` {file, why}. */
  async write(value: T, now: Date): Promise<void> {
    const sealed = this.#vault.sealRecord(this.#name, new TextEncoder().encode(JSON.stringify(value)));
    try {
      if ((await this.read()).is === "damaged") {
        const stamp = now.toISOString().replaceAll(/[-:]/g, "").slice(0, 15);
        await rename(this.#path, `${this.#path}.damaged-${stamp}`);
      }
      await writeAtomic(this.#path, sealed);
    } catch (error) {
      if (error instanceof FaultError) throw error;
      throw new FaultError("record.write", { file: basename(this.#path), why: codeOf(error) ?? "unknown" }, "retry");
    }
  }
}

function parsed(plain: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
  } catch {
    return undefined;
  }
}
