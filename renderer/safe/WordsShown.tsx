/** A phrase in its order, not to be selected or copied. */
import type { NewWords, WordList } from "./newWords.ts";

const LANG: Readonly<Record<WordList, string>> = { english: "en", chinese: "zh-CN", traditional: "zh-TW" };

export function WordsShown({ words, list }: Pick<NewWords, "words" | "list">) {
  return (
    <ol className="word-list" data-count={words.length} lang={LANG[list]}>
      {words.map((word, i) => (
        <li key={`${i}-${word}`}>
          <span className="note">{i + 1}</span> <span className="word">{word}</span>
        </li>
      ))}
    </ol>
  );
}
