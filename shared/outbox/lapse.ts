/** When a signed entry is about to lapse unseen: early enough that a person can still find a connection or another computer. */

/** Within the last quarter of its life, but at least ten minutes and at most a day before its end. */
const SHARE = 4;
const LEAST = 600;
const MOST = 86_400;

/** `signedAt`, `validUntil`, `now`: seconds. False once it is over: then a proof says how it ended. */
export function lapsesSoon(signedAt: number, validUntil: number, now: number): boolean {
  const left = validUntil - now;
  const quarter = Math.floor((validUntil - signedAt) / SHARE);
  return left > 0 && left <= Math.min(MOST, Math.max(LEAST, quarter));
}
