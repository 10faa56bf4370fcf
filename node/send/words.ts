/** What `npm run send` says of each entry, and of the whole. */
import { kindTitle } from "../../shared/words/kinds/titles.ts";
import type { CarriedEntry } from "../../shared/outbox/outboxFile.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { whole } from "../../shared/words/format.ts";
import { refusalText } from "../../shared/words/refusals.ts";
import { unprovedText } from "../../shared/words/unproved.ts";
import type { Outcome } from "./outcome.ts";

export const USAGE: Both = {
  en: `Usage: npm run send -- FILE (--network NETWORKFILE | --node URL --anchor HEIGHT:HASH) [OPTIONS]
Sends signed entries that a wallet saved, from a computer without its keys, and proves what became of them.
FILE is what the wallet saved, or a text with the codes that it showed, one a line.

  --network FILE        network file: its nodes are asked, and its anchor is where trust begins
  --node URL            another node than those of the network file; can be given several times
  --anchor HEIGHT:HASH  where trust begins, when there is no network file or its anchor is too old
  --answers FILE        writes the proofs, to be opened in the wallet that signed (FILE, FILE-2, …)
  --wait SECONDS        how long to wait for proofs (default 60)
  --only-look           sends nothing and only looks what became of the entries
  --lang en|zh          language (default: that of LANG)

Run again it sends nothing twice. Exit code 0: all entries are on the ledger, proved. 1: one was refused or lapsed, proved; or the
file, or a node, was refused. 2: the command or a file cannot be read or written. 3: an entry has no proved end yet.`,
  zh: `用法：npm run send -- 文件 （--network 网络文件 | --node 网址 --anchor 高度:哈希）[选项]
在没有密钥的电脑上发送钱包保存的已签名条目，并证明其结果。
文件为钱包所保存的文件，或其所显示二维码的文本，每行一个。

  --network 文件        网络文件：询问其中的节点，信任自其信任锚开始
  --node 网址           网络文件以外的节点，可多次给出
  --anchor 高度:哈希    没有网络文件或其信任锚过期时，信任从何处开始
  --answers 文件        写出证明，供签名的钱包打开（文件、文件-2……）
  --wait 秒数           等待证明的时长（默认 60）
  --only-look           不发送，只查看各条目的结果
  --lang en|zh          语言（默认依 LANG）

重复运行不会重复发送。退出码 0：所有条目均已上账本并经证明。1：有条目被拒绝或失效并经证明，或文件、节点被拒绝。
2：命令或文件无法读取或写入。3：有条目尚无经证明的结果。`,
};

export function entryLine({ id, body }: CarriedEntry, lang: Lang): string {
  return `${id.slice(0, 8)}  ${kindTitle(body.kind)[lang]}  ${body.sender.slice(0, 13)}…`;
}

export function outcomeText(outcome: Outcome, lang: Lang): string {
  const say = (words: Both): string => words[lang];
  switch (outcome.what) {
    case "ended": {
      const { state, height, refusal } = outcome.ending;
      const block = whole(height ?? 0);
      if (state === "committed")
        return say({ en: `On the ledger, proved at block ${block}.`, zh: `已上账本，区块 ${block} 可证明。` });
      if (state === "expired")
        return say({
          en: `Lapsed: its number is proved unused at block ${block}. It can be signed again.`,
          zh: `已失效：区块 ${block} 证明其编号未使用。可以重新签名。`,
        });
      const why = refusalText(refusal ?? { rule: "unknown" }, lang);
      return say({ en: `Refused, proved at block ${block}. ${why}`, zh: `被拒绝，区块 ${block} 可证明。${why}` });
    }
    case "taken":
      if (outcome.nodes === 0)
        return say({ en: "Nothing is proved yet; run this again later.", zh: "尚无证明；请稍后再次运行。" });
      return say({
        en: `${outcome.nodes === 1 ? "1 node says" : `${outcome.nodes} nodes say`} that it took it, which proves nothing. Run this again later.`,
        zh: `${outcome.nodes} 个节点称已接收，这不构成证明。请稍后再次运行。`,
      });
    case "notTaken":
      return say({
        en: `No node takes it (code ${outcome.code}). That is the nodes’ word, no proof: nothing has come of it so far.`,
        zh: `没有节点接收（代码 ${outcome.code}）。这只是节点所称，并非证明：到目前为止没有任何结果。`,
      });
    case "waits":
      return say({
        en: `Not sent yet: it builds on ${outcome.for.slice(0, 8)}, which is not on the ledger.`,
        zh: `尚未发送：其所依据的 ${outcome.for.slice(0, 8)} 还不在账本上。`,
      });
    case "moot":
      return say({
        en: `Not sent: it builds on ${outcome.for.slice(0, 8)}, which never reached the ledger.`,
        zh: `未发送：其所依据的 ${outcome.for.slice(0, 8)} 未能上账本。`,
      });
    case "beforeAnchor":
      return say({
        en: `A node has it in block ${whole(outcome.height)}, before the block where trust begins: give an earlier anchor (--anchor).`,
        zh: `某节点称其在区块 ${whole(outcome.height)}，早于信任起点：请给出更早的锚（--anchor）。`,
      });
    case "unproved":
      return unprovedText(outcome.why, lang);
  }
}
