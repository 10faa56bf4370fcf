/**
 * Nonce indexes of an account and UTC day (DESIGN §3): handed out once, on the disk before they are used, from a random place on,
 * so that two computers with the same phrase seldom meet. Only what was never signed comes back.
 */
import { FaultError } from "../../shared/ipc/fault.ts";
import { NONCES_PER_DAY, nonceUsed } from "../../shared/ledger/nonces.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import type { Store } from "../store/store.ts";

export interface Nonces {
  /**
   * An index free in our book and our outbox and, as far as known, on the ledger (`used`: verified bitmap of the day, hex).
   * Fault "nonce.none" {day} when the day's quota is used up.
   */
  take(sender: string, validUntil: number, used: string | null): number;
  /** Of what was never signed. An index that something in the outbox has stays taken. */
  giveBack(sender: string, validUntil: number, index: number): void;
  /** How many of a day are handed out. */
  taken(sender: string, day: number): number;
}

/** `random`: a whole number in [0, n). */
export function noncesOf(store: Store, chain: string, random: (n: number) => number): Nonces {
  // What another computer signed and a file brought here was never handed out here, and is spoken for all the same.
  const find = store.db.prepare(`SELECT 1 FROM nonce WHERE chain = ?1 AND sender = ?2 AND day = ?3 AND idx = ?4
    UNION ALL SELECT 1 FROM outbox WHERE chain = ?1 AND sender = ?2 AND valid_until / 86400 = ?3 AND nonce = ?4`);
  const insert = store.db.prepare("INSERT INTO nonce (chain, sender, day, idx) VALUES (?,?,?,?)");
  const count = store.db.prepare("SELECT count(*) AS n FROM nonce WHERE chain = ? AND sender = ? AND day = ?");
  const free = store.db
    .prepare(`DELETE FROM nonce WHERE chain = ?1 AND sender = ?2 AND day = ?3 AND idx = ?4 AND NOT EXISTS
    (SELECT 1 FROM outbox WHERE chain = ?1 AND sender = ?2 AND valid_until / 86400 = ?3 AND nonce = ?4)`);
  const forget = store.db.prepare("DELETE FROM nonce WHERE chain = ? AND sender = ? AND day < ?");
  return {
    taken: (sender, day) => Number(count.get(chain, sender, day)?.["n"] ?? 0),
    giveBack: (sender, validUntil, index) => void free.run(chain, sender, utcDay(validUntil), index),
    take(sender, validUntil, used) {
      const day = utcDay(validUntil);
      return store.durable(() => {
        const start = random(NONCES_PER_DAY);
        for (let i = 0; i < NONCES_PER_DAY; i++) {
          const index = (start + i) % NONCES_PER_DAY;
          if (find.get(chain, sender, day, index) !== undefined) continue;
          if (used !== null && nonceUsed(used, index)) continue;
          insert.run(chain, sender, day, index);
          forget.run(chain, sender, day - 60);
          return index;
        }
        throw new FaultError("nonce.none", { day }, "retry");
      });
    },
  };
}
