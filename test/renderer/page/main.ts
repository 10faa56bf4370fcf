/** The wallet's page on the mock bridge: `?lang=zh-CN&theme=dark&scene=offline#/market`. For looking, never shipped. */
import type { Office } from "../../../shared/ipc/officeIntent.ts";
import type { Lang, Theme } from "../../../shared/ipc/ledgerViews.ts";
import { mockBridge, type Scene } from "../mockBridge.ts";

const query = new URLSearchParams(location.search);
const one = <T extends string>(name: string, known: readonly T[], fallback: T): T =>
  known.find((value) => value === query.get(name)) ?? fallback;

window.wattlight = mockBridge({
  scene: one<Scene>("scene", ["full", "many", "new", "offline", "refused", "fault", "loading"], "full"),
  lang: one<Lang>("lang", ["zh-CN", "en"], "en"),
  theme: one<Theme>("theme", ["light", "dark", "system"], "light"),
  ...(query.has("office") && { office: one<Office>("office", ["regulator", "operator", "utility"], "regulator") }),
  simulated: query.get("simulated") !== "no",
  metered: query.get("metered") === "yes",
  daySlots: Number(query.get("slots") ?? 96),
});
await import("../../../renderer/main.tsx");
