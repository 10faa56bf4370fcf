/**
 * `npm run checkpoint -- new|sign|gather|show|verify|demo …`: what regulators do with checkpoints (docs/protocol/checkpoints.md,
 * docs/operations.md). Works on files alone, so that keys can stay on a machine without a network. Exit code 0: done, or valid. 1: refused.
 * 2: the command or a file cannot be read or written.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { toHex } from "../../shared/codec/bytes.ts";
import { Height, Hex32, PublicKey, Seconds } from "../../shared/ledger/units.ts";
import { type Checkpoint, CHECKPOINT_LIMITS } from "../../shared/light/checkpoint.ts";
import { verifyCheckpoints } from "../../shared/light/checkpointChain.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { optionsIn } from "../command/options.ts";
import { demoKey } from "../demo/keys.ts";
import { REGULATORS } from "../demo/offices.ts";
import { installationKeys } from "../embedded/installationKeys.ts";
import { bytesOf, networkIn } from "../files/inputFile.ts";
import { secretIn } from "../keys/keyFile.ts";
import { askingPassphrase } from "../keys/passphrase.ts";
import { checkpointIn, writeCheckpoint } from "./files.ts";
import { rpcHeader } from "./rpcHeader.ts";
import { gathered, nextContent, withSignature } from "./signing.ts";
import { checkpointLines, USAGE, verdictLines } from "./words.ts";

/** Throws a Complaint. `now`: seconds. */
export async function checkpoint(
  args: readonly string[],
  lang: Lang,
  now: number,
  print: (line: string) => void,
): Promise<number> {
  const { values, positionals } = optionsIn(args, {
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
    lang: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help) {
    print(USAGE[lang]);
    return 0;
  }
  const [command = "", ...files] = positionals;
  const need = (name: "network" | "height" | "hash" | "time" | "key" | "data" | "out"): string => {
    const value = values[name];
    if (value === undefined) throw usage({ en: `“${command}” needs --${name}.`, zh: `“${command}”需要 --${name}。` });
    return value;
  };
  const one = (): string => {
    const [file] = files;
    if (file === undefined || files.length > 1)
      throw usage({ en: `“${command}” takes one file.`, zh: `“${command}”只接受一个文件。` });
    return file;
  };
  const some = (): readonly string[] => {
    if (files.length === 0)
      throw usage({ en: `“${command}” needs at least one file.`, zh: `“${command}”至少需要一个文件。` });
    return files;
  };
  const last = (): Checkpoint | undefined => (values.before === undefined ? undefined : checkpointIn(values.before));
  const show = (made: Checkpoint): void => checkpointLines(made, lang).forEach((line) => print(line));
  const save = (path: string, made: Checkpoint): void => {
    writeCheckpoint(path, made);
    show(made);
  };

  switch (command) {
    case "new": {
      const network = networkIn(need("network"));
      const before = last();
      const header = {
        chainId: network.chainId,
        height: checked("--height", Height, wholeOf(need("height")), need("height"), BLOCK_HEIGHT),
        hash: checked("--hash", Hex32, need("hash").replaceAll(/\s/g, "").toLowerCase(), need("hash"), HASH),
        time: checked("--time", Seconds, wholeOf(need("time")), need("time"), TIME),
      };
      const keys = values.regulator?.map((key) => checked("--regulator", PublicKey, key, key, KEY));
      const content = nextContent(before, header, keys ?? before?.regulators ?? network.regulators);
      save(need("out"), { ...content, signatures: [] });
      return 0;
    }
    case "sign": {
      const file = one();
      const secret = await secretIn(need("key"), askingPassphrase(process.env));
      const signed = withSignature(checkpointIn(file), secret);
      writeCheckpoint(file, signed);
      const count = signed.signatures.length;
      print(
        lang === "en"
          ? `${file} has ${count} ${count === 1 ? "signature" : "signatures"} now.`
          : `${file} 现有 ${count} 个签名。`,
      );
      return 0;
    }
    case "gather":
      save(need("out"), gathered(some().map(checkpointIn)));
      return 0;
    case "show":
      show(checkpointIn(one()));
      return 0;
    case "verify": {
      const bytes = some().map((file) => bytesOf(file, CHECKPOINT_LIMITS.bytes));
      const verdict = verifyCheckpoints(networkIn(need("network")), bytes, now);
      for (const line of verdictLines(verdict, files, lang)) print(line);
      return verdict.verdict === "valid" ? 0 : 1;
    }
    case "demo": {
      const folder = need("data");
      const network = networkIn(need("network"));
      if (!network.simulated)
        throw new Complaint({
          en: "The network file is not of a demo chain: its regulators sign with their own keys, by “sign”.",
          zh: "该网络文件不属于演示链：其监管方须用各自的密钥以“sign”签名。",
        });
      if (!existsSync(join(folder, "keys.json")))
        throw new Complaint({
          en: `${folder} has no keys.json of a demo chain. --data is the folder that the demo node was started with.`,
          zh: `${folder} 中没有演示链的 keys.json。--data 是启动演示节点时所用的文件夹。`,
        });
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
      save(need("out"), made);
      return 0;
    }
    case "":
      throw new Complaint(USAGE);
    default:
      throw usage({ en: `There is no command “${command}”.`, zh: `没有“${command}”这个命令。` });
  }
}

function usage(what: Both): Complaint {
  return new Complaint({ en: `${what.en}\n\n${USAGE.en}`, zh: `${what.zh}\n\n${USAGE.zh}` });
}

function wholeOf(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

const BLOCK_HEIGHT: Both = { en: "the height of a block, a whole number from 1", zh: "区块高度，为从 1 起的整数" };
const HASH: Both = { en: "a block’s hash, 64 digits 0 to 9 and a to f", zh: "区块哈希，64 位，只含 0 到 9 和 a 到 f" };
const TIME: Both = { en: "the block’s time, whole seconds since 1970", zh: "区块时间，为自 1970 年起的整秒数" };
const KEY: Both = {
  en: "a regulator’s key, 66 digits that begin with 02 or 03",
  zh: "监管方密钥，66 位，以 02 或 03 开头",
};

/** `given`: as it was typed; `what`: what belongs there. */
function checked<T>(
  name: string,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
  given: string,
  what: Both,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Complaint({ en: `${name} is ${what.en}, not “${given}”.`, zh: `${name} 是${what.zh}，不能是“${given}”。` });
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  const now = Math.floor(Date.now() / 1000);
  process.exitCode = await complaining(() => checkpoint(args, lang, now, console.log), lang, console.error);
}
