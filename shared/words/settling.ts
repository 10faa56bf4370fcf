/** What the command line of settlement says: what was proved and written, what differs, and why nothing was proved. */
import type { SettlementFault } from "../ledger/history/settlementFile.ts";
import type { ResidualFault } from "../ledger/history/residual.ts";
import type { LetterFault } from "../negotiation/letter.ts";
import { type Both, fill, kWh, type Lang } from "./format.ts";

const b = (en: string, zh: string): Both => ({ en, zh });

/** Sentences by name; what stands in braces is filled in. */
export const SETTLING = {
  proved: b(
    "Chain {chain}, state at block {height}, proved by header {header}, signed by {signed} of {of} voting power.",
    "链 {chain}，区块 {height} 时的状态，由区块头 {header} 证明，签名投票权 {signed}/{of}。",
  ),
  simulated: b("The market is simulated.", "该市场为模拟市场。"),
  witnesses: b("Other nodes with the same block: {count}.", "具有相同区块的其他节点：{count} 个。"),
  alone: b(
    "No other node was there to compare with: only {node} answered.",
    "没有其他节点可供比对：只有 {node} 作答。",
  ),
  doubt: b("Not believed: {why}", "未予采信：{why}"),
  period: b(
    "Period {period}, from {from} to {to} (administrative clock, UTC).",
    "第 {period} 期，{from} 至 {to}（行政时钟，UTC）。",
  ),
  entries: b(
    "Pairs: {count}. In all {amount}, not paid yet {unpaid}.",
    "主体对：{count}。合计 {amount}，尚未支付 {unpaid}。",
  ),
  noEntries: b(
    "Nobody owes anybody anything in this period: the file has no entry.",
    "本期没有任何应付款项：文件不含条目。",
  ),
  young: b(
    "This chain is young: no period of it is over yet. The first one, {first}, is over at {over} (administrative clock, UTC). Nothing was written.",
    "该链刚开始运行：尚无已结束的账期。首个账期为第 {first} 期，于 {over} 结束（行政时钟，UTC）。没有写出任何文件。",
  ),
  beforeChain: b(
    "Period {period} was over before this chain began: its first one is {first}. Nothing was written.",
    "第 {period} 期在该链开始之前已经结束：该链的首个账期为第 {first} 期。没有写出任何文件。",
  ),
  written: b("Written: {file}", "已写入：{file}"),
  fileGood: b(
    "The file is good: signed by {signer}, and every sum of it is on the ledger.",
    "文件有效：由 {signer} 签名，其中每笔金额均在账本上。",
  ),
  fileBad: b("The file is not good.", "文件无效。"),
  movedOn: b(
    "Pairs that went on since it was made (claimed, paid, overdue): {count}.",
    "自文件生成以来已有进展（已声明支付、已支付或已逾期）的主体对：{count}。",
  ),
  differs: b(
    "Differs, {pair}: the file says {file}, the ledger {ledger}.",
    "不一致，{pair}：文件为 {file}，账本为 {ledger}。",
  ),
  nothing: b("nothing", "无"),
  due: b("{amount}, due", "{amount}，应付"),
  claimed: b("{amount}, claimed ({reference})", "{amount}，已声明支付（{reference}）"),
  paid: b("{amount}, paid ({reference})", "{amount}，已支付（{reference}）"),
  overdue: b("{amount}, overdue", "{amount}，已逾期"),
  residuals: b(
    "Slots: {count}, parties: {parties}, each figure as on the ledger. Left over {sold}, from the supplier {bought}.",
    "时段：{count}，主体：{parties}，各项数字均与账本一致。余出 {sold}，由供电商供给 {bought}。",
  ),
  letterDiffers: b("Message {message} of {from} is not taken over: {why}", "未采用 {from} 的消息 {message}：{why}"),
  letterOther: b(
    "Messages that are no residual allocations but negotiation, for the wallet: {count}.",
    "不是剩余电量分配而属于协商、请在钱包中处理的消息：{count} 条。",
  ),
  nothingFinal: b(
    "Nothing to tell yet: no slot of {day} is metered and final.",
    "尚无可告知的内容：{day} 没有已计量且最终确定的时段。",
  ),
  told: b(
    "Told to {supplier}, of {day}: slots {slots}, sealed messages {count}. They stand on the ledger.",
    "已告知 {supplier}：{day} 的时段 {slots} 个，密封消息 {count} 条。消息已在账本上。",
  ),
  published: b(
    "Messages to {party} are sealed to this key from now on: {key}",
    "今后发给 {party} 的消息将密封到此密钥：{key}",
  ),
  notSent: b("No node took the transaction. Nothing was sent.", "没有节点接受该交易。未发送任何内容。"),
  refused: b(
    "A rule of the market refused it; the path of the party says which transaction.",
    "被某条市场规则拒绝；该主体的路径中记有是哪一笔交易。",
  ),
  waiting: b(
    "Sent, but not on the ledger yet. Ask again later before you send anew.",
    "已发送，但尚未进入账本。重新发送之前请稍后再查询。",
  ),
} as const satisfies Record<string, Both>;

export function settlingText(
  name: keyof typeof SETTLING,
  lang: Lang,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const texts = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
  return fill(SETTLING[name][lang], texts);
}

/** Height and period are held against the ledger, the rest within the file. */
export function fileFaultText(fault: SettlementFault | "height" | "period", lang: Lang): string {
  return FILE_FAULTS[fault][lang];
}
const FILE_FAULTS: Readonly<Record<SettlementFault | "height" | "period", Both>> = {
  chain: b("It is of another chain.", "它属于另一条链。"),
  order: b("Its pairs are not in order, or one stands twice.", "其中的主体对未按顺序排列，或有重复。"),
  totals: b("Its totals are not the sums of its entries.", "其合计与各条目之和不符。"),
  signer: b(
    "Who signed is no active settlement agent or utility of the chain.",
    "签名者不是该链上有效的结算代理或供电商。",
  ),
  signature: b("The signature is not over this content.", "签名与此内容不符。"),
  height: b("It names a height that the chain has not reached.", "其中的高度，该链尚未达到。"),
  period: b("Its period is not over on the ledger.", "其账期在账本上尚未结束。"),
};

export function residualFaultText(fault: ResidualFault, lang: Lang): string {
  switch (fault.fault) {
    case "supplier":
      return b("it is not this party’s supplier.", "您不是该主体的供电商。")[lang];
    case "order":
      return fill(b("slot {slot} is out of order.", "时段 {slot} 顺序有误。")[lang], { slot: String(fault.slot) });
    case "notFinal":
      return fill(b("slot {slot} is not final on the ledger.", "时段 {slot} 在账本上尚未最终确定。")[lang], {
        slot: String(fault.slot),
      });
    case "figures":
      return fill(
        b(
          "slot {slot} has other figures on the ledger: {sold} left over, {bought} from the supplier.",
          "时段 {slot} 在账本上是其他数字：余出 {sold}，由供电商供给 {bought}。",
        )[lang],
        {
          slot: String(fault.slot),
          sold: kWh(fault.expected.residualSold),
          bought: kWh(fault.expected.residualBought),
        },
      );
  }
}

/** A message that does not open: the reader can do nothing but ask its sender again, or find the older key. */
export function letterFaultText(fault: LetterFault["fault"], lang: Lang): string {
  if (fault === "undecryptable")
    return b(
      "none of these keys opens it: it was changed on the way, or sealed to an older key.",
      "这些密钥均无法打开：内容在途中被改动，或密封时使用了更早的密钥。",
    )[lang];
  if (fault === "residualSides")
    return b("it is another party’s, or for another supplier.", "它属于另一主体，或发给另一供电商。")[lang];
  return fill(b("it is no message of this form ({fault}).", "它不是这种形式的消息（{fault}）。")[lang], { fault });
}
