/** A question that no node proved an answer to: thrown with why, so that words and exit codes need no guessing. */
import type { UnprovedData } from "../../shared/words/unproved.ts";

export class Unproved extends Error {
  readonly data: UnprovedData;
  constructor(data: UnprovedData) {
    super(JSON.stringify(data));
    this.name = "Unproved";
    this.data = data;
  }
}

/** Whether somebody contradicts what can be proved; otherwise it may only be tried again later. */
export function isRefuted({ why }: UnprovedData): boolean {
  return why === "lied" || why === "otherChain" || why === "twoHistories";
}
