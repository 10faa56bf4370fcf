/** How long until a market second, in words. */
import { officeWords } from "./words.ts";

export function leftText(seconds: number): string {
  const t = officeWords.say;
  if (seconds <= 0) return t("over");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? t("minutes", { m: minutes }) : t("hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
}
