/** What a proof bundle proves, and why one proves nothing, in plain words. */
import type { ProofVerdict, Shown } from "../proof/checkBundle.ts";
import { type Both, exactMoment, fill, type Lang, type Names } from "./format.ts";
import { carriedLines } from "./proofCarried.ts";
import { answerLines } from "./proofAnswers.ts";
import { proofRefusalWords } from "./proofRefusals.ts";

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
      return told(
        TITLES[verdict.why][lang],
        { ...verdict.shown, answers: [], carried: { transactions: [], bodies: [], archived: [] } },
        lang,
        reader,
      );
    case "refused":
      return {
        title: fill(TITLES.refused[lang], { why: proofRefusalWords(verdict.refusal, lang) }),
        lines: [],
        foot: [],
      };
  }
}

function told(title: string, shown: Shown, lang: Lang, { names = {}, offsetAt = () => 0 }: ProofReader): ProofWords {
  const teller = { lang, names, offsetAt };
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
  return { title, lines: [...carriedLines(shown, teller), ...answerLines(shown, teller)], foot };
}
