/** A demo node without the wallet: `npm run demo-node -- --port N [--folder DIR] [--rate N] [--seed N] [--no-street] [--network-file FILE]`. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Fault, FaultError } from "../shared/ipc/fault.ts";
import { switchesIn, whole, WrongOption } from "./command/options.ts";
import { demo } from "./embedded/demo.ts";
import { EmbeddedNode } from "./embedded/embeddedNode.ts";

const USAGE = `Runs the Wattlight demo network on this computer, without a window.

  --port N              RPC port on 127.0.0.1, that one or none; 0 picks a free one (default 26657, or a free one if it is taken)
  --folder DIR          keeps chain and keys there and resumes (default: a temporary folder, removed at the end)
  --rate N              market seconds per second of a new chain (default 15)
  --seed N              seed of the street's homes, for a new chain (default 1)
  --no-street           the chain alone, without the homes that trade on it
  --network-file FILE   writes the network file that a wallet joins by`;

const DEFAULT_PORT = 26_657;

function readArguments() {
  const values = switchesIn(process.argv.slice(2), {
    port: { type: "string" },
    folder: { type: "string" },
    rate: { type: "string" },
    seed: { type: "string" },
    "no-street": { type: "boolean" },
    "network-file": { type: "string" },
    help: { type: "boolean" },
  });
  return {
    help: values.help,
    folder: values.folder === undefined ? undefined : resolve(values.folder),
    port: values.port === undefined ? undefined : whole("port", values.port, 0, 65_535),
    rate: whole("rate", values.rate ?? "15", 1, 3600),
    seed: whole("seed", values.seed ?? "1", 0, 4_294_967_295),
    street: !values["no-street"],
    networkFile: values["network-file"],
  };
}

function faultLine({ code, data }: Fault): string {
  if (code !== "node.portTaken") return `${code} ${JSON.stringify(data)}`;
  const why = data["why"] === "EACCES" ? "may not be used by this account" : "is taken by another program";
  return `Port ${data["port"]} ${why}. No node was started. Name another with --port, or leave --port out for a free one.`;
}

async function run(): Promise<void> {
  const given = readArguments();
  if (given.help) return console.log(USAGE);
  const { folder = mkdtempSync(join(tmpdir(), "wattlight-demo-")), port = DEFAULT_PORT, rate, seed, street } = given;
  // Who names a port has told it to somebody: another one would leave them asking a stranger.
  const exactPort = given.port !== undefined;
  const removeFolder = () => {
    if (given.folder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  let node: EmbeddedNode;
  try {
    node = await EmbeddedNode.start(
      { folder, port, exactPort, rate, seed, street },
      { demo, clock: Date.now, log: (line) => console.error(line) },
    );
  } catch (error) {
    removeFolder();
    throw error;
  }
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void node.stop().then(removeFolder);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);

  if (port !== 0 && node.port !== port) {
    console.error(`Port ${port} is taken by another program; this node listens on port ${node.port} instead.`);
  }
  const network = node.network();
  console.log(`chain    ${network.chainId} (${node.resumed ? "resumed" : "new"}, simulated)`);
  // As `npm run verify -- --anchor` and the wallet take it.
  console.log(`anchor   ${network.anchor.height}:${network.anchor.hash}`);
  console.log(`latest   ${node.latest().height}:${node.latest().hash}`);
  console.log(`address  ${node.url}`);
  console.log(`folder   ${folder}`);
  if (given.networkFile !== undefined) {
    writeFileSync(given.networkFile, `${JSON.stringify(network, undefined, 2)}\n`);
    console.log(`network  ${given.networkFile}`);
  }
}

try {
  await run();
} catch (error) {
  if (error instanceof WrongOption) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof FaultError) console.error(faultLine(error.fault));
  else console.error(error);
  process.exitCode = error instanceof WrongOption ? 2 : 1;
}
