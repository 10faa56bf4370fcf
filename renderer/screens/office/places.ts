/** The pages of the offices, and which office sees which: found from the account's roles on the ledger. */
import type { Office } from "../../../shared/ipc/officeIntent.ts";
import type { Role } from "../../../shared/ledger/units.ts";
import type { Place } from "../../store/app.ts";

export const OFFICE_PAGES = [
  "balance",
  "decisions",
  "parties",
  "disputes",
  "rules",
  "signals",
  "meters",
  "tariffs",
  "health",
] as const;
export type OfficePage = (typeof OFFICE_PAGES)[number];

/** The offices among an account's roles. */
export const officesOf = (roles: readonly Role[]): readonly Office[] =>
  (["regulator", "operator", "utility"] as const).filter((office) => roles.includes(office));

const PAGES: { readonly [O in Office]: readonly OfficePage[] } = {
  regulator: ["balance", "decisions", "parties", "disputes", "rules", "health"],
  operator: ["balance", "signals", "meters", "parties", "health"],
  utility: ["balance", "tariffs", "parties", "health"],
};

/** Of all offices that one account holds, each page once. */
export const pagesOf = (offices: readonly Office[]): readonly OfficePage[] =>
  OFFICE_PAGES.filter((page) => offices.some((office) => PAGES[office].includes(page)));

/** The places of a trader that an office needs as well. */
export function placesBeside(offices: readonly Office[]): readonly Extract<Place, "market" | "contracts" | "money">[] {
  if (offices.includes("utility")) return ["market", "contracts", "money"];
  return offices.includes("operator") ? ["money"] : [];
}

export const pageNamed = (name: string | null, pages: readonly OfficePage[]): OfficePage =>
  pages.find((page) => page === name) ?? pages[0] ?? "balance";
