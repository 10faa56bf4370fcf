/**
 * The application as a process of its own, to be killed: `applicationProcess.ts FOLDER ADDRESS [SNAPSHOT_EVERY] [here|thread]`; tells on
 * standard output when it listens.
 */
import { serve } from "../../../node/abci/serve.ts";

const [folder = "", listen = "", every = "0", queries = "thread"] = process.argv.slice(2);
const log = (entry: object): void => console.log(JSON.stringify(entry));
const served = await serve({
  folder,
  listen,
  log,
  snapshots: { every: Number(every), keep: 3 },
  queries: queries === "here" ? "here" : "thread",
});
log({ kind: "listening", ...served.info() });
process.on("SIGTERM", () => void served.close().then(() => process.exit(0)));
