/**
 * The page of nodes: a window of the main process, one at a time, that the wallet window may ask for and brings nothing to. Who is asked is
 * changed here alone, for the network that is joined; that network's file stays what trust rests on.
 */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { StatusView } from "../../shared/ipc/ledgerViews.ts";
import type { NodesState } from "../../shared/ipc/nodeViews.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import type { OwnNodes } from "../settings/ownNodes.ts";
import { Armed } from "./armed.ts";

export interface NodesDeskDeps {
  readonly list: OwnNodes;
  readonly unlocked: () => boolean;
  readonly network: () => { readonly file: NetworkFile; readonly builtIn: boolean } | null;
  /** What the worker says of its connection, a StatusView; it may be unable to. */
  readonly status: () => Promise<unknown>;
  /** The list of the network that is joined is another one: it is asked anew. */
  readonly changed: () => void;
  readonly openWindow: (closed: () => void) => { close(): void };
  readonly now: () => number;
}

export class NodesDesk {
  readonly #deps: NodesDeskDeps;
  readonly #armed: Armed;
  #window: { close(): void } | undefined;

  constructor(deps: NodesDeskDeps) {
    this.#deps = deps;
    // The list is of every account alike.
    this.#armed = new Armed(deps.now, () => undefined);
  }

  /** Fault: `vault.locked`. */
  open(): Output<"nodes.open"> {
    if (!this.#deps.unlocked()) throw new FaultError("vault.locked", {}, "retry");
    this.#window ??= this.#deps.openWindow(() => {
      this.#window = undefined;
      this.#armed.gone();
    });
    return {};
  }

  async state(): Promise<NodesState> {
    const joined = this.#deps.network();
    this.#armed.shown();
    if (!joined) return { network: null, builtIn: false, link: null, nodes: [] };
    const { file, builtIn } = joined;
    // The list is shown also while the worker begins.
    const said = StatusView.safeParse(await this.#deps.status().catch(() => null)).data;
    // Of the chain before, while the worker goes over.
    const status = said?.chainId === file.chainId ? said : null;
    const nodes = builtIn ? file.nodes.map((url) => ({ url, own: false })) : this.#deps.list.of(file);
    return {
      network: file.name,
      builtIn,
      link: status?.link ?? null,
      nodes: nodes.map(({ url, own }) => {
        const found = status?.nodes.find((node) => node.url === url);
        if (!found) return { url, own, health: null };
        const { url: _, ...health } = found;
        return { url, own, health };
      }),
    };
  }

  /** Faults: those of the list, `safe.tooSoon`, `nodes.builtIn` and `nodes.noNetwork`. */
  add({ url }: Input<"safe.nodeAdd">): Promise<NodesState> {
    return this.#change((file) => this.#deps.list.add(file, url));
  }

  move({ url, by }: Input<"safe.nodeMove">): Promise<NodesState> {
    return this.#change((file) => this.#deps.list.move(file, url, by));
  }

  remove({ url }: Input<"safe.nodeRemove">): Promise<NodesState> {
    return this.#change((file) => this.#deps.list.remove(file, url));
  }

  close(): void {
    this.#window?.close();
  }

  async #change(edit: (file: NetworkFile) => Promise<void>): Promise<NodesState> {
    this.#armed.check();
    const joined = this.#deps.network();
    if (!joined) throw new FaultError("nodes.noNetwork", {}, "correct");
    if (joined.builtIn) throw new FaultError("nodes.builtIn", {}, "none");
    await edit(joined.file);
    this.#deps.changed();
    return this.state();
  }
}
