/**
 * Snapshots on disk: a folder per height with `snapshot.json` and one file per chunk, under its name only when it is complete.
 * What a crash left half-written is removed; what does not read is passed over, because other nodes have snapshots too.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { canonicalText } from "../../../shared/codec/canonical.ts";
import { fromHex, toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { type Snapshot, snapshotOf, snapshotProblem } from "./snapshot.ts";

const DRAFT = ".new";
const Hex = z.string().regex(/^([0-9a-f]{64})+$/);
const Manifest = z.strictObject({
  format: z.literal(1),
  height: z.number().int().positive(),
  chunks: z.number().int().positive(),
  hash: Hex,
  metadata: Hex,
});

export class SnapshotFolder {
  readonly #folder: string;
  #listed: readonly Snapshot[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (name.endsWith(DRAFT)) this.#drop(name);
    this.#listed = this.#read();
  }

  /** Complete ones, the highest first. */
  list(): readonly Snapshot[] {
    return this.#listed;
  }

  /** A packed chunk; undefined when there is none. */
  chunk(height: number, index: number): Uint8Array | undefined {
    const snapshot = this.#listed.find((each) => each.height === height);
    if (!snapshot || !(index >= 0 && index < snapshot.chunks)) return undefined;
    try {
      return new Uint8Array(readFileSync(join(this.#folder, String(height), String(index))));
    } catch {
      return undefined;
    }
  }

  begin(height: number): Draft {
    const name = `${height}${DRAFT}`;
    this.#drop(name);
    const place = join(this.#folder, name);
    mkdirSync(place, { mode: 0o700 });
    const hashes: Uint8Array[] = [];
    return {
      add: async (hash, packed) => {
        await writeSynced(join(place, String(hashes.length)), packed);
        hashes.push(hash);
      },
      finish: async () => {
        const snapshot = snapshotOf(height, hashes);
        const { format, chunks } = snapshot;
        const manifest = { format, height, chunks, hash: toHex(snapshot.hash), metadata: toHex(snapshot.metadata) };
        await writeSynced(join(place, "snapshot.json"), utf8(canonicalText(manifest)));
        this.#drop(String(height));
        renameSync(place, join(this.#folder, String(height)));
        this.#listed = this.#read();
        return snapshot;
      },
      abandon: () => this.#drop(name),
    };
  }

  /** Keeps the highest ones. */
  keep(count: number): void {
    for (const { height } of this.#listed.slice(count)) this.#drop(String(height));
    this.#listed = this.#listed.slice(0, count);
  }

  #read(): readonly Snapshot[] {
    const found = readdirSync(this.#folder).flatMap((name) => {
      const snapshot = /^\d{1,15}$/.test(name) ? readManifest(join(this.#folder, name)) : undefined;
      return snapshot && String(snapshot.height) === name ? [snapshot] : [];
    });
    return found.sort((a, b) => b.height - a.height);
  }

  #drop(name: string): void {
    rmSync(join(this.#folder, name), { recursive: true, force: true });
  }
}

export interface Draft {
  /** The next chunk. */
  add(hash: Uint8Array, packed: Uint8Array): Promise<void>;
  finish(): Promise<Snapshot>;
  abandon(): void;
}

function readManifest(folder: string): Snapshot | undefined {
  const file = join(folder, "snapshot.json");
  if (!existsSync(file)) return undefined;
  try {
    const { hash, metadata, ...same } = Manifest.parse(JSON.parse(readFileSync(file, "utf8")));
    const snapshot = { ...same, hash: fromHex(hash), metadata: fromHex(metadata) };
    return snapshotProblem(snapshot) === undefined ? snapshot : undefined;
  } catch {
    return undefined;
  }
}

async function writeSynced(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "w", 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
