/** How long to wait before starting a process again that ended by itself: half a second, doubling to half a minute. */

export class BackOff {
  #failures = 0;
  readonly #now: () => number;
  #startedAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  started(): void {
    this.#startedAt = this.#now();
  }

  /** Milliseconds to wait now; a run of more than a minute counts as healthy and starts the series anew. */
  next(): number {
    if (this.#now() - this.#startedAt > 60_000) this.#failures = 0;
    return Math.min(30_000, 500 * 2 ** this.#failures++);
  }
}
