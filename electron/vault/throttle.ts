/**
 * Slows down guessing at the keyboard, across restarts: every attempt is written down before the passphrase is tried, so that
 * killing the program does not win a free one. Within one run a clock that nobody can set decides; across runs the computer's.
 * A copied vault, or whoever deletes this file, is out of its reach; there scrypt and the passphrase must hold.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { codeOf, sweepParts, writeAtomic } from "./atomicFile.ts";

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

/** Least wait, ms, after an attempt that could not be written down. */
const UNWRITTEN_MS = 30_000;

export interface Clocks {
  /** The computer's, epoch ms: anybody may set it. */
  readonly now: () => number;
  /** Milliseconds that only go forward, from anywhere. */
  readonly steady: () => number;
}

interface Running {
  readonly attempts: number;
  /** On the steady clock. */
  readonly ready: number;
}

export class Throttle {
  readonly #path: string;
  readonly #clocks: Clocks;
  #running: Promise<Running> | undefined;
  #told = false;

  constructor(path: string, clocks: Clocks) {
    this.#path = path;
    this.#clocks = clocks;
  }

  /** Until when attempts wait (epoch ms; 0 when they need not), and how many were wrong so far. */
  async look(): Promise<{ readonly until: number; readonly attempts: number }> {
    const { attempts, ready } = await this.#load();
    const left = Math.ceil(ready - this.#clocks.steady());
    return { attempts, until: left > 0 ? this.#clocks.now() + left : 0 };
  }

  /**
   * Counts an attempt as wrong until `succeeded`; throws `vault.throttled` {until, attempts} while it must wait. The first that
   * cannot be written down is refused with `vault.write` {file, why}; after that the count is kept here alone, and waits longer.
   */
  async attempt(): Promise<void> {
    const { until, attempts } = await this.look();
    if (until > 0) throw new FaultError("vault.throttled", { until, attempts }, "retry");
    const why = await this.#save(attempts + 1);
    if (why === undefined || this.#told) return;
    this.#told = true;
    this.#wait(attempts, UNWRITTEN_MS);
    throw new FaultError("vault.write", { file: this.#path, why }, "retry");
  }

  /** The vault is open: a count that cannot be written back only makes a later wait longer. */
  async succeeded(): Promise<void> {
    await this.#save(0);
  }

  #load(): Promise<Running> {
    this.#running ??= this.#read();
    return this.#running;
  }

  async #read(): Promise<Running> {
    await sweepParts(this.#path);
    const now = this.#clocks.now();
    const { attempts, since, until } = await read(this.#path, now);
    const most = delayAfter(attempts) * 1000;
    // Written by a clock that was ahead of this one, whichever is wrong: the whole delay, once, on the clock as it is now.
    if (now < since) await this.#write({ attempts, since: now, until: now + most });
    const left = now < since ? most : Math.min(most, Math.max(0, until - now));
    return { attempts, ready: this.#clocks.steady() + left };
  }

  #wait(attempts: number, ms: number): void {
    this.#running = Promise.resolve({ attempts, ready: this.#clocks.steady() + ms });
  }

  /** Why it could not be written. */
  async #save(attempts: number): Promise<string | undefined> {
    const ms = delayAfter(attempts) * 1000;
    const now = this.#clocks.now();
    this.#wait(attempts, ms);
    const why = await this.#write(attempts === 0 ? FRESH : { attempts, since: now, until: now + ms });
    if (why !== undefined && attempts > 0) this.#wait(attempts, Math.max(ms, UNWRITTEN_MS));
    return why;
  }

  async #write(state: State): Promise<string | undefined> {
    try {
      await writeAtomic(this.#path, JSON.stringify(state));
      return undefined;
    } catch (error) {
      return codeOf(error) ?? "unknown";
    }
  }
}

/** A file that cannot be read counts as three wrong attempts: damaging it is no way around the delays. */
async function read(path: string, now: number): Promise<State> {
  try {
    return State.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    return codeOf(error) === "ENOENT" ? FRESH : { attempts: 3, since: now, until: now + delayAfter(3) * 1000 };
  }
}
