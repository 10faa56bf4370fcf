/**
 * Zone and market time, so that nobody takes the hours on a screen for those of the wall: they may run faster (DESIGN §2). A time by
 * the computer's clock is called so where it stands.
 */
import { momentText } from "../parts/times.ts";
import { useLang } from "../words/i18n.ts";
import { useHome } from "./market.ts";
import { frameWords } from "./words.ts";

export function MarketClock() {
  const t = frameWords.use();
  const lang = useLang();
  const home = useHome();
  if (!home) return null;
  const { now, utcOffset, rate } = home.market;
  const parts = [t("zone", { zone: home.zone }), t("marketTime", { now: momentText(lang, now + utcOffset) })];
  if (rate !== 1) parts.push(t("marketRate", { rate }));
  return <span className="market-clock">{parts.join(t("separator"))}</span>;
}
