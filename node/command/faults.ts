/** What stops a command, in words for an operator: what is wrong, and what to do. */
import { FaultError } from "../../shared/ipc/fault.ts";
import { ConfigError } from "../config/nodeConfig.ts";
import { Complaint } from "./complaint.ts";
import { OperatorComplaint, UsageError } from "./operatorComplaint.ts";
import { WrongOption } from "./options.ts";
import { RpcFailure } from "../client/call.ts";

const KNOWN: Readonly<Record<string, (data: Readonly<Record<string, string>>) => string>> = {
  "node.noNativeSignatures": ({ problem }) =>
    `The native signature library does not load (${problem}). A node does not start without it: run "npm ci" on this machine.`,
  "node.address": ({ address, problem }) =>
    `The address ${address} cannot be used: ${problem}. Change "application" in wattlight.yaml.`,
  "node.damaged": ({ file, problem }) =>
    `${file} is damaged: ${problem}. It was left as it is. Put a back-up in its place, or move the home's ledger and comet/data away and let the node begin anew by state sync.`,
  "node.upgrade": ({ version, height, known }) =>
    `From block ${height} on the chain follows version ${version} of its rules, and this program knows version ${known} at most. Nothing is lost: install a program that knows it, and start that on this home.`,
  "node.inUse": ({ file }) =>
    `${file} is in use: another process runs this home. Two of one home would sign twice; stop the other first.`,
  "node.disk": ({ file, problem }) =>
    `${file} cannot be written or read: ${problem}. Make room or look at the disk, then start again.`,
  "node.empty": ({ file }) => `${file} holds no block yet, so there is nothing to write.`,
  "stateFile.malformed": ({ file, line, problem }) => `${file}, line ${line}: ${problem}. Nothing was changed.`,
  "stateFile.root": ({ file, found, stated }) =>
    `${file} has entries of root ${found}, and says ${stated}: it was changed or cut. Nothing was changed.`,
};

/** How the command was typed is wrong: its exit code is 2. */
export const isUsage = (error: unknown): boolean => error instanceof UsageError || error instanceof WrongOption;

/** Undefined for what nobody foresaw: its stack is worth more than a sentence. */
export function inWords(error: unknown): string | undefined {
  if (error instanceof ConfigError || error instanceof Complaint || error instanceof OperatorComplaint)
    return error.message;
  if (error instanceof RpcFailure) return `${error.message}. Is the node running? See: npm run node -- status.`;
  if (error instanceof FaultError) {
    const { code, data } = error.fault;
    const texts = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
    return KNOWN[code]?.(texts) ?? `${code} ${JSON.stringify(data)}`;
  }
  if (error instanceof Error && "code" in error && "address" in error) {
    const { code, address, port } = error as NodeJS.ErrnoException & { address: string; port?: number };
    const at = port === undefined ? address : `${address}:${port}`;
    if (code === "EADDRINUSE")
      return `${at} is taken by another program. Stop it, or name another address in wattlight.yaml.`;
    if (code === "EADDRNOTAVAIL") return `${at} is no address of this machine. Name one of its own in wattlight.yaml.`;
    if (code === "EACCES")
      return `${at} may not be used by this account. Name a port above 1023, or a place that it may write to.`;
  }
  return undefined;
}
