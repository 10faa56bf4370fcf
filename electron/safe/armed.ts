/**
 * Buttons that count only a moment after their page was first drawn, so that a click meant for something else changes nothing; and only for
 * the account that the page was drawn for.
 */
import { FaultError } from "../../shared/ipc/fault.ts";

/** Milliseconds. */
export const ARM_MS = 600;

export class Armed {
  readonly #now: () => number;
  readonly #account: () => string | undefined;
  #shownAt: number | undefined;
  #shownFor: string | undefined;

  /** `account`: the address of the one in front. */
  constructor(now: () => number, account: () => string | undefined) {
    this.#now = now;
    this.#account = account;
  }

  /** The page asked for what it draws. */
  shown(): void {
    if (this.#shownAt !== undefined) return;
    this.#shownAt = this.#now();
    this.#shownFor = this.#account();
  }

  /** The page is gone; the next one waits anew. */
  gone(): void {
    this.#shownAt = undefined;
    this.#shownFor = undefined;
  }

  /** Faults: `safe.tooSoon`; `safe.otherAccount` when another account came to the front meanwhile. */
  check(): void {
    if (this.#shownAt !== undefined && this.#shownFor !== this.#account())
      throw new FaultError("safe.otherAccount", {}, "retry");
    if (this.#shownAt === undefined || this.#now() - this.#shownAt < ARM_MS)
      throw new FaultError("safe.tooSoon", {}, "retry");
  }
}
