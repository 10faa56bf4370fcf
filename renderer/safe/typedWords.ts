/** Typed text as words: what a separator or the next character has ended is whole, the rest is still being typed. */

/** A Chinese word is one character; others end with white space or a comma. */
export function wordsIn(text: string): { readonly whole: readonly string[]; readonly rest: string } {
  const parts = text.toLowerCase().match(/\p{Script=Han}|[^\s,，、\p{Script=Han}]+|[\s,，、]+/gu) ?? [];
  const ends = (part: string): boolean => /^(?:\p{Script=Han}|[\s,，、]+)$/u.test(part);
  const last = parts.at(-1);
  const rest = last === undefined || ends(last) ? "" : last;
  const whole = (rest === "" ? parts : parts.slice(0, -1)).filter((part) => !/^[\s,，、]+$/u.test(part));
  return { whole, rest };
}

/** The phrase as the main process reads it. */
export const phraseOf = (words: readonly string[]): string => words.join(" ");
