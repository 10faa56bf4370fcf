/** Who sells to whom now, as lines of text: on a portrait screen in the place of the lines above the roofs, and for whoever does not see them. */
import type { StreetLedger, StreetMeters } from "../../shared/ipc/kioskViews.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { kilo, priceMark } from "../parts/figures.ts";
import { lanesOf } from "./lanes.ts";
import { kioskWords } from "./words.ts";

export function TradeList(props: { meters: StreetMeters; trades: StreetLedger["trades"]; lang: Lang }) {
  const t = kioskWords.use();
  const { meters, lang } = props;
  const name = (i: number): string => meters.homes[i]?.name[lang === "en" ? "en" : "zh"] ?? "";
  const lanes = lanesOf(
    props.trades,
    meters.homes.map(({ party }) => party),
  );
  return (
    <ul className="kiosk-trades" aria-label={t("trades")}>
      {lanes.map(({ from, to, watts, price }) => (
        <li key={`${from} ${to}`}>
          <span>{t("sells", { seller: name(from), buyer: name(to) })}</span>
          <b>{kilo(lang, watts, 2)} kW</b>
          <span className="dim">{priceMark(lang, price)}</span>
        </li>
      ))}
    </ul>
  );
}
