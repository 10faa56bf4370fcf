/** `testnet`: homes of a whole network on one machine. */
import { resolve } from "node:path";
import { layOutTestnet } from "../network/testnet.ts";
import type { Command } from "./command.ts";
import { needed, switchesIn, whole } from "./options.ts";

export const testnet: Command = {
  name: "testnet",
  line: "makes the homes of a whole test network on this machine",
  usage: `testnet --output DIR [--validators N] [--rate N] [--seed N] [--block-ms N] [--first-address A]

  --output DIR        where the homes go: validator-1 …, public, and testnet.json
  --validators N      how many (default 4; three quarters of the demo's regulators decide, whatever N is)
  --rate N            market seconds per second (default 15)
  --seed N            seed of the demo street's homes (default 1)
  --block-ms N        milliseconds from a commit to the next proposal (default 1000)
  --first-address A   loopback address of the first node, the others follow (default 127.0.0.11)`,
  run(args) {
    const values = switchesIn(args, {
      output: { type: "string" },
      validators: { type: "string" },
      rate: { type: "string" },
      seed: { type: "string" },
      "block-ms": { type: "string" },
      "first-address": { type: "string" },
    });
    const made = layOutTestnet({
      folder: resolve(needed("output", values.output)),
      validators: whole("validators", values.validators ?? "4", 1, 30),
      rate: whole("rate", values.rate ?? "15", 1, 3600),
      seed: whole("seed", values.seed ?? "1", 0, 4_294_967_295),
      blockMs: whole("block-ms", values["block-ms"] ?? "1000", 50, 60_000),
      firstAddress: values["first-address"] ?? "127.0.0.11",
      now: Date.now(),
    });
    console.log(`chain ${made.chainId}`);
    for (const node of made.nodes) console.log(`${node.name.padEnd(12)} ${node.address}`);
    return Promise.resolve(0);
  },
};
