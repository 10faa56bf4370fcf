/** What is wrong with a command or with a file that it names, as a person reads it, in both languages. */
import type { Both, Lang } from "../../shared/words/format.ts";

export class Complaint extends Error {
  readonly words: Both;
  constructor(words: Both) {
    super(words.en);
    this.name = "Complaint";
    this.words = words;
  }
}

/**
 * Runs a command to its exit code. A complaint is printed in the reader's language and gives 2; anything else is a fault of ours and is
 * thrown on, with its trace.
 */
export async function complaining(
  command: () => number | Promise<number>,
  lang: Lang,
  printError: (line: string) => void,
): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    printError(error.words[lang]);
    return 2;
  }
}
