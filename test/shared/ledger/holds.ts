/**
 * `expect` for invariants that are looked at millions of times: the same words, no set-up per call. Throws a Failure with both values.
 * Checks alone: it counts nothing, takes no snapshots and knows no test.
 */
import { isDeepStrictEqual } from "node:util";

export class Failure extends Error {
  constructor(what: string, got: unknown, wanted: unknown) {
    super(`${what}: got ${show(got)}, wanted ${show(wanted)}`);
  }
}

const show = (value: unknown): string => {
  const plain = value instanceof Map || value instanceof Set ? [...value] : value;
  return JSON.stringify(plain) ?? "undefined";
};

class Held {
  readonly #got: unknown;
  readonly #what: string;
  constructor(got: unknown, what: string) {
    this.#got = got;
    this.#what = what;
  }
  #must(holds: boolean, relation: string, wanted: unknown): void {
    if (!holds) throw new Failure(`${this.#what} ${relation}`, this.#got, wanted);
  }
  toBe(wanted: unknown): void {
    this.#must(Object.is(this.#got, wanted), "is", wanted);
  }
  notToBe(other: unknown): void {
    this.#must(!Object.is(this.#got, other), "is not", other);
  }
  toBeUndefined(): void {
    this.toBe(undefined);
  }
  toEqual(wanted: unknown): void {
    this.#must(isDeepStrictEqual(this.#got, wanted), "equals", wanted);
  }
  toContain(wanted: unknown): void {
    const got = this.#got;
    this.#must(got instanceof Set ? got.has(wanted) : Array.isArray(got) && got.includes(wanted), "contains", wanted);
  }
  /** Every member of `wanted` is there, equal. */
  toMatchObject(wanted: Readonly<Record<string, unknown>>): void {
    const got = Object(this.#got) as Record<string, unknown>;
    const fits = (of: unknown, like: unknown): boolean =>
      typeof like === "object" && like !== null && !Array.isArray(like)
        ? typeof of === "object" &&
          of !== null &&
          Object.entries(like).every(([key, value]) => fits((of as Record<string, unknown>)[key], value))
        : isDeepStrictEqual(of, like);
    this.#must(fits(got, wanted), "matches", wanted);
  }
  toBeLessThan(limit: number): void {
    this.#must((this.#got as number) < limit, "is less than", limit);
  }
  toBeGreaterThan(limit: number): void {
    this.#must((this.#got as number) > limit, "is greater than", limit);
  }
  toBeLessThanOrEqual(limit: number): void {
    this.#must((this.#got as number) <= limit, "is at most", limit);
  }
  toBeGreaterThanOrEqual(limit: number): void {
    this.#must((this.#got as number) >= limit, "is at least", limit);
  }
}

/** What must hold of a value, with a name for it where the figures alone would not tell. */
export const expect = (got: unknown, what = "it"): Held => new Held(got, what);
