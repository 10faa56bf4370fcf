/** What was said on a topic, read as JSON and followed along a path: `a.b[0].c`, or names in brackets: `a['b c']`. */

/** Longer messages are no figures. */
export const PAYLOAD_MAX = 65_536;

/** The parsed text, or undefined where it is no JSON. */
export function jsonOf(text: string): unknown {
  if (text.length > PAYLOAD_MAX) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const STEP = /^(?:\.?([A-Za-z0-9_:-]+)|\[(\d{1,4})\]|\['([^'\]]{1,100})'\]|\["([^"\]]{1,100})"\])/;

/** The steps of a path; null where it is not written like one. */
export function stepsOf(path: string): readonly string[] | null {
  const steps: string[] = [];
  let rest = path.trim();
  while (rest !== "") {
    const step = STEP.exec(rest);
    if (!step || steps.length === 16) return null;
    steps.push(step[1] ?? step[2] ?? step[3] ?? step[4] ?? "");
    rest = rest.slice(step[0].length);
  }
  return steps;
}

/** Own members alone; undefined where the path leads nowhere. */
export function at(value: unknown, steps: readonly string[]): unknown {
  let here = value;
  for (const step of steps) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = Reflect.get(here, step) as unknown;
  }
  return here;
}

/** The members of an object; none of anything else. */
export const membersOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
