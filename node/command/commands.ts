/** Everything that an operator of a node does, in the order in which it comes. */
import type { Command } from "./command.ts";
import { doctor } from "./doctor.ts";
import { genesis } from "./genesis.ts";
import { govern } from "./govern.ts";
import { init } from "./init.ts";
import { key } from "./key.ts";
import { networkFile } from "./networkFile.ts";
import { start } from "./start.ts";
import { exportCommand, importCommand, snapshot } from "./stateFiles.ts";
import { status } from "./status.ts";
import { testnet } from "./testnet.ts";

export const COMMANDS: readonly Command[] = [
  init,
  key,
  genesis,
  start,
  status,
  doctor,
  exportCommand,
  importCommand,
  snapshot,
  networkFile,
  govern,
  testnet,
];
