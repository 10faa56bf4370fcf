/** `network-file sign|gather|show`: what regulators do with a network file, from files alone. */
import { resolve } from "node:path";
import { utf8 } from "../../shared/codec/bytes.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import { type NetworkTally, standing, tallyOf } from "../../shared/network/networkSignatures.ts";
import { NETWORK_LIMITS, readNetwork } from "../../shared/network/readNetwork.ts";
import { bytesOf } from "../files/inputFile.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { secretIn } from "../keys/keyFile.ts";
import { askingPassphrase } from "../keys/passphrase.ts";
import { gatheredNetwork, withNetworkSignature } from "../network/networkSigning.ts";
import { OperatorComplaint, UsageError } from "./operatorComplaint.ts";
import { needed } from "./options.ts";
import { toCompare } from "./toCompare.ts";

export interface SigningSwitches {
  readonly key?: string | undefined;
  readonly output?: string | undefined;
  readonly before?: string | undefined;
}

export const SIGNING = ["sign", "gather", "show"] as const;
export type SigningStep = (typeof SIGNING)[number];

export async function signedNetwork(
  step: SigningStep,
  files: readonly string[],
  switches: SigningSwitches,
): Promise<number> {
  const before = switches.before === undefined ? undefined : wholeNetworkIn(switches.before);
  switch (step) {
    case "sign": {
      const file = only(files);
      const network = wholeNetworkIn(file);
      const secret = await secretIn(needed("key", switches.key), askingPassphrase(process.env));
      const signed = withNetworkSignature(network, secret, before);
      writeNetwork(file, signed);
      return told(signed, before);
    }
    case "gather": {
      const gathered = gatheredNetwork(files.map(wholeNetworkIn));
      writeNetwork(resolve(needed("output", switches.output)), gathered);
      return told(gathered, before);
    }
    case "show":
      return told(wholeNetworkIn(only(files)), before);
  }
}

/** What it says of itself, and against the file before. */
function told(network: NetworkFile, before: NetworkFile | undefined): number {
  const own = tallyOf(network);
  console.log(`chain        ${network.chainId}, number ${network.serial ?? "none"}`);
  for (const key of own.signed) console.log(`signed by    ${key}`);
  console.log(`signatures   ${counted(own)} of its own regulators`);
  if (before !== undefined) {
    const told = { follows: "it follows", older: "it is older than", other: "it does not follow" } as const;
    console.log(`             ${counted(tallyOf(network, before.regulators))} of those of the file before`);
    console.log(`             ${told[standing(before, network)]} number ${before.serial ?? "none"}`);
  }
  for (const line of toCompare(network)) console.log(line);
  return 0;
}

const counted = ({ signed, of, enough }: NetworkTally): string =>
  `${signed.length} of ${of}, ${enough ? "enough" : "too few to count"},`;

/** As strictly as a wallet reads it, signatures too. */
export function wholeNetworkIn(path: string): NetworkFile {
  const read = readNetwork(bytesOf(path, NETWORK_LIMITS.bytes));
  if (read.ok) return read.network;
  switch (read.fault) {
    case "signature":
      throw new OperatorComplaint(
        `${path} was changed after it was signed: the signature of ${read.key} does not hold`,
      );
    case "shape":
      throw new OperatorComplaint(`${path} is no network file: look at "${read.path}"`);
    case "version":
      throw new OperatorComplaint(`${path} is of another version, "${read.format}"`);
    default:
      throw new OperatorComplaint(`${path} is no network file (${read.fault})`);
  }
}

export function writeNetwork(path: string, network: NetworkFile): void {
  writeWhole(path, utf8(`${JSON.stringify(network, undefined, 2)}\n`), 0o644);
}

function only(files: readonly string[]): string {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError("one network file is named");
  return file;
}
