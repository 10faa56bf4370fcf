/** Where and when the mock bridge plays: its options, the street, the clock. */
import type { Office } from "../../../shared/ipc/officeIntent.ts";
import type { Lang, StatusView, Theme } from "../../../shared/ipc/ledgerViews.ts";

export type Scene = "full" | "many" | "new" | "offline" | "refused" | "fault" | "loading";
export interface MockOptions {
  scene: Scene;
  /** The account in front is one that is only watched. */
  watched?: boolean;
  lang: Lang;
  theme: Theme;
  simulated: boolean;
  /** Slots of the market's day: 92, 96 or 100. */
  daySlots: number;
  /** The office that the account holds; a prosumer's without. */
  office?: Office;
  metered?: boolean;
  /** Instead of the scene's status. */
  status?: Partial<StatusView>;
}

export const OFFSET = 28_800;
export const SLOT = 900;
export const DATE = "2026-06-17";
export const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000 - OFFSET;
export const slotOf = (date: string, slot: number) => midnight(date) / SLOT + slot;
export const NOW = midnight(DATE) + 14 * 3600 + 10 * 60;
export const CHARGES = { network: 22_000, levy: 8000, taxPpm: 30_000, lossPpm: 12_000 };
export const hex = (seed: string) =>
  [...Array(64).keys()].map((i) => "0123456789abcdef"[(seed.charCodeAt(i % seed.length) * 7 + i * 5) % 16]).join("");
const party = (id: string, en: string, zh: string) => ({
  id: `watt1${id.padEnd(38, "q9x7k3m5")}`,
  name: { en, zh },
  me: false,
});
export const LI = party("liq9x", "Li’s Bakery", "李家面包房");
export const WANG = party("wang2", "Wang Min, No. 9", "王敏（9 号）");
export const WIND = party("wind3", "East Wind Co-op", "城东风电合作社");
export const CHEN = party("chen4", "Chen, No. 4", "陈家（4 号）");
export const CLINIC = party("clin5", "East Gate Clinic", "东门诊所");
export const CITY = party("city6", "City Power", "城市供电公司");
export const STRANGER = { id: "watt1zzk0p3d8uf4e2v7q9x7k3m5q9x7k3m5t0uaw", name: null, me: false };
export const ME = { id: "watt1m4tq9x7k3m5q9x7k3m5q9x7k3m5q9x7kc0ae", name: null, me: true };

export const total = (values: readonly (number | null)[]) => values.reduce<number>((sum, v) => sum + (v ?? 0), 0);
