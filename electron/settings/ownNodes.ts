/**
 * Which nodes are asked, in which order: those of the network file and those that the reader added, `nodes.json` in the wallet's folder. Each
 * chain has its own list. The file's nodes can be moved but not left out: who adds a node gets one more that is held against the others. What
 * trust rests on stays the network file; this list says only who is asked.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { ChainId } from "../../shared/ledger/units.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { codeOf, writeAtomic } from "../vault/atomicFile.ts";
import { putAside } from "./damagedSettings.ts";
import { readNodeAddress, spelledNode } from "./nodeAddress.ts";

export interface ListedNode {
  readonly url: string;
  /** Added by the reader. */
  readonly own: boolean;
}
type Network = Pick<NetworkFile, "chainId" | "nodes">;

/** Nodes that a reader can add to one network. */
export const OWN_NODES_MAX = 8;
const NAME = "nodes.json";
const Node = z.strictObject({ url: z.string().min(1).max(200), own: z.boolean() }).refine(
  // The file's nodes are taken from the network file alone; an own one obeys the rule for what is typed.
  ({ url, own }) => !own || isSpelled(url),
  "no address of a node",
);
const Kept = z.strictObject({
  format: z.literal("wattlight-nodes-1"),
  networks: z.array(z.strictObject({ chainId: ChainId, nodes: z.array(Node).max(64) })),
});
type Kept = z.infer<typeof Kept>;

export class OwnNodes {
  readonly #folder: string;
  readonly #log: (line: string) => void;
  #kept: Kept["networks"];
  #busy: Promise<unknown> = Promise.resolve();
  #damaged = false;

  constructor(folder: string, log: (line: string) => void) {
    this.#folder = folder;
    this.#log = log;
    this.#kept = this.#read();
  }

  /** In the order in which they are asked. New nodes of a newer network file come last. */
  of({ chainId, nodes }: Network): readonly ListedNode[] {
    const kept = this.#kept.find((one) => one.chainId === chainId)?.nodes ?? [];
    const spelled = new Map(nodes.map((url) => [spelledNode(url), url]));
    const list = kept.flatMap(({ url, own }) => {
      const listed = spelled.get(spelledNode(url));
      if (listed !== undefined) return [{ url: listed, own: false }];
      return own ? [{ url, own }] : [];
    });
    const there = new Set(list.map(({ url }) => url));
    return [...list, ...nodes.filter((url) => !there.has(url)).map((url) => ({ url, own: false }))];
  }

  /** At the end of the list. Faults: "nodes.address" {problem}, "nodes.there" {url}, "nodes.full" {limit}, "record.write" {file, why}. */
  add(network: Network, typed: string): Promise<void> {
    const read = readNodeAddress(typed);
    if (!read.ok) throw new FaultError("nodes.address", { problem: read.problem }, "correct");
    const { url } = read;
    return this.#change(network, (list) => {
      const there = list.find((one) => spelledNode(one.url) === url);
      if (there) throw new FaultError("nodes.there", { url: there.url }, "correct");
      if (list.filter(({ own }) => own).length >= OWN_NODES_MAX)
        throw new FaultError("nodes.full", { limit: OWN_NODES_MAX }, "correct");
      return [...list, { url, own: true }];
    });
  }

  /** One place; at the end of the list it stays where it is. Faults: "nodes.gone", "record.write". */
  move(network: Network, url: string, by: "up" | "down"): Promise<void> {
    return this.#change(network, (list) => {
      const at = placeOf(list, url);
      const to = Math.min(list.length - 1, Math.max(0, at + (by === "up" ? -1 : 1)));
      const rest = list.toSpliced(at, 1);
      return rest.toSpliced(to, 0, ...list.slice(at, at + 1));
    });
  }

  /** Faults: "nodes.gone", "nodes.ofFile" for one of the network file, "record.write". */
  remove(network: Network, url: string): Promise<void> {
    return this.#change(network, (list) => {
      const at = placeOf(list, url);
      if (list[at]?.own !== true) throw new FaultError("nodes.ofFile", { url }, "none");
      return list.toSpliced(at, 1);
    });
  }

  /** One after the other, each on disk before it counts. */
  #change(network: Network, edit: (list: readonly ListedNode[]) => readonly ListedNode[]): Promise<void> {
    const changing = this.#busy.then(async () => {
      const nodes = edit(this.of(network)).map((one) => ({ ...one }));
      const { chainId } = network;
      const networks = [...this.#kept.filter((one) => one.chainId !== chainId), { chainId, nodes }];
      await this.#write({ format: "wattlight-nodes-1", networks });
      this.#kept = networks;
    });
    this.#busy = changing.catch(() => undefined);
    return changing;
  }

  async #write(kept: Kept): Promise<void> {
    const file = join(this.#folder, NAME);
    try {
      if (this.#damaged) this.#log(`${file} could not be read; it was kept as ${putAside(file, new Date())}`);
      this.#damaged = false;
      await writeAtomic(file, `${JSON.stringify(kept, undefined, 2)}\n`);
    } catch (error) {
      throw new FaultError("record.write", { file, why: codeOf(error) ?? "unknown" }, "retry");
    }
  }

  #read(): Kept["networks"] {
    const file = join(this.#folder, NAME);
    try {
      return Kept.parse(JSON.parse(readFileSync(file, "utf8"))).networks;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return [];
      this.#damaged = true;
      this.#log(`${file} cannot be read (${codeOf(error) ?? "damaged"}); only the network file's nodes are asked`);
      return [];
    }
  }
}

function isSpelled(url: string): boolean {
  const read = readNodeAddress(url);
  return read.ok && read.url === url;
}

function placeOf(list: readonly ListedNode[], url: string): number {
  const at = list.findIndex((one) => one.url === url);
  if (at < 0) throw new FaultError("nodes.gone", { url }, "none");
  return at;
}
