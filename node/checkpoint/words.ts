/** What `npm run checkpoint` prints, in both languages: its usage, a checkpoint line by line, a verdict. */
import { type Checkpoint, checkpointId } from "../../shared/light/checkpoint.ts";
import type { CheckpointVerdict } from "../../shared/light/checkpointChain.ts";
import { checkpointRefusalWords } from "../../shared/words/checkpoints.ts";
import { type Both, exactMoment, type Lang } from "../../shared/words/format.ts";
import { offsetAt } from "../command/localTime.ts";
import { contentOf } from "./signing.ts";

export const USAGE: Both = {
  en: `Regulators’ checkpoints, from files alone: npm run checkpoint -- COMMAND … [--lang en|zh]

  new --network FILE [--before FILE] --height N --hash HEX --time SECONDS [--regulator KEY]… --out FILE
      an unsigned one, bound to the one before; without --regulator the keys in force stay
  sign FILE --key KEYFILE           adds a signature, in place
  gather FILE FILE… --out FILE      signatures of several copies in one file
  show FILE                         what it says, and its digest
  verify FILE… --network FILE       where the files lead to, from the network file’s regulators
  demo --data FOLDER --network FILE [--before FILE] --out FILE
      of a running demo chain’s newest block, signed with the regulators’ keys in its folder

Exit code 0: done, or valid. 1: refused. 2: the command or a file cannot be read or written.`,
  zh: `监管机构的检查点，只用文件：npm run checkpoint -- 命令 … [--lang en|zh]

  new --network 文件 [--before 文件] --height 高度 --hash 哈希 --time 秒 [--regulator 密钥]… --out 文件
      生成未签名的检查点，衔接前一个；不给出 --regulator 时沿用现行密钥
  sign 文件 --key 密钥文件          就地添加签名
  gather 文件 文件… --out 文件      将多份副本的签名合为一个文件
  show 文件                         显示其内容与摘要
  verify 文件… --network 文件       自网络文件中的监管方起，这些文件通向何处
  demo --data 文件夹 --network 文件 [--before 文件] --out 文件
      运行中的演示链的最新区块，用其文件夹中的监管方密钥签名

退出码 0：完成或有效。1：已拒绝。2：命令有误，或文件无法读取或写入。`,
};

type Lines = readonly string[];

export function checkpointLines(made: Checkpoint, lang: Lang): Lines {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  return [
    say(`Checkpoint ${made.sequence} of ${made.chainId}`, `${made.chainId} 的第 ${made.sequence} 号检查点`),
    ...headerLines(made, lang),
    say("before     ", "前一个     ") + (made.before ?? say("none: the chain’s first", "无：该链的第一个")),
    say("digest     ", "摘要       ") + groups(checkpointId(contentOf(made))),
    ...made.regulators.map((key) => say("regulator  ", "监管方     ") + key),
    ...made.signatures.map(
      ({ key }) =>
        say("signature  ", "签名       ") + key + say(" (not checked: see verify)", "（未核验：请用 verify）"),
    ),
    ...(made.signatures.length === 0 ? [say("signature  none yet", "签名       尚无")] : []),
  ];
}

/** `files`: as they were given, to name the refused one. */
export function verdictLines(verdict: CheckpointVerdict, files: readonly string[], lang: Lang): Lines {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  if (verdict.verdict === "refused") {
    const { refusal } = verdict;
    const file = verdict.file === null ? undefined : files[verdict.file];
    const why = checkpointRefusalWords(refusal, "time" in refusal ? offsetAt(refusal.time) : 0)[lang];
    return [
      file === undefined
        ? say(`Refused. ${why}`, `已拒绝。${why}`)
        : say(`${file} is refused. ${why}`, `${file} 已被拒绝。${why}`),
    ];
  }
  const { chainId, sequence, signed, of } = verdict.anchor;
  return [
    say(
      `Valid. Checkpoint ${sequence} of ${chainId}, signed by ${signed} of ${of} regulators.`,
      `有效。${chainId} 的第 ${sequence} 号检查点，${of} 家监管方中 ${signed} 家签名。`,
    ),
    ...headerLines(verdict.anchor, lang),
  ];
}

function headerLines({ height, hash, time }: Pick<Checkpoint, "height" | "hash" | "time">, lang: Lang): Lines {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  return [
    `${say("height     ", "高度       ")}${height}`,
    `${say("hash       ", "哈希       ")}${groups(hash)}`,
    `${say("time       ", "时间       ")}${exactMoment(time, offsetAt(time), lang)}`,
  ];
}

/** As the wallet shows it. */
const groups = (hex: string): string => hex.replaceAll(/(.{4})(?=.)/g, "$1 ");
