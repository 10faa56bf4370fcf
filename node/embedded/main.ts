/** Entry of the utility process that runs the embedded node for the wallet: EmbeddedPort over the link. */
import "./smallHeap.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { link, type Remote } from "../../shared/link/link.ts";
import { demo } from "./demo.ts";
import { EmbeddedNode } from "./embeddedNode.ts";
import type { EmbeddedHost, EmbeddedOptions, EmbeddedStarted } from "./port.ts";
import { parentPort } from "./processPort.ts";

const port = parentPort();
if (!port) throw new Error("this is the entry of a utility process; run node/demoNode.ts for a node of its own");

let node: EmbeddedNode | undefined;
let starting: Promise<EmbeddedNode> | undefined;

const started = (running: EmbeddedNode): EmbeddedStarted => ({
  network: running.network(),
  latest: running.latest(),
  resumed: running.resumed,
});

const host: Remote<EmbeddedHost> = link<EmbeddedHost>(port, {
  async start(options: EmbeddedOptions): Promise<EmbeddedStarted> {
    if (node) return started(node);
    starting ??= EmbeddedNode.start(options, { demo, clock: Date.now, log });
    try {
      node = await starting;
    } finally {
      starting = undefined;
    }
    return started(node);
  },
  latest() {
    if (!node) throw new FaultError("node.notStarted", {}, "restart");
    return node.latest();
  },
  streetToday: () => node?.streetToday() ?? null,
  async stop(): Promise<void> {
    const running = node ?? (await starting);
    node = undefined;
    await running?.stop();
  },
});

/** Lines for the main process's log; a closed line is no reason to stop the chain. */
function log(line: string): void {
  host.log(line).catch(() => {});
}
