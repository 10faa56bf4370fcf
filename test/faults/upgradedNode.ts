/** A node's `start` as a program of the next version would be: it knows the present rules and those that only tests know. */
import { inWords } from "../../node/command/faults.ts";
import { startWith } from "../../node/command/start.ts";
import { bothVersions } from "../node/application/nextRules.ts";

const [, ...args] = process.argv.slice(2);
try {
  process.exitCode = await startWith(bothVersions)(args);
} catch (error) {
  console.error(inWords(error) ?? error);
  process.exitCode = 1;
}
