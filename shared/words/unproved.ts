/** Why a question about the ledger has no proved answer: as data, and as words. */
import { type Both, fill, type Lang } from "./format.ts";

const b = (en: string, zh: string): Both => ({ en, zh });

export type UnprovedData =
  /** Nobody's lie: the node does not answer, or not in CometBFT's form. */
  | { readonly why: "noAnswer"; readonly node: string; readonly problem: string }
  /** The answer breaks a rule that every honest node keeps. */
  | { readonly why: "lied"; readonly node: string; readonly rule: string }
  | { readonly why: "otherChain"; readonly node: string }
  /** The trust anchor is older than the trusting period: a newer one, or a checkpoint, is needed. */
  | { readonly why: "anchorExpired"; readonly height: number }
  /** The block's time lies ahead of this computer's clock. */
  | { readonly why: "fromFuture"; readonly node: string }
  /** Two nodes prove different blocks of one height: the validators signed two histories. */
  | { readonly why: "twoHistories"; readonly height: number; readonly nodes: readonly [string, string] };

export function unprovedText(data: UnprovedData, lang: Lang): string {
  switch (data.why) {
    case "noAnswer":
      return fill(b("{node} gives no answer ({problem}).", "{node} 没有作答（{problem}）。")[lang], data);
    case "lied":
      return fill(
        b("{node} gave an answer that breaks the rule {rule}: it lies.", "{node} 的回答违反规则 {rule}：该节点说谎。")[
          lang
        ],
        data,
      );
    case "otherChain":
      return fill(
        b("{node} is of another chain than the network file.", "{node} 与网络文件不属于同一条链。")[lang],
        data,
      );
    case "anchorExpired":
      return fill(
        b(
          "The trust anchor at block {height} is older than the trusting period. Give the regulators’ checkpoints (--checkpoint) or a newer anchor (--anchor).",
          "区块 {height} 处的信任锚已超出信任期。请提供监管方的检查点（--checkpoint）或更新的锚（--anchor）。",
        )[lang],
        { height: String(data.height) },
      );
    case "fromFuture":
      return fill(
        b(
          "{node} gives blocks from the future: compare this computer’s clock.",
          "{node} 给出了未来的区块：请核对本机时钟。",
        )[lang],
        data,
      );
    case "twoHistories":
      return fill(
        b(
          "{one} and {other} prove different blocks at {height}: the validators signed two histories. Nothing is to be trusted until the regulators have said which one holds.",
          "{one} 与 {other} 在高度 {height} 证明了不同的区块：验证者签署了两份历史。在监管方说明以哪一份为准之前，一概不可信。",
        )[lang],
        { one: data.nodes[0], other: data.nodes[1], height: String(data.height) },
      );
  }
}
