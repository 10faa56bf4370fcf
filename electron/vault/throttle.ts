/**
 * Slows down guessing at the keyboard, across restarts: every attempt is written down before the passphrase is tried, so that
 * killing the program does not win a free one. A copied file is out of its reach; there scrypt and the passphrase must hold.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { writeAtomic } from "./atomicFile.ts";

const State = z.strictObject({
  attempts: z.number().int().min(0),
  /** Epoch ms of the last attempt, and until when the next one waits. */
  since: z.number().int(),
  until: z.number().int(),
});
type State = z.infer<typeof State>;
const FRESH: State = { attempts: 0, since: 0, until: 0 };

/** Seconds to wait after so many wrong attempts: three free ones, then doubling from 5 s up to an hour. */
export function delayAfter(attempts: number): number {
  return attempts < 3 ? 0 : Math.min(3600, 5 * 2 ** (attempts - 3));
}

export class Throttle {
  readonly #path: string;
  readonly #now: () => number;
  #state: State | undefined;

  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  /** Until when attempts wait (epoch ms; past or 0 when they need not), and how many were wrong so far. */
  async look(): Promise<{ readonly until: number; readonly attempts: number }> {
    const { attempts, since, until } = await this.#load();
    const now = this.#now();
    // A clock moved back does not lengthen the wait, and does not end it: the whole delay starts again from now.
    return { attempts, until: now < since ? now + (until - since) : until };
  }

  /** Counts an attempt as wrong until `succeeded`; throws `vault.throttled` {until, attempts} while it must wait. */
  async attempt(): Promise<void> {
    const { until, attempts } = await this.look();
    const now = this.#now();
    if (now < until) throw new FaultError("vault.throttled", { until, attempts }, "retry");
    const counted = attempts + 1;
    await this.#save({ attempts: counted, since: now, until: now + delayAfter(counted) * 1000 });
  }

  async succeeded(): Promise<void> {
    await this.#save(FRESH);
  }

  async #load(): Promise<State> {
    if (this.#state) return this.#state;
    const text = await readFile(this.#path, "utf8").catch(() => undefined);
    this.#state = text === undefined ? FRESH : parse(text, this.#now());
    return this.#state;
  }

  async #save(state: State): Promise<void> {
    this.#state = state;
    await writeAtomic(this.#path, JSON.stringify(state));
  }
}

/** A file that cannot be read counts as three wrong attempts: damaging it is no way around the delays. */
function parse(text: string, now: number): State {
  try {
    return State.parse(JSON.parse(text));
  } catch {
    return { attempts: 3, since: now, until: now + delayAfter(3) * 1000 };
  }
}
