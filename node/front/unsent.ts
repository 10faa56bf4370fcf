/**
 * What is answered and not read yet: bytes for each address and in all, and a time for each answer. Who asks for megabytes and does not
 * read them would otherwise make us keep them.
 */
import { groupOf } from "./rates.ts";

export interface UnsentLimits {
  /** Bytes that may wait for one address (an IPv6 /64); its first answer may be larger. */
  readonly address: number;
  /** Bytes that may wait in all. */
  readonly all: number;
  /** Bytes of one address that may wait even then, so that who asks little is served while others fill the rest. */
  readonly small: number;
  /** Milliseconds that any answer may take, and bytes a millisecond that are expected of a large one. */
  readonly ms: number;
  readonly bytesPerMs: number;
}
export const UNSENT_LIMITS: UnsentLimits = {
  address: 32_000_000,
  all: 256_000_000,
  small: 64_000,
  ms: 10_000,
  bytesPerMs: 100,
};

export interface Unsent {
  /**
   * Counts an answer until the returned function is called, once it is sent or its connection has gone; undefined, and nothing counted,
   * when there is no room. `drop` is called when the answer is not read in time.
   */
  hold(address: string, bytes: number, drop: () => void): (() => void) | undefined;
  readonly bytes: number;
}

export function unsent(limits: UnsentLimits): Unsent {
  const held = new Map<string, number>();
  let all = 0;
  return {
    hold(address, bytes, drop) {
      const group = groupOf(address);
      const before = held.get(group) ?? 0;
      const after = before + bytes;
      if ((before > 0 && after > limits.address) || (all + bytes > limits.all && after > limits.small))
        return undefined;
      held.set(group, after);
      all += bytes;
      const late = setTimeout(drop, limits.ms + bytes / limits.bytesPerMs);
      late.unref();
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        clearTimeout(late);
        all -= bytes;
        const left = (held.get(group) ?? 0) - bytes;
        if (left > 0) held.set(group, left);
        else held.delete(group);
      };
    },
    get bytes() {
      return all;
    },
  };
}
