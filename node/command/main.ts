/** `npm run node -- COMMAND`: everything that an operator of a node does. */
import { FaultError } from "../../shared/ipc/fault.ts";
import { COMMANDS } from "./commands.ts";
import { inWords, isUsage } from "./faults.ts";
import { configHelp } from "./help.ts";
import { UsageError } from "./operatorComplaint.ts";
import { TOO_OLD_CODE } from "./start.ts";
import { versionLine } from "./version.ts";

const overview = (): string =>
  `Runs the energy ledger under CometBFT.\n\n${COMMANDS.map(({ name, line }) => `  ${name.padEnd(13)} ${line}`).join("\n")}\n  help          says more: help COMMAND, help config\n  --version     says what this program is`;

async function run([name, ...args]: readonly string[]): Promise<number> {
  if (name === "--version") {
    console.log(versionLine());
    return 0;
  }
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
  process.exitCode = isUsage(error) ? 2 : tooOld ? TOO_OLD_CODE : 1;
}
