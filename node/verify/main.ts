/**
 * `npm run verify -- FILE [--network FILE]… [--anchor HEIGHT:HASH --chain ID [--trusting-period SECONDS]] [--allow-simulated]
 * [--lang en|zh] [--json FILE]`: checks a proof file offline (docs/protocol/proofs.md) and prints what it proves, for which chain, height
 * and time, by which validators. Exit code 0: proved. 1: refused. 2: the command or a file cannot be read, or written. 3: free of
 * contradictions, but nothing is proved here.
 */
import { webcrypto } from "node:crypto";
import { subtleChecks } from "../../shared/light/voteChecks.ts";
import { BUNDLE_LIMITS } from "../../shared/proof/bundle.ts";
import { checkBundle, type ProofAnchor, type ProofVerdict } from "../../shared/proof/checkBundle.ts";
import type { Both, Lang } from "../../shared/words/format.ts";
import { proofWords } from "../../shared/words/proofs.ts";
import { Complaint, complaining } from "../command/complaint.ts";
import { checkLanguage, languageOf } from "../command/language.ts";
import { offsetAt } from "../command/localTime.ts";
import { optionsIn } from "../command/options.ts";
import { bytesOf, networkIn } from "../files/inputFile.ts";
import { writeOutput } from "../files/outputFile.ts";
import { anchorWordsJoined, typedAnchor } from "./typedAnchor.ts";

const USAGE: Both = {
  en: `Usage: npm run verify -- FILE [OPTIONS]
Checks a proof file, without a connection.

  --network FILE             network file whose anchor you trust; can be given several times
  --anchor HEIGHT:HASH       or the anchor itself, as a screen or a regulator gives it
  --chain ID                 the chain that --anchor is of
  --trusting-period SECONDS  how long a header leads on to another one from --anchor (default 1209600, two weeks)
  --allow-simulated          lets a simulated market's proofs count
  --json FILE                also writes the verdict for programs
  --lang en|zh               language (default: that of LANG)

Exit code 0: proved. 1: refused. 2: a file cannot be read or written. 3: nothing is proved here.`,
  zh: `用法：npm run verify -- 文件 [选项]
离线核验证明文件。

  --network 文件             您信任其信任锚的网络文件，可多次给出
  --anchor 高度:哈希         或信任锚本身，如屏幕所示或监管方告知
  --chain 链号               --anchor 所属的链
  --trusting-period 秒数     自 --anchor 起区块头可衔接的时长（默认 1209600，即两周）
  --allow-simulated          允许模拟市场的证明作数
  --json 文件                另将结论写成供程序读取的文件
  --lang en|zh               语言（默认依 LANG）

退出码 0：已证明。1：已拒绝。2：文件无法读取或写入。3：此处未证明任何内容。`,
};
const EXIT = { proved: 0, refused: 1, consistent: 3 } as const satisfies Record<ProofVerdict["verdict"], number>;

/** Throws a Complaint. `now`: ms. */
export async function verify(
  args: readonly string[],
  lang: Lang,
  now: number,
  print: (line: string) => void,
): Promise<number> {
  const { values, positionals } = optionsIn(anchorWordsJoined(args), {
    help: { type: "boolean" },
    network: { type: "string", multiple: true },
    anchor: { type: "string" },
    chain: { type: "string" },
    "trusting-period": { type: "string" },
    "allow-simulated": { type: "boolean" },
    lang: { type: "string" },
    json: { type: "string" },
  });
  checkLanguage(values.lang);
  if (values.help) {
    print(USAGE[lang]);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined)
    throw new Complaint({ en: `Which file is to be checked?\n\n${USAGE.en}`, zh: `要核验哪个文件？\n\n${USAGE.zh}` });
  if (positionals.length > 1) throw tooMany(positionals);
  const anchors = (values.network ?? []).map(networkAnchor);
  if (values.anchor !== undefined || values.chain !== undefined || values["trusting-period"] !== undefined)
    anchors.push(typedAnchor(values.anchor, values.chain, values["trusting-period"]));
  const checks = subtleChecks(webcrypto.subtle);
  const options = { anchors, now, allowSimulated: values["allow-simulated"] === true, checks };
  const verdict = await checkBundle(bytesOf(file, BUNDLE_LIMITS.bytes), options);
  // Before anything is printed: who reads exit code 2 must not find a verdict above it.
  if (values.json !== undefined) writeOutput(values.json, `${JSON.stringify(verdict, null, 2)}\n`);
  const { title, lines, foot } = proofWords(verdict, lang, { offsetAt });
  for (const line of [title, ...lines, ...foot]) print(line);
  return EXIT[verdict.verdict];
}

function tooMany(files: readonly string[]): Complaint {
  const [file, ...more] = files;
  return new Complaint({
    en: `One file is checked at a time: ${file}. What is ${more.join(" ")}? A name with spaces stands in quotes.`,
    zh: `一次只核验一个文件：${file}。其后的 ${more.join(" ")} 是什么？含空格的名称请加引号。`,
  });
}

function networkAnchor(path: string): ProofAnchor {
  const { chainId, anchor, trustingPeriod } = networkIn(path);
  return { chainId, ...anchor, trustingPeriod };
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  const lang = languageOf(args, process.env);
  process.exitCode = await complaining(() => verify(args, lang, Date.now(), console.log), lang, console.error);
}
