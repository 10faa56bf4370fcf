/** How much a device may say: a store of bytes that refills by the second. Who speaks on and on without a pause runs it empty. */

export class Allowance {
  readonly #burst: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  constructor(burst: number, perSecond: number, now: number) {
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#left = burst;
    this.#at = now;
  }

  /** Whether `bytes` more are still within what is allowed. `now` in ms. */
  take(bytes: number, now: number): boolean {
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#at) * this.#perSecond) / 1000);
    this.#at = now;
    this.#left -= bytes;
    return this.#left >= 0;
  }
}
