/** An offer as it stands in the book now. */
import { kilo, priceMark } from "../../parts/figures.ts";
import { momentText } from "../../parts/times.ts";
import type { StopProps } from "./stopProps.ts";
import { kioskWords } from "../words.ts";
import { Proven } from "./Proven.tsx";

export function OfferStop({ street, lang }: StopProps) {
  const t = kioskWords.use();
  return (
    <Proven ledger={street.ledger}>
      {({ offer, utcOffset }, seal) => {
        if (!offer) return <p className="kiosk-wait">{t("tour.offer.none")}</p>;
        const name = offer.party.name?.[lang === "en" ? "en" : "zh"] ?? offer.party.id;
        const moment = (at: number): string => momentText(lang, at + utcOffset);
        return (
          <dl className="kiosk-facts">
            <dt>{t(`tour.offer.${offer.side}`, { name })}</dt>
            <dd>
              <b className="fig">
                {kilo(lang, offer.wh)}
                <small>kWh</small>
              </b>
              {seal}
              <span className="dim">{t("tour.offer.when", { from: moment(offer.from), to: moment(offer.to) })}</span>
            </dd>
            <dt>{t("tour.offer.price")}</dt>
            <dd>
              <b className="fig">
                {priceMark(lang, offer.price)}
                <small>{t("perKwh")}</small>
              </b>
              {seal}
            </dd>
            <dt>{t("tour.offer.allIn")}</dt>
            <dd>
              <b className="fig">
                {priceMark(lang, offer.allIn)}
                <small>{t("perKwh")}</small>
              </b>
              {seal}
            </dd>
          </dl>
        );
      }}
    </Proven>
  );
}
