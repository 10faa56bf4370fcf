/** A fault as a sentence: what happened, what is safe, what to do. */
import { FaultError } from "../../shared/ipc/fault.ts";
import type { safeWords } from "./words.ts";

const KNOWN = {
  "safe.otherAccount": "faults.otherAccount",
  "words.count": "faults.wordsCount",
  "words.unknown": "faults.wordsUnknown",
  "words.mixed": "faults.wordsMixed",
  "words.checksum": "faults.wordsChecksum",
  "vault.wrongPassphrase": "faults.wrongPassphrase",
  "vault.throttled": "faults.throttled",
  "vault.weakPassphrase": "faults.weakPassphrase",
  "vault.exists": "faults.exists",
  "vault.write": "faults.write",
  "vault.content": "faults.content",
  "vault.busy": "faults.busy",
  "system.off": "unlock.systemOff",
  "system.refused": "unlock.systemRefused",
  "system.unavailable": "unlock.systemRefused",
  "node.damaged": "faults.nodeDamaged",
  "node.ended": "faults.nodeEnded",
  "link.closed": "faults.nodeEnded",
  "sign.tooSoon": "faults.tooSoon",
  "sign.otherDigest": "faults.otherDigest",
} as const;

export function faultText(t: ReturnType<typeof safeWords.use>, error: unknown): string {
  if (!(error instanceof FaultError)) return t("faults.other", { code: "internal" });
  const { code, data } = error.fault;
  const key = Object.hasOwn(KNOWN, code) ? KNOWN[code as keyof typeof KNOWN] : undefined;
  const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
  return key ? t(key, values) : t("faults.other", { code });
}
