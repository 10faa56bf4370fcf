/** One decoder under fuzzing: what it is fed, and what it must never do. */
import type { Random } from "../mutate.ts";

export interface Target {
  readonly next: (random: Random) => Uint8Array;
  /** What became of an input: "accepted", or by what it was refused. Throws when a promise is broken. */
  readonly run: (input: Uint8Array) => string | Promise<string>;
}
