/** Reaching into JSON and into what must be there, without casts in every test. */

/** The value, or a failure that says it is absent. */
export function some<T>(value: T | undefined | null, what = "value"): T {
  if (value === undefined || value === null) throw new Error(`no ${what}`);
  return value;
}

export type Loose = Record<string, unknown>;

/** The object at a path, to be changed in place. */
export function objectAt(json: unknown, ...path: readonly (string | number)[]): Loose {
  let at = json;
  for (const step of path) at = (at as Record<string | number, unknown>)[step];
  if (typeof at !== "object" || at === null) throw new Error(`no object at ${path.join(".")}`);
  return at as Loose;
}

export function listAt(json: unknown, ...path: readonly (string | number)[]): Loose[] {
  const list = objectAt(json, ...path) as unknown;
  if (!Array.isArray(list)) throw new Error(`no list at ${path.join(".")}`);
  return list as Loose[];
}
