/** `npm run node -- COMMAND`: everything that an operator of a node does. */
import { FaultError } from "../../shared/ipc/fault.ts";
import { UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { doctor } from "./doctor.ts";
import { inWords } from "./faults.ts";
import { genesis } from "./genesis.ts";
import { configHelp } from "./help.ts";
import { govern } from "./govern.ts";
import { init } from "./init.ts";
import { key } from "./key.ts";
import { networkFile } from "./networkFile.ts";
import { start, TOO_OLD_CODE } from "./start.ts";
import { exportCommand, importCommand, snapshot } from "./stateFiles.ts";
import { status } from "./status.ts";
import { testnet } from "./testnet.ts";

const COMMANDS: readonly Command[] = [
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

const overview = (): string =>
  `Runs the energy ledger under CometBFT.\n\n${COMMANDS.map(({ name, line }) => `  ${name.padEnd(13)} ${line}`).join("\n")}\n  help          says more: help COMMAND, help config`;

async function run([name, ...args]: readonly string[]): Promise<number> {
  const asked = name === "help" || name === "--help" || name === undefined;
  const about = asked ? args[0] : name;
  const command = COMMANDS.find((each) => each.name === about);
  if (asked && about === "config") {
    console.log(configHelp());
    return 0;
  }
  if (command === undefined && about !== undefined)
    throw new UsageError(`there is no command "${about}"\n\n${overview()}`);
  if (asked || command === undefined || args.includes("--help")) {
    console.log(command?.usage ?? overview());
    return 0;
  }
  return await command.run(args);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(inWords(error) ?? error);
  const tooOld = error instanceof FaultError && error.fault.code === "node.upgrade";
  process.exitCode = error instanceof UsageError ? 2 : tooOld ? TOO_OLD_CODE : 1;
}
