/** A token bucket per address: so many requests at once, and so many a second after that. Idle addresses are forgotten. */

export interface Rates {
  /** True when the address may make one more request now; `now` in milliseconds. */
  take(address: string, now: number): boolean;
  readonly size: number;
}

/** Addresses kept in mind; whoever fills more than that at once shares what is left, by being forgotten first. */
const MOST = 100_000;

export function rates(perSecond: number, burst: number): Rates {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(address, now) {
      const key = groupOf(address);
      const known = buckets.get(key);
      const tokens = known ? Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond) : burst;
      // Moved to the end: the map's first is the one that was idle for longest.
      buckets.delete(key);
      buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
      if (buckets.size > MOST)
        for (const oldest of buckets.keys()) {
          buckets.delete(oldest);
          break;
        }
      return tokens >= 1;
    },
    get size() {
      return buckets.size;
    },
  };
}

/** An IPv6 customer has a whole /64: its first four groups count. */
export function groupOf(address: string): string {
  const plain = address.replace(/^::ffff:/, "");
  if (!plain.includes(":")) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === "" ? [] : tail.split(":");
  const whole = plain.includes("::")
    ? [...groups, ...Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => "0"), ...rest]
    : groups;
  return whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
