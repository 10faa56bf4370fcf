/** Why a proof bundle is refused, as one sentence without a name of ours in it. */
import type { ProofRefusal } from "../proof/checkBundle.ts";
import { codecWords, lightWords } from "./fileFaults.ts";
import type { Both, Lang } from "./format.ts";
import { HEADER_RULES } from "./headerRules.ts";

const b = (en: string, zh: string): Both => ({ en, zh });

export function proofRefusalWords(refusal: ProofRefusal, lang: Lang): string {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  switch (refusal.why) {
    case "file":
      return fileWords(refusal.fault, say);
    case "blocks":
      return say(
        `header ${refusal.index + 1} of the file is ${refusal.problem === "chain" ? "of another chain" : "not later than the one before it"}.`,
        `文件中第 ${refusal.index + 1} 个区块头${refusal.problem === "chain" ? "属于另一条链" : "不晚于前一个"}。`,
      );
    case "anchor":
      return say(
        `at block ${refusal.height} it has another header than your trust anchor: it is not of the chain that you trust.`,
        `在区块 ${refusal.height} 处，其区块头与您的信任锚不同：它不属于您信任的链。`,
      );
    case "header": {
      const { en, zh } = HEADER_RULES[refusal.rule];
      return say(`header ${refusal.height}: ${en}.`, `区块头 ${refusal.height}：${zh}。`);
    }
    case "question":
      switch (refusal.problem) {
        case "unknown":
          return say(
            `question ${refusal.index + 1} is one that this version does not know. Check the file with a newer version.`,
            `本版本不认识第 ${refusal.index + 1} 个问题。请用更新的版本核验。`,
          );
        case "version":
          return say(
            `question ${refusal.index + 1} is put in a way that this version does not serve. Ask for a new file.`,
            `第 ${refusal.index + 1} 个问题的版本不受支持。请索取新的文件。`,
          );
        case "input":
          return say(
            `question ${refusal.index + 1} asks for something that cannot be.`,
            `第 ${refusal.index + 1} 个问题所问的内容不成立。`,
          );
        case "again":
          return say(
            `question ${refusal.index + 1} tells again what stands there before.`,
            `第 ${refusal.index + 1} 个问题重复了前面已有的内容。`,
          );
      }
    case "transaction": {
      const { en, zh } = TRANSACTION_PROBLEMS[refusal.problem];
      return say(`transaction ${refusal.index + 1} of the file ${en}.`, `文件中第 ${refusal.index + 1} 笔交易${zh}。`);
    }
    case "body": {
      const { en, zh } = BODY_PROBLEMS[refusal.problem];
      return say(`the text ${refusal.index + 1} of the file ${en}.`, `文件中第 ${refusal.index + 1} 份文本${zh}。`);
    }
    case "archive": {
      const { en, zh } = ARCHIVE_PROBLEMS[refusal.problem];
      return say(
        `the archived path ${refusal.index + 1} of the file ${en}.`,
        `文件中第 ${refusal.index + 1} 条存档路径${zh}。`,
      );
    }
    case "witness": {
      const { en, zh } = WITNESS_PROBLEMS[refusal.problem];
      return say(`the witness of question ${refusal.index + 1} ${en}.`, `第 ${refusal.index + 1} 个问题的见证${zh}。`);
    }
  }
}

const WITNESS_PROBLEMS = {
  lied: b(
    "is of another state than the header’s: what it says is not what the ledger says",
    "属于另一状态，与区块头不符：其内容并非账本内容",
  ),
  malformed: b("cannot be read", "无法读取"),
  tooLarge: b("is larger than may be read", "大于可读取的上限"),
  unprovable: b("lacks a part that the answer needs", "缺少回答所需的部分"),
} as const;

const TRANSACTION_PROBLEMS = {
  malformed: b("is no transaction", "不是交易"),
  signature: b("has a signature that is not its signer’s", "的签名并非其签名人所签"),
  noHeader: b("comes without the headers that it is proved by", "缺少证明它的区块头"),
  notIncluded: b("does not stand in the block that the file says", "不在文件所称的区块中"),
  result: b("did not end as the file says", "其结果与文件所称不符"),
} as const;
const BODY_PROBLEMS = {
  malformed: b("is no transaction’s", "不是交易的文本"),
  unnamed: b("belongs to nothing that the file proves", "不属于文件所证明的任何内容"),
  twice: b("stands there before", "与前面的重复"),
} as const;
const ARCHIVE_PROBLEMS = {
  unasked: b("belongs to no path of the file", "不属于文件中的任何路径"),
  unfit: b(
    "is not the one that the ledger’s state stands for: entries are missing, added or changed",
    "与账本状态所代表的不符：有缺失、增添或改动",
  ),
} as const;

function fileWords(
  fault: Extract<ProofRefusal, { why: "file" }>["fault"],
  say: (en: string, zh: string) => string,
): string {
  switch (fault.fault) {
    case "codec": {
      const { en, zh } = codecWords(fault.codec);
      return say(`it is no proof file: it ${en}.`, `它不是证明文件：它${zh}。`);
    }
    case "shape":
      return fault.path === "$."
        ? say("it is no proof file: fields are missing or too many.", "它不是证明文件：字段缺失或多余。")
        : say(
            `it is no proof file: what stands at ${fault.path} is not what belongs there.`,
            `它不是证明文件：${fault.path} 处的内容不符合要求。`,
          );
    case "format":
      return say(
        `its format “${fault.format}” is not known to this version. A newer one may read it.`,
        `本版本不认识其格式“${fault.format}”，更新的版本或许可以读取。`,
      );
    case "digest":
      return say("it was changed or damaged after it was saved.", "文件在保存后被更改或损坏。");
    case "twice":
      return say(`question ${fault.index + 1} stands there before.`, `第 ${fault.index + 1} 个问题与前面的问题重复。`);
    case "validators":
      return say(
        `its headers have more than ${fault.limit} validators together.`,
        `其各区块头的验证者合计超过 ${fault.limit} 个。`,
      );
    case "block": {
      const { en, zh } = lightWords(fault.problem);
      return say(
        `header ${fault.index + 1} of the file cannot be read: ${en}.`,
        `无法读取文件中第 ${fault.index + 1} 个区块头：${zh}。`,
      );
    }
    case "more":
      return say(
        `beside header ${fault.index + 1} stands what no signature covers.`,
        `第 ${fault.index + 1} 个区块头旁有未被签名覆盖的内容。`,
      );
  }
}
