/** The application as a process of its own, to be killed: `applicationProcess.ts FOLDER ADDRESS SNAPSHOT_EVERY`; tells on standard output when it listens. */
import { serve } from "../../../node/abci/serve.ts";

const [folder = "", listen = "", every = "0"] = process.argv.slice(2);
const log = (entry: object): void => console.log(JSON.stringify(entry));
const served = await serve({ folder, listen, log, snapshots: { every: Number(every), keep: 3 }, queries: "thread" });
log({ kind: "listening", ...served.info() });
process.on("SIGTERM", () => void served.close().then(() => process.exit(0)));
