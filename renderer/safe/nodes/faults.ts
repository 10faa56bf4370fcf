/** What the list of nodes refuses, as sentences. */
import { FaultError } from "../../../shared/ipc/fault.ts";
import { faultText } from "../faults.ts";
import type { safeWords } from "../words.ts";
import type { nodesWords } from "./words.ts";

const KNOWN = {
  "nodes.there": "faults.there",
  "nodes.full": "faults.full",
  "nodes.gone": "faults.gone",
  "nodes.ofFile": "faults.ofFile",
  "nodes.builtIn": "faults.builtIn",
  "nodes.noNetwork": "faults.noNetwork",
  "safe.tooSoon": "faults.tooSoon",
  "record.write": "faults.write",
} as const;
const ADDRESS = {
  long: "faults.long",
  url: "faults.url",
  scheme: "faults.scheme",
  user: "faults.user",
  more: "faults.more",
  http: "faults.http",
} as const;

export function nodesFault(
  t: ReturnType<typeof nodesWords.use>,
  safe: ReturnType<typeof safeWords.use>,
  error: unknown,
): string {
  if (!(error instanceof FaultError)) return faultText(safe, error);
  const { code, data } = error.fault;
  if (code === "nodes.address") {
    const problem = String(data["problem"]);
    return t(Object.hasOwn(ADDRESS, problem) ? ADDRESS[problem as keyof typeof ADDRESS] : "faults.url");
  }
  const key = Object.hasOwn(KNOWN, code) ? KNOWN[code as keyof typeof KNOWN] : undefined;
  if (!key) return faultText(safe, error);
  return t(key, Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)])));
}
