/** A phrase in its order, not to be selected or copied. */
import type { NewWords } from "./newWords.ts";

export function WordsShown({ words, list }: Pick<NewWords, "words" | "list">) {
  return (
    <ol className="word-list" data-count={words.length} lang={list === "chinese" ? "zh-CN" : "en"}>
      {words.map((word, i) => (
        <li key={`${i}-${word}`}>
          <span className="note">{i + 1}</span> <span className="word">{word}</span>
        </li>
      ))}
    </ol>
  );
}
