/** Stands in for the local worker: writes down what it is told in FOLDER/calls, and dies when it is asked to read. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { parentPort } from "node:worker_threads";
import { messagePort } from "../../../electron/link/ports.ts";
import { link } from "../../../shared/link/link.ts";

if (!parentPort) throw new Error("runs as a worker");
let folder = "";
const note = (line: string): void => appendFileSync(join(folder, "calls"), `${line}\n`);
link(messagePort(parentPort), {
  open: (path: string) => {
    folder = path;
    note("open");
    return { migratedFrom: null };
  },
  locked: (locked: boolean) => note(`locked ${locked}`),
  join: (
    network: { chainId: string },
    _account: unknown,
    _builtIn: unknown,
    _trusted: unknown,
    way: { nodes: string[] | null },
  ) => note(["join", network.chainId, ...(way.nodes ?? [])].join(" ")),
  leave: () => note("leave"),
  read: () => process.exit(3),
  close: () => note("close"),
});
