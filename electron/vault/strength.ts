/**
 * How hard a passphrase is to guess: log2 of the guesses that zxcvbn estimates an attacker needs who knows common passwords,
 * words, names, dates and keyboard paths. It knows no Chinese words and counts a Chinese character as one of ten, so it errs
 * on the low side there. Loaded on first use; the word lists are large.
 */
import type { Output } from "../../shared/ipc/contract.ts";

export type Strength = Output<"safe.strength">;
/** 2^40 guesses at one per half second and 128 MiB each: some 100 years on 170 machines. */
export const FLOOR_BITS = 40;

type Estimator = (passphrase: string) => { guessesLog10: number; common: boolean; pattern: boolean };
let loading: Promise<Estimator> | undefined;

export async function strengthOf(passphrase: string): Promise<Strength> {
  loading ??= load();
  // Nothing typed yet: the answer is known, and the lists load meanwhile.
  if (passphrase === "") return { bits: 0, floor: FLOOR_BITS, score: 0, hint: "short" };
  const { guessesLog10, common, pattern } = (await loading)(passphrase.normalize("NFKC"));
  const bits = Math.floor(guessesLog10 / Math.log10(2));
  const score = bits < 20 ? 0 : bits < 30 ? 1 : bits < FLOOR_BITS ? 2 : bits < 60 ? 3 : 4;
  const weak = common ? "common" : pattern ? "pattern" : "short";
  const hint = bits < FLOOR_BITS ? weak : bits < 50 ? "fair" : bits < 70 ? "good" : "strong";
  return { bits, floor: FLOOR_BITS, score, hint };
}

async function load(): Promise<Estimator> {
  const [{ ZxcvbnFactory }, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
  return (passphrase) => {
    // Beyond 100 characters the estimate only grows, and its cost with it.
    const { guessesLog10, sequence } = zxcvbn.check(passphrase.slice(0, 100));
    const patterns = new Set(sequence.map((part) => part.pattern));
    return {
      guessesLog10,
      common: patterns.has("dictionary"),
      pattern: ["repeat", "sequence", "spatial", "date", "regex"].some((p) => patterns.has(p as never)),
    };
  };
}
