/** Files of signed entries in words: what is wrong with one, and what the wallet took from it. */
import type { OutboxFileFault } from "../outbox/outboxFile.ts";
import { codecWords } from "./fileFaults.ts";
import type { Both } from "./format.ts";

const ENTRY = {
  malformed: { en: "is no transaction of its chain", zh: "不是该链的交易" },
  signature: { en: "has a signature that does not hold", zh: "签名不成立" },
  twice: { en: "stands there twice", zh: "出现了两次" },
} as const satisfies Record<string, Both>;

/** As a clause after "the file": "has been changed since it was saved". Without a full stop. */
export function outboxFaultWords(fault: OutboxFileFault): Both {
  switch (fault.fault) {
    case "codec":
      return codecWords(fault.codec);
    case "notOutbox":
      return { en: "is no file of signed entries", zh: "不是已签名条目的文件" };
    case "format":
      return {
        en: `has the format ${fault.format}, which a newer program made`,
        zh: `的格式为 ${fault.format}，由更新的程序生成`,
      };
    case "shape":
      return { en: `is not as the format says at ${fault.path}`, zh: `在 ${fault.path} 处与格式不符` };
    case "digest":
      return { en: "has been changed since it was saved", zh: "在保存之后被改动过" };
    case "entry": {
      const { en, zh } = ENTRY[fault.problem];
      const n = fault.index + 1;
      return { en: `is refused: entry ${n} ${en}`, zh: `已拒绝：第 ${n} 条${zh}` };
    }
  }
}

export interface Taken {
  /** Entries of this account that are in the outbox now, and were not. */
  readonly added: number;
  readonly known: number;
  /** Of other accounts: they are not this wallet's to keep. */
  readonly others: number;
}

export function takenWords({ added, known, others }: Taken): { readonly title: Both; readonly lines: readonly Both[] } {
  const lines: Both[] = [];
  if (known > 0)
    lines.push({
      en: `${counted(known)} in the outbox already; nothing is sent twice.`,
      zh: `${known} 条已在发件箱中，不会重复发送。`,
    });
  if (others > 0)
    lines.push({
      en: `${counted(others)} signed by other accounts and left out. Their owners can send the file with “npm run send”.`,
      zh: `${others} 条由其他账户签名，未予接收。其所有者可用“npm run send”发送该文件。`,
    });
  return {
    title:
      added > 0
        ? {
            en: `${added === 1 ? "1 signed entry" : `${added} signed entries`} taken into the outbox.`,
            zh: `已将 ${added} 条已签名条目收入发件箱。`,
          }
        : { en: "Nothing new in this file.", zh: "此文件中没有新内容。" },
    lines,
  };
}

const counted = (n: number): string => (n === 1 ? "1 entry is" : `${n} entries are`);

/** Nothing is kept from a file of another chain, or one that cannot be read. */
export function outboxRefusedWords(
  why: OutboxFileFault | { readonly fault: "otherChain"; readonly chainId: string },
): Both {
  if (why.fault === "otherChain")
    return {
      en: `This file is of another network (${why.chainId}). Join that network first; nothing was taken from it.`,
      zh: `此文件属于另一网络（${why.chainId}）。请先加入该网络；未从中接收任何内容。`,
    };
  const { en, zh } = outboxFaultWords(why);
  return { en: `This file ${en}. Nothing was taken from it.`, zh: `此文件${zh}。未从中接收任何内容。` };
}
