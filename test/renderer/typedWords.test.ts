/** Typed text as words: what is ended is whole, Chinese words are one character each. */
import { expect, test } from "vitest";
import { phraseOf, wordsIn } from "../../renderer/safe/typedWords.ts";

test.each<[string, readonly string[], string]>([
  ["", [], ""],
  ["leg", [], "leg"],
  ["Legal ", ["legal"], ""],
  ["legal winner tha", ["legal", "winner"], "tha"],
  ["  legal,winner，thank、 ", ["legal", "winner", "thank"], ""],
  ["legal\nwinner\n", ["legal", "winner"], ""],
  ["的", ["的"], ""],
  ["的一是", ["的", "一", "是"], ""],
  ["的 一，是 ", ["的", "一", "是"], ""],
  ["的de", ["的"], "de"],
])("%j", (text, whole, rest) => {
  expect(wordsIn(text)).toEqual({ whole, rest });
});

test("a phrase is its words with spaces", () => expect(phraseOf(["a", "b"])).toBe("a b"));
