/** Buttons that count only a moment after their page was first drawn, so that a click meant for something else changes nothing. */
import { FaultError } from "../../shared/ipc/fault.ts";

/** Milliseconds. */
export const ARM_MS = 600;

export class Armed {
  readonly #now: () => number;
  #shownAt: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The page asked for what it draws. */
  shown(): void {
    this.#shownAt ??= this.#now();
  }

  /** The page is gone; the next one waits anew. */
  gone(): void {
    this.#shownAt = undefined;
  }

  /** Fault: `safe.tooSoon`. */
  check(): void {
    if (this.#shownAt === undefined || this.#now() - this.#shownAt < ARM_MS)
      throw new FaultError("safe.tooSoon", {}, "retry");
  }
}
