/**
 * Recovery words: BIP39 phrases of 12 or 24 words, from the English or a Chinese list; new ones are in simplified characters. Nothing is repaired
 * silently: a phrase that is not exactly one of ours says which word, or that the checksum does not match.
 */
import { pbkdf2, randomInt, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as chinese } from "@scure/bip39/wordlists/simplified-chinese.js";
import { wordlist as traditional } from "@scure/bip39/wordlists/traditional-chinese.js";
import { FaultError } from "../../shared/ipc/fault.ts";

export type WordListName = "english" | "chinese" | "traditional";
export type WordCount = 12 | 24;
const LISTS: Record<WordListName, string[]> = { english, chinese, traditional };

/** What a phrase stands for: 16 or 32 bytes, and the list its seed is derived with (BIP39 seeds depend on the words). */
export interface Recovery {
  readonly entropy: Uint8Array;
  readonly list: WordListName;
}

/** Fresh entropy from the operating system's generator. */
export function newRecovery(count: WordCount, list: WordListName): Recovery {
  return { entropy: new Uint8Array(randomBytes(count === 12 ? 16 : 32)), list };
}

export function wordsOf({ entropy, list }: Recovery): string[] {
  return entropyToMnemonic(entropy, LISTS[list]).split(" ");
}

/**
 * Typed words to a recovery; case, spaces and compatibility forms do not matter, and Chinese words need no spaces.
 * Faults: `words.count` {count}, `words.unknown` {word, place}, `words.mixed` {word, place}, `words.checksum` {}.
 */
export function readPhrase(typed: string): Recovery {
  const text = typed.normalize("NFKD").toLowerCase().trim();
  const han = /\p{Script=Han}/u.test(text);
  const words = han ? [...text.replaceAll(/[\s,，、]+/gu, "")] : text.split(/[\s,]+/u).filter(Boolean);
  const list: WordListName = han ? chineseOf(words) : "english";
  const known = LISTS[list];
  const wrong = words.findIndex((word) => !known.includes(word));
  if (wrong >= 0) {
    const word = words[wrong] ?? "";
    const code = han && english.some((w) => w.startsWith(word)) ? "words.mixed" : "words.unknown";
    throw new FaultError(code, { word, place: wrong + 1 }, "correct");
  }
  if (words.length !== 12 && words.length !== 24)
    throw new FaultError("words.count", { count: words.length }, "correct");
  try {
    return { entropy: mnemonicToEntropy(words.join(" "), known), list };
  } catch {
    throw new FaultError("words.checksum", { count: words.length }, "correct");
  }
}

const LIKE_MAX = 8;

/** Words of a list that begin so, at most eight; four letters tell English ones apart, a Chinese word is one character. */
export function wordsBeginning(begins: string, list: WordListName): readonly string[] {
  const text = begins.normalize("NFKD").toLowerCase().trim();
  if (text === "") return [];
  const found: string[] = [];
  const lists = list === "english" ? [english] : [chinese, traditional];
  for (const word of lists.flat()) {
    if (word.startsWith(text) && !found.includes(word)) found.push(word);
    if (found.length === LIKE_MAX) break;
  }
  return found;
}

/** The Chinese list that holds more of the words: the two share most characters, at the same places. */
function chineseOf(words: readonly string[]): WordListName {
  const held = (list: WordListName): number => words.filter((word) => LISTS[list].includes(word)).length;
  return held("traditional") > held("chinese") ? "traditional" : "chinese";
}

/** BIP39: PBKDF2-HMAC-SHA512, 2,048 rounds, salt "mnemonic"; 64 bytes. The caller wipes them. */
export async function seedOf(recovery: Recovery): Promise<Uint8Array> {
  const phrase = Buffer.from(wordsOf(recovery).join(" ").normalize("NFKD"), "utf8");
  try {
    return new Uint8Array(await promisify(pbkdf2)(phrase, "mnemonic", 2048, 64, "sha512"));
  } finally {
    phrase.fill(0);
  }
}

/** Places (1-based, ascending) asked back: one from each third, so that no part of the paper stays unread. */
export function placesToAsk(count: WordCount): [number, number, number] {
  const third = count / 3;
  const pick = (part: number): number => part * third + randomInt(third) + 1;
  return [pick(0), pick(1), pick(2)];
}

export function sameWord(a: string, b: string): boolean {
  return a.normalize("NFKD").trim().toLowerCase() === b.normalize("NFKD");
}
