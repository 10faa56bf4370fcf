/**
 * `npm run network`: regulators' validators and two public full nodes on loopback addresses, as processes of their own, with the demo street
 * trading on them. Prints the network file, or writes it, for wallets to join by.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { utf8 } from "../../shared/codec/bytes.ts";
import { inWords, isUsage } from "../command/faults.ts";
import { toCompare } from "../command/toCompare.ts";
import { switchesIn, whole } from "../command/options.ts";
import { COMET_VERSION, findComet } from "../comet/program.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { runNetwork } from "./network.ts";
import { layOutTestnet, testnetIn } from "./testnet.ts";

const USAGE = `Runs a whole network of regulators on this computer, and the demo street on it.

  --output FILE        writes the network file that a wallet joins by (else it is printed)
  --folder DIR         keeps the network there and resumes it (default: a temporary folder, removed at the end)
  --validators N       of a new network (default 4)
  --public N           full nodes that wallets ask, of a new network (default 2: each is a witness of the other)
  --rate N             market seconds per second of a new network (default 15)
  --seed N             seed of the street's homes, of a new network (default 1)
  --block-ms N         milliseconds from a commit to the next proposal, of a new network (default: 1000, less at high rates)
  --first-address A    loopback address of the first node (default 127.0.0.11)
  --no-street          the chain alone, without the homes that trade on it`;

async function run(): Promise<void> {
  const values = switchesIn(process.argv.slice(2), {
    output: { type: "string" },
    folder: { type: "string" },
    validators: { type: "string" },
    public: { type: "string" },
    rate: { type: "string" },
    seed: { type: "string" },
    "block-ms": { type: "string" },
    "first-address": { type: "string" },
    "no-street": { type: "boolean" },
    help: { type: "boolean" },
  });
  if (values.help) return console.log(USAGE);
  const rate = whole("rate", values.rate ?? "15", 1, 3600);
  const options = {
    validators: whole("validators", values.validators ?? "4", 1, 30),
    publicNodes: whole("public", values.public ?? "2", 1, 10),
    rate,
    seed: whole("seed", values.seed ?? "1", 0, 4_294_967_295),
    // A quarter-hour has at least fifteen blocks, as far as that can be had.
    blockMs: whole(
      "block-ms",
      values["block-ms"] ?? String(Math.max(200, Math.min(1000, Math.floor(60_000 / rate)))),
      50,
      60_000,
    ),
    firstAddress: values["first-address"] ?? "127.0.0.11",
    now: Date.now(),
  };
  const program = findComet("", process.env);
  process.umask(0o077);
  const folder =
    values.folder === undefined ? mkdtempSync(join(tmpdir(), "wattlight-network-")) : resolve(values.folder);
  const known = testnetIn(folder);
  const testnet = known ?? layOutTestnet({ folder, ...options });
  const say = (line: string): void => console.error(line);
  say(`${known ? "Resuming" : "New"} network ${testnet.chainId} in ${folder}, CometBFT ${COMET_VERSION} (${program}).`);
  const network = await runNetwork({ folder, testnet, street: !values["no-street"], program, say });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  try {
    const file = await Promise.race([network.file(), stopped]);
    if (file) {
      const text = `${JSON.stringify(file, undefined, 2)}\n`;
      if (values.output === undefined) console.log(text);
      else {
        writeWhole(resolve(values.output), utf8(text), 0o644);
        console.log(`network  ${resolve(values.output)}`);
      }
      for (const line of toCompare(file)) say(line);
      say(`Running: wallets ask ${file.nodes.join(", ")}. Ctrl+C stops it.`);
      await stopped;
    }
  } finally {
    await network.stop();
    if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

try {
  await run();
} catch (error) {
  console.error(inWords(error) ?? error);
  process.exitCode = isUsage(error) ? 2 : 1;
}
