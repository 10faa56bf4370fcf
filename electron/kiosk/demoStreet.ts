/**
 * The demo street behind the kiosk: its node and a worker that verifies it, without an account of anybody. Both are thrown away and begun anew when
 * the ledger has outgrown its window, or when a power cut left a file that cannot be read: nothing in it is of value.
 */
import { randomInt } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { StreetLedger, StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Topic } from "../../shared/ipc/contract.ts";
import type { Verified } from "../../shared/ipc/verified.ts";
import { DemoNode } from "../children/demoNode.ts";
import { LocalWorker } from "../children/localWorker.ts";
import { nobody } from "./nobody.ts";

export interface DemoStreetDeps {
  readonly folder: string;
  /** The bundled worker and node. */
  readonly scripts: string;
  readonly rate: number;
  /** Bytes on disk over which it begins anew. */
  readonly most: number;
  readonly changed: (topic: Topic) => void;
  readonly log: (line: string) => void;
}

interface Running {
  readonly node: DemoNode;
  readonly local: LocalWorker;
}

export class DemoStreet {
  readonly #deps: DemoStreetDeps;
  #running: Running | undefined;
  #renewing: Promise<void> | undefined;
  #stopped = false;

  constructor(deps: DemoStreetDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { folder, scripts, rate, changed, log } = this.#deps;
    const local = new LocalWorker({
      script: join(scripts, "local.mjs"),
      folder: join(folder, "wallet"),
      // No key is here: nothing is ever signed.
      host: { changed, log, signMeter: () => null, meterSalt: () => null, localDataKey: () => null },
      damaged: () => Promise.resolve(true),
    });
    const node = new DemoNode({
      script: join(scripts, "node.mjs"),
      options: { folder: join(folder, "demo-node"), port: 0, rate, seed: randomInt(2 ** 31), street: true },
      changed: () => {
        if (node.damage) void this.renew(`${node.damage.file} is damaged`);
      },
      started: ({ network, latest }) => {
        local.join(network, nobody(), latest).catch((error: unknown) => log(`joining: ${String(error)}`));
      },
      log,
    });
    this.#running = { node, local };
    node.start().catch((error: unknown) => log(`the demo node: ${String(error)}`));
  }

  async meters(): Promise<StreetMeters | null> {
    return (await this.#running?.node.streetToday()) ?? null;
  }

  async ledger(): Promise<Verified<StreetLedger>> {
    if (!this.#running) return { state: "waiting", why: "connecting" };
    // The link's types lose the pairing of state and value; the door parses the answer by the contract.
    return (await (await this.#running.local.remote()).street()) as Verified<StreetLedger>;
  }

  /** Begins anew where the ledger has outgrown its window. */
  async trim(): Promise<void> {
    const bytes = await sizeOf(this.#deps.folder);
    if (bytes > this.#deps.most) await this.renew(`its ledger takes ${bytes} of ${this.#deps.most} bytes`);
  }

  /** Throws the street away and begins another one. */
  renew(why: string): Promise<void> {
    this.#renewing ??= this.#renew(why).finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#renewing;
    await this.#end();
  }

  async #renew(why: string): Promise<void> {
    this.#deps.log(`the street begins anew: ${why}`);
    await this.#end();
    for (const name of ["demo-node", "wallet"])
      await rm(join(this.#deps.folder, name), { recursive: true, force: true });
    if (!this.#stopped) this.start();
  }

  async #end(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await Promise.all([running?.local.stop(), running?.node.stop()]);
  }
}

/** Bytes of the street's files; what goes away while it is counted counts nothing. */
export async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of ["demo-node", "wallet"]) {
    const place = join(folder, name);
    for (const file of await readdir(place).catch(() => [])) {
      bytes += (await stat(join(place, file)).catch(() => undefined))?.size ?? 0;
    }
  }
  return bytes;
}
