/**
 * `npm run send -- FILE (--network FILE | --node URL --anchor HEIGHT:HASH) [--answers FILE]`: sends what a wallet signed without its keys,
 * and proves what became of it (docs/protocol/outbox.md). Exit codes stand in the usage.
 */
import type { OutboxFile } from "../../shared/outbox/outboxFile.ts";
import { OUTBOX_LIMITS, parseOutbox } from "../../shared/outbox/outboxFile.ts";
import { areFrames, collectFrames } from "../../shared/outbox/frames.ts";
import type { NetworkFile } from "../../shared/network/networkFile.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { outboxFaultWords } from "../../shared/words/outboxFiles.ts";
import { unprovedText } from "../../shared/words/unproved.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { optionsIn } from "../command/options.ts";
import { bytesOf, networkIn } from "../files/inputFile.ts";
import { writeOutput } from "../files/outputFile.ts";
import { type ProvingNetwork, provedLedger } from "../light/provedLedger.ts";
import type { NodeAt } from "../light/nodeAt.ts";
import { isRefuted, Unproved } from "../light/unproved.ts";
import { anchorWordsJoined, typedAnchor } from "../verify/typedAnchor.ts";
import { answerFiles } from "./answers.ts";
import { sendEntries, type Sent } from "./sending.ts";
import { entryLine, outcomeText, USAGE } from "./words.ts";

export interface Surroundings {
  readonly now: () => number;
  readonly print: (line: string) => void;
  /** How a node is asked; over HTTP unless told. */
  readonly nodeAt?: (url: string) => NodeAt;
  /** Ms between two looks. */
  readonly pauseMs?: number;
}

const PAUSE_MS = 2_000;

/** Throws a Complaint. */
export async function send(
  args: readonly string[],
  lang: Lang,
  { now, print, nodeAt, pauseMs = PAUSE_MS }: Surroundings,
): Promise<number> {
  const { values, positionals } = optionsIn(anchorWordsJoined(args), {
    help: { type: "boolean" },
    network: { type: "string" },
    node: { type: "string", multiple: true },
    anchor: { type: "string" },
    answers: { type: "string" },
    wait: { type: "string" },
    "only-look": { type: "boolean" },
    lang: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help) {
    print(USAGE[lang]);
    return 0;
  }
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw wrongCount(more);
  const seconds = secondsIn(values.wait);
  const file = fileIn(path);
  if (!file.ok) {
    print(file.words[lang]);
    return 1;
  }
  const { chainId, entries } = file.file;
  const network = networkOf(chainId, values);
  const ledger = () => provedLedger(network, { now, ...(nodeAt && { nodeAt }) });
  let sent: Sent;
  try {
    sent = await sendEntries({
      ledger,
      entries,
      looks: Math.ceil((seconds * 1000) / pauseMs),
      pause: () => new Promise((resolve) => setTimeout(resolve, pauseMs)),
      onlyLook: values["only-look"] === true,
    });
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    print(unprovedText(error.data, lang));
    return isRefuted(error.data) ? 1 : 3;
  }
  if (values.answers !== undefined) await writeAnswers(values.answers, sent, entries, print, lang);
  for (const entry of entries) {
    const outcome = sent.outcomes.get(entry.id);
    if (outcome) print(`${entryLine(entry, lang)}\n  ${outcomeText(outcome, lang)}`);
  }
  if (network.simulated) print(SIMULATED[lang]);
  return exitCode(sent);
}

const SIMULATED: Both = {
  en: "The market is simulated: nothing of it has value.",
  zh: "这是模拟市场：其中的一切都没有价值。",
};

/** The worst of them counts: a refusal before what is not known yet. */
function exitCode({ outcomes }: Sent): number {
  const all = [...outcomes.values()];
  const isBad = all.some(
    (one) =>
      one.what === "moot" ||
      (one.what === "ended" && one.ending.state !== "committed") ||
      (one.what === "unproved" && isRefuted(one.why)),
  );
  if (isBad) return 1;
  return all.every((one) => one.what === "ended") ? 0 : 3;
}

async function writeAnswers(
  path: string,
  sent: Sent,
  entries: OutboxFile["entries"],
  print: (line: string) => void,
  lang: Lang,
): Promise<void> {
  const files = await answerFiles(sent.ledger, entries, sent.outcomes);
  for (const [i, bytes] of files.entries()) {
    const name = i === 0 ? path : path.replace(/(\.watt)?$/, `-${i + 1}$1`);
    writeOutput(name, bytes);
    print({ en: `Proofs written to ${name}.`, zh: `证明已写入 ${name}。` }[lang]);
  }
  if (files.length === 0)
    print({ en: "Nothing is proved yet: no file of proofs was written.", zh: "尚无证明：没有写出证明文件。" }[lang]);
}

type Read = { readonly ok: true; readonly file: OutboxFile } | { readonly ok: false; readonly words: Both };

/** Texts of codes are about twice as long as what they carry. */
function fileIn(path: string): Read {
  const raw = bytesOf(path, 2 * OUTBOX_LIMITS.bytes);
  const bytes = carriedIn(path, raw);
  if (!(bytes instanceof Uint8Array)) return { ok: false, words: bytes };
  const parsed = parseOutbox(bytes);
  if (parsed.ok) return parsed;
  const { en, zh } = outboxFaultWords(parsed.fault);
  return { ok: false, words: { en: `${path} ${en}. Nothing was sent.`, zh: `${path} ${zh}。没有发送任何内容。` } };
}

function carriedIn(path: string, raw: Uint8Array): Uint8Array | Both {
  const text = new TextDecoder().decode(raw);
  if (!areFrames(text)) return raw;
  const found = collectFrames(text.split("\n").filter((line) => line.trim() !== ""));
  if (found.state === "whole") return found.bytes;
  if (found.state === "missing") {
    const places = found.places.slice(0, 12).join(", ");
    return {
      en: `${path} lacks codes ${places} of ${found.of}. Nothing was sent; scan on until all are there.`,
      zh: `${path} 缺少第 ${places} 个二维码（共 ${found.of} 个）。没有发送任何内容；请继续扫描。`,
    };
  }
  return {
    en: `${path}: the code in line ${found.line} ${FRAME_PROBLEMS[found.problem].en}. Nothing was sent.`,
    zh: `${path}：第 ${found.line} 行的二维码${FRAME_PROBLEMS[found.problem].zh}。没有发送任何内容。`,
  };
}

const FRAME_PROBLEMS = {
  frame: { en: "is none of a wallet’s", zh: "不是钱包的二维码" },
  other: { en: "belongs to another file", zh: "属于另一个文件" },
  differs: { en: "differs from the one of the same place before it", zh: "与之前同一位置的不同" },
  damaged: {
    en: "or another one is damaged: the whole does not fit its check",
    zh: "或其他某个已损坏：整体与校验不符",
  },
} as const satisfies Record<string, Both>;

function networkOf(
  chainId: string,
  {
    network: path,
    node = [],
    anchor,
  }: { readonly network?: string; readonly node?: readonly string[]; readonly anchor?: string },
): ProvingNetwork {
  const typed = anchor === undefined ? undefined : typedAnchor(anchor, chainId, undefined);
  const file: NetworkFile | undefined = path === undefined ? undefined : networkIn(path);
  if (file && file.chainId !== chainId)
    throw new Complaint({
      en: `The entries are of the chain ${chainId}, and ${path} of ${file.chainId}. Nothing was sent.`,
      zh: `条目属于链 ${chainId}，而 ${path} 属于 ${file.chainId}。没有发送任何内容。`,
    });
  for (const url of node)
    if (!/^https?:\/\/[^\s@]+$/.test(url) || !URL.canParse(url))
      throw new Complaint({
        en: `--node takes the http or https address of a node, not ${url}.`,
        zh: `--node 为节点的 http 或 https 网址，不能是 ${url}。`,
      });
  const nodes = node.length > 0 ? node : file?.nodes;
  const begin = typed ? { height: typed.height, hash: typed.hash } : file?.anchor;
  if (!nodes || !begin)
    throw new Complaint({
      en: `Which network? Give --network FILE, or --node URL and --anchor HEIGHT:HASH: without an anchor nothing can be proved.`,
      zh: `哪个网络？请给出 --network 文件，或 --node 网址 与 --anchor 高度:哈希：没有信任锚就无法证明任何内容。`,
    });
  const trustingPeriod = file?.trustingPeriod ?? typed?.trustingPeriod ?? 0;
  return { chainId, nodes: [...nodes], anchor: begin, trustingPeriod, simulated: file?.simulated === true };
}

function secondsIn(text: string | undefined): number {
  if (text === undefined) return 60;
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new Complaint({
    en: `--wait is a whole number of seconds, not ${text}.`,
    zh: `--wait 为整数秒，不能是 ${text}。`,
  });
}

function wrongCount(more: readonly string[]): Complaint {
  if (more.length > 0)
    return new Complaint({
      en: `One file is sent at a time. What is ${more.join(" ")}? A name with spaces stands in quotes.`,
      zh: `一次只发送一个文件。其后的 ${more.join(" ")} 是什么？含空格的名称请加引号。`,
    });
  return new Complaint({ en: `Which file is to be sent?\n\n${USAGE.en}`, zh: `要发送哪个文件？\n\n${USAGE.zh}` });
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  process.exitCode = await complaining(
    () => send(args, lang, { now: Date.now, print: console.log }),
    lang,
    console.error,
  );
}
