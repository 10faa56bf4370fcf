/** Locks the wallet when its windows have been idle, when the computer sleeps, and when the screen is locked. */
import { powerMonitor } from "electron";

export const IDLE_MS = 15 * 60_000;

export class AutoLock {
  readonly #lock: () => void;
  #timer: NodeJS.Timeout | undefined;
  #usedAt = 0;

  constructor(lock: () => void) {
    this.#lock = lock;
    powerMonitor.on("suspend", lock);
    powerMonitor.on("lock-screen", lock);
  }

  /** Cheap enough for every mouse move: the timer is moved on only when it fires. */
  used(): void {
    this.#usedAt = Date.now();
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#fire(), IDLE_MS);
  }

  #fire(): void {
    this.#timer = undefined;
    const left = this.#usedAt + IDLE_MS - Date.now();
    if (left <= 0) this.#lock();
    else this.#timer = setTimeout(() => this.#fire(), left);
  }
}
