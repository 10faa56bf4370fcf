/** A fault while joining a network as a sentence: what happened, and that nothing was joined. */
import { FaultError } from "../../shared/ipc/fault.ts";
import type { networkWords } from "./networkWords.ts";

const KNOWN = {
  "safe.tooLargeFile": "faults.tooLarge",
  "file.read": "faults.read",
  "vault.write": "faults.write",
  "safe.networkOther": "faults.other",
  "node.damaged": "faults.nodeDamaged",
  "node.ended": "faults.nodeEnded",
  "link.closed": "faults.nodeEnded",
} as const;

export function networkFault(t: ReturnType<typeof networkWords.use>, error: unknown): string {
  if (!(error instanceof FaultError)) return t("faults.unknown", { code: "internal" });
  const { code, data } = error.fault;
  const key = Object.hasOwn(KNOWN, code) ? KNOWN[code as keyof typeof KNOWN] : undefined;
  const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
  return key ? t(key, values) : t("faults.unknown", { code });
}
