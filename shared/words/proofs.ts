/** What a proof bundle proves, and why one proves nothing or is refused, in plain words. */
import type { Json } from "../codec/canonical.ts";
import { isComplete } from "../ledger/history/accumulator.ts";
import type { ContractEvent, EventWhat } from "../ledger/history/events.ts";
import type { Path } from "../ledger/history/queries.ts";
import type {
  ContractRecord,
  ContractState,
  LineWhat,
  SlotRecord,
  StatementHead,
  StatementLine,
} from "../ledger/records.ts";
import type { Answered, ProofRefusal, ProofVerdict, Shown } from "../proof/checkBundle.ts";
import { contractWords } from "./contract.ts";
import { codecWords, lightWords } from "./fileFaults.ts";
import { type Both, exactMoment, fill, kWh, type Lang, type Names, nameOf, yuan } from "./format.ts";
import { HEADER_RULES } from "./headerRules.ts";
import { CONTRACT_STATES, LINES, STATEMENT_STATES } from "./states.ts";

/** `title`: the verdict. `lines`: what is shown, each with its figures. `foot`: chain, height, time, who signed. */
export interface ProofWords {
  readonly title: string;
  readonly lines: readonly string[];
  readonly foot: readonly string[];
}

const b = (en: string, zh: string): Both => ({ en, zh });

const TITLES = {
  proved: b("Proved.", "已证明。"),
  noAnchor: b(
    "Nothing is proved: this computer has no trust anchor for that chain. The file does not contradict itself, which anybody can make a file do.",
    "未证明任何内容：本机没有该链的信任锚。文件自身没有矛盾，但任何人都能做出这样的文件。",
  ),
  notReached: b(
    "Nothing is proved: the file’s headers do not pass the height of your trust anchor. Ask for a proof that begins there, or use an anchor at one of its heights.",
    "未证明任何内容：文件中的区块头不经过您的信任锚所在高度。请索取从该处开始的证明，或使用其中某一高度的锚。",
  ),
  expired: b(
    "Nothing is proved: your trust anchor is older than the trusting period. Compare the hash of the proving header, below, with a regulator, and check again with it as the anchor.",
    "未证明任何内容：您的信任锚已超出信任期。请与监管方核对下方证明区块头的哈希，再以其为锚重新核验。",
  ),
  simulated: b(
    "Nothing is proved: this is a simulated market, whose keys lie on one computer. Its proofs count only when you ask for that.",
    "未证明任何内容：这是模拟市场，其密钥就在一台电脑上。只有在您要求时，其证明才作数。",
  ),
  refused: b("Refused: {why}", "已拒绝：{why}"),
} as const;

export interface ProofReader {
  readonly names?: Names;
  /** Seconds that the reader's clock is ahead of UTC at a time (seconds since 1970); UTC itself where it is not known. */
  readonly offsetAt?: (seconds: number) => number;
}

export function proofWords(verdict: ProofVerdict, lang: Lang, reader: ProofReader = {}): ProofWords {
  switch (verdict.verdict) {
    case "proved":
      return told(TITLES.proved[lang], verdict.shown, lang, reader);
    case "consistent":
      // What no anchor vouches for is not told, as if it were so: it may be anything.
      return told(TITLES[verdict.why][lang], { ...verdict.shown, answers: [] }, lang, reader);
    case "refused":
      return { title: fill(TITLES.refused[lang], { why: refusalWords(verdict.refusal, lang) }), lines: [], foot: [] };
  }
}

function told(title: string, shown: Shown, lang: Lang, { names = {}, offsetAt = () => 0 }: ProofReader): ProofWords {
  const say = (both: Both, values: Readonly<Record<string, string>> = {}): string => fill(both[lang], values);
  const signed = shown.validators.filter((validator) => validator.signed);
  const powerOf = (list: Shown["validators"]): string => String(list.reduce((sum, { power }) => sum + power, 0));
  const foot = [
    say(b("Chain {chain}, state at block {height}.", "链 {chain}，区块 {height} 时的状态。"), {
      chain: shown.chainId,
      height: String(shown.height),
    }),
    say(b("Proved by header {height} of {time}, {hash}.", "由区块头 {height} 证明，时间 {time}，{hash}。"), {
      height: String(shown.height + 1),
      time: exactMoment(shown.time, offsetAt(shown.time), lang),
      hash: shown.headerHash,
    }),
    say(
      b(
        "Signed by {signed} of {of} regulators, with {power} of {all} voting power; their validators: {who}.",
        "{of} 家监管方中 {signed} 家签名，投票权 {power}/{all}；其验证者：{who}。",
      ),
      {
        signed: String(signed.length),
        of: String(shown.validators.length),
        power: powerOf(signed),
        all: powerOf(shown.validators),
        who: signed.map(({ address }) => address.slice(0, 12)).join(lang === "en" ? ", " : "、"),
      },
    ),
    ...(shown.simulated ? [say(b("The market is simulated.", "该市场为模拟市场。"))] : []),
  ];
  return { title, lines: joined(shown.answers).flatMap((a) => answerWords(a, shown.chainId, lang, names)), foot };
}

/** Pages of one party's path as one: only the whole of them can show that none is missing. */
function joined(answers: readonly Answered[]): readonly Answered[] {
  const out: Answered[] = [];
  const paths = new Map<string, { at: number; path: Path }>();
  for (const answer of answers) {
    if (answer.query !== "path" || answer.answer === null) {
      out.push(answer);
      continue;
    }
    const { party } = answer.input as unknown as { party: string };
    const page = answer.answer as unknown as Path;
    const before = paths.get(party);
    // A page that does not go on where the one before it ended is told by itself.
    if (before && nextOf(before.path) === page.entries[0]?.n) {
      before.path = { ...before.path, entries: [...before.path.entries, ...page.entries] };
      out[before.at] = { ...answer, answer: before.path as unknown as Json };
      continue;
    }
    paths.set(party, { at: out.push(answer) - 1, path: page });
  }
  return out;
}

const nextOf = ({ entries }: Path): number | undefined => {
  const last = entries.at(-1);
  return last && last.n + 1;
};

function answerWords({ query, input, answer }: Answered, chainId: string, lang: Lang, names: Names): readonly string[] {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const who = (party: string): string => nameOf(party, names, lang);
  if (answer === null) {
    const asked = JSON.stringify(input);
    return [say(`The ledger has no such record: ${query} ${asked}.`, `账本上没有该记录：${query} ${asked}。`)];
  }
  switch (query) {
    case "params":
      return [];
    case "contract": {
      const { contract, slots } = answer as unknown as { contract: ContractRecord; slots: readonly SlotRecord[] };
      const final = slots.filter(({ state }) => state === "final").length;
      return [
        contractWords(contract.terms, lang, names).lead,
        say(
          `Contract ${contract.id}: ${CONTRACT_STATES[contract.state].en}; ${kWh(contract.delivered)} delivered; ${final} of ${slots.length} slots final.`,
          `合约 ${contract.id}：${CONTRACT_STATES[contract.state].zh}；已交割 ${kWh(contract.delivered)}；${slots.length} 个时段中 ${final} 个已最终结算。`,
        ),
      ];
    }
    case "history":
      return [
        say("Life of contract ", "合约历程：") + (input as unknown as { contract: string }).contract + say(":", ""),
        ...(answer as unknown as readonly ContractEvent[]).map((event) => eventWords(event, lang, names)),
      ];
    case "statementHead": {
      const { a, b: other, period, state, balance, due, carried } = answer as unknown as StatementHead;
      const amount = state === "open" ? balance : due;
      const [debtor, creditor] = amount >= 0 ? [a, other] : [other, a];
      return [
        say(
          `Statement of period ${period}: ${who(debtor)} owes ${who(creditor)} ${yuan(Math.abs(amount))} (${STATEMENT_STATES[state].en}); ${yuan(carried)} was carried into it.`,
          `第 ${period} 账期账单：${who(debtor)} 应付 ${who(creditor)} ${yuan(Math.abs(amount))}（${STATEMENT_STATES[state].zh}）；上期结转 ${yuan(carried)}。`,
        ),
      ];
    }
    case "statementLines": {
      const { a, b: other, period } = input as unknown as { a: string; b: string; period: number };
      const { lines, next } = answer as unknown as { lines: readonly StatementLine[]; next: string | null };
      const head = say(
        `Lines of the statement of period ${period} between ${who(a)} and ${who(other)}:`,
        `${who(a)} 与 ${who(other)} 第 ${period} 账期账单的明细：`,
      );
      const more = next === null ? [] : [say("There are more lines.", "还有更多明细。")];
      const each = lines.map(({ contract, what, slots, wh, amount }) =>
        say(
          `Line: ${LINES[what].en}, ${slots} slots, ${kWh(wh)}, ${yuan(amount)}, of ${contract}.`,
          `明细：${LINES[what].zh}，${slots} 个时段，${kWh(wh)}，${yuan(amount)}，${contract}。`,
        ),
      );
      return [head, ...each, ...more];
    }
    case "path": {
      const { party } = input as unknown as { party: string };
      const { count, peaks, entries, first } = answer as unknown as Path;
      const whole = entries.length === count && isComplete({ count, peaks }, entries, chainId);
      const [oldest, newest] = [entries[0]?.n ?? first, entries.at(-1)?.n ?? first];
      const some =
        entries.length === 0
          ? say(
              `Path of ${who(party)}: ${count} transactions, of which this state keeps none any more.`,
              `${who(party)} 的路径：共 ${count} 笔交易，该状态已不再保留其中任何一笔。`,
            )
          : say(
              `Path of ${who(party)}: transactions ${oldest + 1} to ${newest + 1} of ${count}.`,
              `${who(party)} 的路径：共 ${count} 笔交易中的第 ${oldest + 1} 至 ${newest + 1} 笔。`,
            );
      return [
        whole
          ? say(
              `The whole path of ${who(party)}: ${count} transactions, none missing, none added.`,
              `${who(party)} 的完整路径：共 ${count} 笔交易，不缺不增。`,
            )
          : some,
        ...entries.map(({ n, height, tx, code }) =>
          say(
            `${n + 1}. Block ${height}: ${tx}, ${code === 0 ? "done" : "refused"}.`,
            `${n + 1}. 区块 ${height}：${tx}，${code === 0 ? "已执行" : "被拒绝"}。`,
          ),
        ),
      ];
    }
    default:
      return [`${query} ${JSON.stringify(input)}: ${JSON.stringify(answer satisfies Json)}`];
  }
}

function eventWords({ what, height, slot, by, statement }: ContractEvent, lang: Lang, names: Names): string {
  const say = (en: string, zh: string): string => (lang === "en" ? en : zh);
  const about = [
    slot === null ? "" : say(`slot ${slot}`, `时段 ${slot}`),
    statement === null ? "" : say(`statement of period ${statement.period}`, `第 ${statement.period} 账期账单`),
    by === null ? "" : say(`by ${nameOf(by, names, lang)}`, `依据 ${nameOf(by, names, lang)}`),
  ].filter((part) => part !== "");
  const more = about.length === 0 ? "" : say(` (${about.join(", ")})`, `（${about.join("，")}）`);
  return say(`Block ${height}: ${EVENTS[what].en}${more}.`, `区块 ${height}：${EVENTS[what].zh}${more}。`);
}

const EVENTS: Readonly<Record<EventWhat, Both>> = {
  offered: b("offered", "已报价"),
  screened: b("checked for admission", "已做准入校核"),
  held: b("held", "暂缓"),
  admitted: b("admitted", "已准入"),
  released: b("released by the regulators", "监管方已放行"),
  ended: b("ended early", "提前结束"),
  committed: b("readings committed", "读数已存证"),
  settled: b("settled", "已结算"),
  disputed: b("disputed", "提出争议"),
  ruled: b("ruled on", "已裁决"),
  appealed: b("appealed", "提出复议"),
  withdrawn: b("dispute withdrawn", "争议已撤回"),
  closed: b("dispute closed", "争议已结束"),
  final: b("final", "已最终确定"),
  stated: b("entered into the statement", "已计入账单"),
  adjusted: b("adjusted in the statement", "已在账单中调整"),
  fellDue: b("fell due", "到期应付"),
  claimed: b("payment claimed", "已声明付款"),
  denied: b("payment denied", "付款被否认"),
  paid: b("paid", "已付"),
};
function refusalWords(refusal: ProofRefusal, lang: Lang): string {
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
      }
    // A problem that this switch does not know does not compile: every case returns.
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
