/** An installer's certificates per UTC day of header time (DESIGN §3: abuse is bounded by identity and quotas). */
import type { Reader } from "../../state/reader.ts";
import type { Context } from "../context.ts";
import { KEY } from "../keys.ts";
import type { PartyRecord } from "../records.ts";
import { atMost, type Verdict } from "../rules.ts";
import { save } from "../stored.ts";
import { utcDay } from "../time.ts";

/** Certificates of an installer that were used on a UTC day. */
export function issuedOn(reader: Reader, day: number, installer: string): number {
  return (reader.get(KEY.issued(day, installer)) as number | undefined) ?? 0;
}

/** One more certificate of the installer today is within its quota. `header`: seconds. */
export function withinQuota(reader: Reader, installer: PartyRecord | undefined, header: number): Verdict {
  const used = installer ? issuedOn(reader, utcDay(header), installer.id) : 0;
  return atMost("register.quota", used + 1, installer?.certificates ?? 0, "count");
}

export function countCertificate({ state, header }: Context, installer: string): void {
  const day = utcDay(header);
  save(state, KEY.issued(day, installer), issuedOn(state, day, installer) + 1);
}

/** Counters of days that are over, at most `limit` of them. */
export function sweepIssued({ state, header }: Context, limit: number): void {
  const old = [...state.range("issued/", KEY.issued(utcDay(header), ""), { limit: Math.max(1, limit) })];
  for (const [key] of old) state.delete(key);
}
