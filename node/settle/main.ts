/**
 * `npm run settle -- file|check|residuals|tell|publish|demo …`: what a settlement agent, a residual supplier and its customers do without a
 * window (docs/settling.md). Every figure is asked of a node and proved by the light client from the network file's anchor. Exit code 0: done.
 * 1: refused, or something differs from the ledger. 2: the command or a file cannot be read. 3: nothing could be proved, or not yet.
 */
import { CHECKPOINT_LIMITS } from "../../shared/light/checkpoint.ts";
import { verifyCheckpoints } from "../../shared/light/checkpointChain.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { settlingText } from "../../shared/words/settling.ts";
import { unprovedText } from "../../shared/words/unproved.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { optionsIn } from "../command/options.ts";
import { bytesOf, networkIn } from "../files/inputFile.ts";
import { verdictLines } from "../checkpoint/words.ts";
import { anchorWordsJoined, typedAnchor } from "../verify/typedAnchor.ts";
import type { NodeAt } from "../light/nodeAt.ts";
import { provedLedger } from "../light/provedLedger.ts";
import { isRefuted, Unproved } from "../light/unproved.ts";
import { COMMANDS, type Desk } from "./commands.ts";
import { demoKeys } from "./demoKeyFile.ts";

const USAGE: Both = {
  en: `Settlement without a window, every figure proved from the network file's anchor:

  file --network FILE --key KEYFILE --out NAME [--period N]
      the settlement file of a period, the last one that is over unless told: NAME.json, signed by an agent or a utility, and NAME.csv
  check FILE --network FILE
      a settlement file, against the ledger
  residuals --network FILE --key KEYFILE --out NAME
      sealed residual allocations that wait for a supplier, opened and held against the ledger: NAME.json and NAME.csv
  tell --network FILE --key KEYFILE [--day YYYY-MM-DD]
      a party's final slots of a day, yesterday unless told, sealed to its residual supplier and sent
  publish --network FILE --key KEYFILE
      the first encryption key of the file becomes the one that messages to the party are sealed to
  demo --data FOLDER --who NAME --out KEYFILE
      the keys of a party of a demo chain (utility, wang, …), whose secrets lie in its folder

  --anchor HEIGHT:HASH or --checkpoint FILE…   where trust begins, when the network file's anchor is too old
  --lang en|zh                                  language (default: that of LANG)`,
  zh: `无需窗口的结算，每个数字都从网络文件的信任锚得到证明：

  file --network 文件 --key 密钥文件 --out 名称 [--period N]
      一个账期的结算文件（默认上一个已结束的账期）：名称.json 由结算代理或电力公司签名，另有 名称.csv
  check 文件 --network 文件
      将结算文件与账本核对
  residuals --network 文件 --key 密钥文件 --out 名称
      等待供电方的密封剩余电量，打开并与账本核对：名称.json 和 名称.csv
  tell --network 文件 --key 密钥文件 [--day YYYY-MM-DD]
      某主体一天（默认昨天）的已定时段，密封后发给其剩余电量供电方
  publish --network 文件 --key 密钥文件
      密钥文件中的第一个加密密钥成为公布的密钥，发给该主体的消息用它密封
  demo --data 文件夹 --who 名称 --out 密钥文件
      演示链中某主体（utility、wang 等）的密钥，其秘密在该文件夹中

  --anchor 高度:哈希 或 --checkpoint 文件…   网络文件的信任锚过期时，信任从何处开始
  --lang en|zh                              语言（默认依 LANG）`,
};

export interface Surroundings {
  readonly now: () => number;
  readonly print: (line: string) => void;
  /** How a node is asked; over HTTP unless told. */
  readonly nodeAt?: (url: string) => NodeAt;
  /** Milliseconds between two looks at a chain that something was sent to, and how many. */
  readonly look?: { readonly ms: number; readonly times: number };
}

export async function settle(
  args: readonly string[],
  lang: Lang,
  { now, print, nodeAt, look }: Surroundings,
): Promise<number> {
  const { values, positionals } = optionsIn(anchorWordsJoined(args), {
    help: { type: "boolean" },
    network: { type: "string" },
    key: { type: "string" },
    out: { type: "string" },
    period: { type: "string" },
    day: { type: "string" },
    data: { type: "string" },
    who: { type: "string" },
    anchor: { type: "string" },
    checkpoint: { type: "string", multiple: true },
    lang: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help === true) {
    print(USAGE[lang]);
    return 0;
  }
  const [name, ...files] = positionals;
  const need = (option: "network" | "key" | "out" | "data" | "who"): string => {
    const value = values[option];
    if (value === undefined)
      throw new Complaint({
        en: `${name} needs --${option}.\n\n${USAGE.en}`,
        zh: `${name} 需要 --${option}。\n\n${USAGE.zh}`,
      });
    return value;
  };
  if (name === "demo") {
    if (files.length > 0) throw new Complaint(USAGE);
    demoKeys(need("data"), need("who"), need("out"));
    print(settlingText("written", lang, { file: need("out") }));
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : null;
  if (!command || files.length !== (name === "check" ? 1 : 0)) throw new Complaint(USAGE);

  const network = networkIn(need("network"));
  const anchor = anchorOf(network, values, Math.floor(now() / 1000));
  const open = () => provedLedger(network, { now, ...(anchor ? { anchor } : {}), ...(nodeAt ? { nodeAt } : {}) });
  try {
    const ledger = await open();
    const desk: Desk = { network, ledger, again: open, lang, print, look: look ?? { ms: 1000, times: 60 } };
    tellProof(desk);
    return await command(desk, { need, file: files[0], period: values.period, day: values.day });
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    print(unprovedText(error.data, lang));
    return isRefuted(error.data) ? 1 : 3;
  }
}

function tellProof({ ledger, lang, print }: Desk): void {
  const { chainId: chain, height, headerHash: header, signed, of } = ledger;
  print(settlingText("proved", lang, { chain, height, header, signed, of }));
  if (ledger.simulated) print(settlingText("simulated", lang));
  for (const doubt of ledger.doubts) print(settlingText("doubt", lang, { why: unprovedText(doubt, lang) }));
  if (ledger.witnesses.length > 0) print(settlingText("witnesses", lang, { count: ledger.witnesses.length }));
  else print(settlingText("alone", lang, { node: ledger.node }));
}

/** Where trust begins, if not at the network file's anchor. */
function anchorOf(
  network: NetworkFile,
  { anchor, checkpoint }: { readonly anchor?: string | undefined; readonly checkpoint?: readonly string[] | undefined },
  now: number,
): Anchor | undefined {
  if (checkpoint !== undefined) {
    const files = checkpoint.map((file) => bytesOf(file, CHECKPOINT_LIMITS.bytes));
    const verdict = verifyCheckpoints(network, files, now);
    if (verdict.verdict === "refused")
      throw new Complaint({
        en: verdictLines(verdict, checkpoint, "en").join("\n"),
        zh: verdictLines(verdict, checkpoint, "zh").join("\n"),
      });
    return { height: verdict.anchor.height, hash: verdict.anchor.hash };
  }
  if (anchor === undefined) return undefined;
  const { height, hash } = typedAnchor(anchor, network.chainId, undefined);
  return { height, hash };
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  process.exitCode = await complaining(
    () => settle(args, lang, { now: Date.now, print: console.log }),
    lang,
    console.error,
  );
}
