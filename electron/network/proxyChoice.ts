/**
 * Through which proxy nodes are reached: `proxy.json` in the wallet's folder, chosen in a safe window. Whoever chose a proxy may have done so to stay
 * hidden, so a choice that cannot be read is no leave to go straight: nobody is asked until one is made again.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProxyChosen } from "../../shared/ipc/nodeViews.ts";
import { putAside } from "../settings/damagedSettings.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";
import { readProxyAddress } from "./proxyAddress.ts";

const NAME = "proxy.json";
const Kept = z.strictObject({
  format: z.literal("wattlight-proxy-1"),
  proxy: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("system") }),
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("own"), at: z.string().refine((text) => readProxyAddress(text).ok) }),
  ]),
});
export type ProxyKept = z.infer<typeof Kept>["proxy"] | { readonly kind: "damaged" };

export class ProxyChoice {
  readonly #file: string;
  readonly #log: (line: string) => void;
  #kept: ProxyKept;

  constructor(folder: string, log: (line: string) => void) {
    this.#file = join(folder, NAME);
    this.#log = log;
    this.#kept = this.#read();
  }

  /** The system's unless something else was chosen. */
  get kept(): ProxyKept {
    return this.#kept;
  }

  /** On disk before it counts. Faults: "nodes.proxy" {problem}, "record.write" {file, why}. */
  async choose(chosen: ProxyChosen): Promise<void> {
    const proxy = keptOf(chosen);
    try {
      if (this.#kept.kind === "damaged")
        this.#log(`${this.#file} could not be read; it was kept as ${putAside(this.#file, new Date())}`);
      await writeAtomic(this.#file, `${JSON.stringify({ format: "wattlight-proxy-1", proxy }, undefined, 2)}\n`);
    } catch (error) {
      throw new FaultError("record.write", { file: this.#file, why: codeOf(error) ?? "unknown" }, "retry");
    }
    this.#kept = proxy;
  }

  #read(): ProxyKept {
    try {
      return Kept.parse(JSON.parse(readFileSync(this.#file, "utf8"))).proxy;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return { kind: "system" };
      this.#log(
        `${this.#file} cannot be read (${codeOf(error) ?? "damaged"}); no node is asked until a proxy is chosen`,
      );
      return { kind: "damaged" };
    }
  }
}

function keptOf(chosen: ProxyChosen): Exclude<ProxyKept, { kind: "damaged" }> {
  if (chosen.kind !== "own") return { kind: chosen.kind };
  const read = readProxyAddress(chosen.at);
  if (!read.ok) throw new FaultError("nodes.proxy", { problem: read.problem }, "correct");
  return { kind: "own", at: read.spelled };
}
