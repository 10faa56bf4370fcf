/** Free nonces of one party: the ledger's bitmaps say which indices are used, so nothing is kept on disk (DESIGN §3). */
import { NONCES_PER_DAY, nonceUsed } from "../../shared/ledger/nonces.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import type { StreetHost } from "./port.ts";

const DAY = 86_400;
/** A day that ends sooner than this (header seconds) is passed over. */
const MARGIN = 900;

export interface Nonces {
  /** The next free index of the nearest day that has one, within `days` from `header` (seconds); undefined when all are spent. */
  take(header: number, days: number): { readonly validUntil: number; readonly nonce: number } | undefined;
}

export function openNonces(host: Pick<StreetHost, "query">, party: string): Nonces {
  const used = new Map<number, Set<number>>();

  const ofDay = (day: number): Set<number> => {
    const known = used.get(day);
    if (known) return known;
    const bitmap = host.query("nonces", { party, day }).used;
    const read = new Set<number>();
    for (let i = 0; i < NONCES_PER_DAY; i++) if (nonceUsed(bitmap, i)) read.add(i);
    used.set(day, read);
    return read;
  };

  return {
    take(header, days) {
      const first = utcDay(header + MARGIN);
      for (const day of used.keys()) if (day < first) used.delete(day);
      for (let day = first; (day + 1) * DAY - 1 <= header + days * DAY; day++) {
        const indices = ofDay(day);
        if (indices.size >= NONCES_PER_DAY) continue;
        // Handed out in order, so the free one is at the size, or soon after where something else used the account.
        let nonce = indices.size;
        while (indices.has(nonce % NONCES_PER_DAY)) nonce++;
        nonce %= NONCES_PER_DAY;
        indices.add(nonce);
        return { validUntil: (day + 1) * DAY - 1, nonce };
      }
      return undefined;
    },
  };
}
