/** What the street makes and uses, and who most. The meters' own word: no seal. */
import { kilo } from "../../parts/figures.ts";
import { Key } from "../../parts/Key.tsx";
import type { StopProps } from "./stopProps.ts";
import { streetNow } from "../streetNow.ts";
import { kioskWords } from "../words.ts";

export function NowStop({ street, lang }: StopProps) {
  const t = kioskWords.use();
  if (!street.meters) return <p className="kiosk-wait">{t("connecting")}</p>;
  const now = streetNow(street.meters);
  const most = now.homes.toSorted((a, b) => b.making - a.making)[0];
  const least = now.homes.toSorted((a, b) => b.using - a.using)[0];
  const name = (one: typeof most): string => one?.home.name[lang === "en" ? "en" : "zh"] ?? "";
  const figure = (watts: number) => (
    <b className="fig">
      {kilo(lang, watts, 2)}
      <small>kW</small>
    </b>
  );
  return (
    <dl className="kiosk-facts">
      <dt>
        <Key hue="gen" />
        {t("making")}
      </dt>
      <dd>{figure(now.making)}</dd>
      <dt>
        <Key hue="load" />
        {t("using")}
      </dt>
      <dd>{figure(now.using)}</dd>
      <dt>{t("tour.now.most")}</dt>
      <dd>
        {name(most)} {figure(most?.making ?? 0)}
      </dd>
      <dt>{t("tour.now.least")}</dt>
      <dd>
        {name(least)} {figure(least?.using ?? 0)}
      </dd>
      <dt className="dim">{t("simulated")}</dt>
      <dd />
    </dl>
  );
}
