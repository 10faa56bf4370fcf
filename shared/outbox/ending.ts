/** How an entry of an outbox ended, as the ledger proves it. */
import { decodeCanonical } from "../codec/canonical.ts";
import { NONCE_KEPT_DAYS, nonceUsed } from "../ledger/nonces.ts";
import { parseRefusal } from "../ledger/parseRefusal.ts";
import type { Refusal } from "../ledger/records.ts";
import { utcDay } from "../ledger/time.ts";
import type { TxBody } from "../ledger/transactions.ts";
import type { ExecResult } from "../light/results.ts";

export type Ending = {
  readonly state: "committed" | "refused" | "expired";
  /** Block that took it; of an expired one the state that proves its number unused. */
  readonly height: number | null;
  readonly refusal: Refusal | null;
};

/** Of a transaction whose result is proved; code 0 is taken, anything else refused by the rule in `data`. */
export function endingOf(height: number, { code, data }: Pick<ExecResult, "code" | "data">): Ending {
  if (code === 0) return { state: "committed", height, refusal: null };
  const decoded = decodeCanonical(data, { bytes: 65_536, depth: 16 });
  return { state: "refused", height, refusal: decoded.ok ? parseRefusal(decoded.value) : { rule: "unknown" } };
}

/** Whether a proved state says that it lapsed: `time` is that of the header that proves it, `used` the bitmap of the day of `validUntil`. */
export function hasLapsed(
  { validUntil, nonce }: Pick<TxBody, "validUntil" | "nonce">,
  time: number,
  used: string,
): boolean {
  return canLapse({ validUntil }, time) && !nonceUsed(used, nonce);
}

/** Past its end, and the ledger still keeps the day's numbers: later than that nothing can be told from them. */
export function canLapse({ validUntil }: Pick<TxBody, "validUntil">, time: number): boolean {
  return time >= validUntil && utcDay(time) <= utcDay(validUntil) + NONCE_KEPT_DAYS;
}
