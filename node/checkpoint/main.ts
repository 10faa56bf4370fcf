/**
 * `npm run checkpoint -- new|sign|gather|show|verify|demo …`: what regulators do with checkpoints (docs/protocol/checkpoints.md,
 * docs/operations.md). Works on files alone, so that keys can stay on a machine without a network. Exit code 0: done, or valid. 1: refused.
 * 2: the command or a file cannot be read.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { toHex } from "../../shared/codec/bytes.ts";
import { Height, Hex32, PublicKey, Seconds } from "../../shared/ledger/units.ts";
import { type Checkpoint, CHECKPOINT_LIMITS, checkpointId } from "../../shared/light/checkpoint.ts";
import { verifyCheckpoints } from "../../shared/light/checkpointChain.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import { demoKey } from "../demo/keys.ts";
import { REGULATORS } from "../demo/offices.ts";
import { installationKeys } from "../embedded/installationKeys.ts";
import { rpcHeader } from "./rpcHeader.ts";
import { bytesOf, Complaint, networkIn } from "../files/inputFile.ts";
import { checkpointIn, secretIn, writeCheckpoint } from "./files.ts";
import { contentOf, gathered, nextContent, withSignature } from "./signing.ts";

const USAGE = `Regulators' checkpoints, from files alone:

  new --network FILE [--before FILE] --height N --hash HEX --time SECONDS [--regulator KEY]… --out FILE
      an unsigned one, bound to the one before; without --regulator the keys in force stay
  sign FILE --key KEYFILE           adds a signature, in place
  gather FILE FILE… --out FILE      signatures of several copies in one file
  show FILE                         what it says, and its digest
  verify FILE… --network FILE       where the files lead to, from the network file's regulators
  demo --data FOLDER --network FILE [--before FILE] --out FILE
      of a running demo chain's newest block, signed with the regulators' keys in its folder`;

export async function checkpoint(args: readonly string[], now: number, print: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      network: { type: "string" },
      before: { type: "string" },
      height: { type: "string" },
      help: { type: "boolean" },
      hash: { type: "string" },
      time: { type: "string" },
      regulator: { type: "string", multiple: true },
      key: { type: "string" },
      data: { type: "string" },
      out: { type: "string" },
    },
  });
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  const [command, ...files] = positionals;
  const need = (name: "network" | "height" | "hash" | "time" | "key" | "data" | "out"): string => {
    const value = values[name];
    if (value === undefined) throw new Complaint(`${command} needs --${name}\n\n${USAGE}`);
    return value;
  };
  const one = (): string => {
    const [file] = files;
    if (file === undefined || files.length > 1) throw new Complaint(`${command} takes one file\n\n${USAGE}`);
    return file;
  };
  const last = (): Checkpoint | undefined => (values.before === undefined ? undefined : checkpointIn(values.before));

  switch (command) {
    case "new": {
      const network = networkIn(need("network"));
      const before = last();
      const header = {
        chainId: network.chainId,
        height: checked("--height", Height, wholeOf(need("height"))),
        hash: checked("--hash", Hex32, need("hash").replaceAll(/\s/g, "").toLowerCase()),
        time: checked("--time", Seconds, wholeOf(need("time"))),
      };
      const keys = values.regulator?.map((key) => checked("--regulator", PublicKey, key));
      const content = nextContent(before, header, keys ?? before?.regulators ?? network.regulators);
      save(need("out"), { ...content, signatures: [] }, print);
      return 0;
    }
    case "sign": {
      const file = one();
      const secret = secretIn(need("key"));
      const signed = withSignature(checkpointIn(file), secret);
      writeCheckpoint(file, signed);
      print(`${file}: ${signed.signatures.length} signatures`);
      return 0;
    }
    case "gather":
      save(need("out"), gathered(files.map(checkpointIn)), print);
      return 0;
    case "show":
      show(checkpointIn(one()), print);
      return 0;
    case "verify": {
      const bytes = files.map((file) => bytesOf(file, CHECKPOINT_LIMITS.bytes));
      const verdict = verifyCheckpoints(networkIn(need("network")), bytes, now);
      if (verdict.verdict === "refused") {
        const where = verdict.file === null ? "" : ` ${files[verdict.file] ?? ""}:`;
        print(`Refused:${where} ${JSON.stringify(verdict.refusal)}`);
        return 1;
      }
      const { chainId, height, hash, time, sequence, signed, of } = verdict.anchor;
      print(`Valid. Checkpoint ${sequence} of ${chainId}, signed by ${signed} of ${of} regulators`);
      headerLines({ height, hash, time }, print);
      return 0;
    }
    case "demo": {
      const folder = need("data");
      const network = networkIn(need("network"));
      if (!network.simulated) throw new Complaint("the network file is not of a demo chain");
      if (!existsSync(join(folder, "keys.json"))) throw new Complaint(`${folder} has no keys.json of a demo chain`);
      const keys = { master: installationKeys(folder).master };
      const header = await rpcHeader(network);
      const newest = {
        chainId: network.chainId,
        height: header.height,
        hash: toHex(headerHash(header)),
        time: header.time.seconds,
      };
      const before = last();
      let made: Checkpoint = {
        ...nextContent(before, newest, before?.regulators ?? network.regulators),
        signatures: [],
      };
      for (const { who } of REGULATORS) made = withSignature(made, toHex(demoKey(keys, who, "account").secret));
      save(need("out"), made, print);
      return 0;
    }
    default:
      throw new Complaint(USAGE);
  }
}

function save(path: string, made: Checkpoint, print: (line: string) => void): void {
  writeCheckpoint(path, made);
  show(made, print);
}

function show(made: Checkpoint, print: (line: string) => void): void {
  print(`Checkpoint ${made.sequence} of ${made.chainId}`);
  headerLines(made, print);
  print(`before     ${made.before ?? "none: the chain's first"}`);
  print(`digest     ${groups(checkpointId(contentOf(made)))}`);
  for (const key of made.regulators) print(`regulator  ${key}`);
  for (const { key } of made.signatures) print(`signature  ${key} (not checked: see verify)`);
}

function headerLines(
  { height, hash, time }: Pick<Checkpoint, "height" | "hash" | "time">,
  print: (line: string) => void,
): void {
  print(`height     ${height}`);
  print(`hash       ${groups(hash)}`);
  print(`time       ${new Date(time * 1000).toISOString()}`);
}

/** As the wallet shows it. */
const groups = (hex: string): string => hex.replaceAll(/(.{4})(?=.)/g, "$1 ");

function wholeOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

function checked<T>(
  name: string,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Complaint(`${name} cannot be ${String(value)}`);
  return parsed.data;
}

if (import.meta.main) {
  try {
    process.exitCode = await checkpoint(process.argv.slice(2), Math.floor(Date.now() / 1000), console.log);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
