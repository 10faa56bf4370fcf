/** What the address book refuses, as sentences. */
import { FaultError } from "../../../shared/ipc/fault.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { faultText } from "../faults.ts";
import type { safeWords } from "../words.ts";
import type { bookWords } from "./words.ts";

const KNOWN = {
  "book.address": "faults.address",
  "book.own": "faults.own",
  "book.there": "faults.there",
  "book.alike": "faults.alike",
  "book.sameName": "faults.sameName",
  "book.gone": "faults.gone",
  "book.full": "faults.full",
  "book.learned": "faults.learned",
  "safe.tooSoon": "faults.tooSoon",
  "record.write": "faults.write",
  "record.read": "faults.read",
} as const;
const NAME = { empty: "faults.nameEmpty", long: "faults.nameLong", characters: "faults.nameCharacters" } as const;

export function bookFault(
  t: ReturnType<typeof bookWords.use>,
  safe: ReturnType<typeof safeWords.use>,
  error: unknown,
): string {
  if (!(error instanceof FaultError)) return faultText(safe, error);
  const { code, data } = error.fault;
  if (code === "book.name") {
    const problem = String(data["problem"]);
    return t(Object.hasOwn(NAME, problem) ? NAME[problem as keyof typeof NAME] : "faults.nameCharacters");
  }
  const key = Object.hasOwn(KNOWN, code) ? KNOWN[code as keyof typeof KNOWN] : undefined;
  if (!key) return faultText(safe, error);
  return t(
    key,
    Object.fromEntries(
      Object.entries(data).map(([name, value]) => [
        name,
        name === "address" ? shortAddress(String(value)) : String(value),
      ]),
    ),
  );
}
