/** Splits the contract's words for the page: the agreement large, its clauses below. */

/** What is agreed, and the clauses below it: nothing is left out, only set smaller. */
export function firstSentence(text: string): [string, string] {
  const end = /。|\.(?= [A-Z])/.exec(text);
  const cut = end ? end.index + 1 : text.length;
  return [text.slice(0, cut), text.slice(cut).trim()];
}
