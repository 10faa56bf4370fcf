/** `npm run node -- COMMAND`: everything that an operator of a node does. */
import { FaultError } from "../../shared/ipc/fault.ts";
import { ConfigError } from "../config/nodeConfig.ts";
import { Complaint } from "../files/inputFile.ts";
import { UsageError } from "./arguments.ts";
import type { Command } from "./command.ts";
import { start } from "./start.ts";
import { testnet } from "./testnet.ts";

const COMMANDS: readonly Command[] = [start, testnet];

const overview = (): string =>
  `Runs the energy ledger under CometBFT.\n\n${COMMANDS.map(({ name, line }) => `  ${name.padEnd(10)} ${line}`).join("\n")}\n\nhelp COMMAND says more of one.`;

async function run([name, ...args]: readonly string[]): Promise<number> {
  const asked = name === "help" || name === "--help" || name === undefined;
  const command = COMMANDS.find((each) => each.name === (asked ? args[0] : name));
  if (asked || args.includes("--help")) {
    console.log(command?.usage ?? overview());
    return 0;
  }
  if (!command) throw new UsageError(`there is no command "${name}"\n\n${overview()}`);
  return await command.run(args);
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError || error instanceof ConfigError || error instanceof Complaint)
    console.error(error.message);
  else if (error instanceof FaultError) console.error(`${error.fault.code} ${JSON.stringify(error.fault.data)}`);
  else console.error(error);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
