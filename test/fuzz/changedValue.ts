/** Random JSON near genuine one: what the reader of a shape has to bear, where changed bytes would seldom come through. */
import type { Random } from "./mutate.ts";

const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  "",
  "0",
  "-1",
  "99999999999999999999",
  [],
  {},
  "zz",
  "AB",
];

interface Place {
  readonly within: Record<string, unknown>;
  readonly key: string;
}

/** The genuine JSON with one of its values replaced, changed in one character or taken out; seldom a whole object or list. */
export function changedValue(json: object, random: Random): object {
  const copy = JSON.parse(JSON.stringify(json)) as Record<string, unknown>;
  const [inner, leaves]: [Place[], Place[]] = [[], []];
  const open = [copy];
  for (let within = open.pop(); within !== undefined; within = open.pop()) {
    for (const [key, value] of Object.entries(within)) {
      const deeper = typeof value === "object" && value !== null;
      (deeper ? inner : leaves).push({ within, key });
      if (deeper) open.push(value as Record<string, unknown>);
    }
  }
  const places = random.below(8) === 0 ? inner : leaves;
  const place = places[random.below(places.length)];
  if (place === undefined) return copy;
  const { within, key } = place;
  const value = within[key];
  if (random.below(4) === 0) delete within[key];
  else if (typeof value === "string" && value.length > 0 && random.below(2) === 0) {
    const i = random.below(value.length);
    within[key] = value.slice(0, i) + "0123456789ABCDEFabc=".charAt(random.below(20)) + value.slice(i + 1);
  } else within[key] = VALUES[random.below(VALUES.length)];
  return copy;
}
