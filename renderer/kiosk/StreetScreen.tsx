/** The start: who shares how much now, the homes and what runs between them, the street's day, four figures, and the way into the tour. */
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { kilo, price, sum, yuan } from "../parts/figures.ts";
import { Key } from "../parts/Key.tsx";
import { Seal, sealOf } from "../parts/Seal.tsx";
import type { Street } from "./answers.ts";
import { DayBand } from "./DayBand.tsx";
import { HomeRows, Homes } from "./Homes.tsx";
import { streetNow } from "./streetNow.ts";
import { TradeList } from "./TradeList.tsx";
import { kioskWords } from "./words.ts";

export function StreetScreen({ street, lang, go }: { street: Street; lang: Lang; go: () => void }) {
  const t = kioskWords.use();
  const { meters, ledger } = street;
  const value = ledger.state === "verified" ? ledger.value : null;
  const now = meters && streetNow(meters);
  const prices = value?.trades.map((trade) => trade.price) ?? [];
  const [low, high] = [Math.min(...prices), Math.max(...prices)];
  const past = value ? Math.floor((value.now - value.start) / value.slotSeconds) + 1 : 0;
  return (
    <main className="kiosk-street">
      <h1>
        {value && value.watts > 0 ? (
          <>
            {t("heading.before")} <em>{kilo(lang, value.watts, 2)} kW</em>
            {lang === "en" ? " " : ""}
            {t("heading.after")}
          </>
        ) : (
          t("headingNone")
        )}
      </h1>
      {meters ? (
        <>
          <Homes meters={meters} trades={value?.trades ?? []} lang={lang} />
          <HomeRows meters={meters} lang={lang} />
          <TradeList meters={meters} trades={value?.trades ?? []} lang={lang} />
          <DayBand meters={meters} ledger={value} />
        </>
      ) : (
        <p className="kiosk-wait">{t("connecting")}</p>
      )}
      <footer className="kiosk-foot">
        <div>
          <p>
            <Key hue="gen" />
            {t("making")}
          </p>
          <div className="fig">
            {now ? kilo(lang, now.making, 2) : "–"}
            <small>kW</small>
          </div>
        </div>
        <div>
          <p>
            <Key hue="load" />
            {t("using")}
          </p>
          <div className="fig">
            {now ? kilo(lang, now.using, 2) : "–"}
            <small>kW</small>
          </div>
        </div>
        <div>
          <p>
            <Key hue="sold" />
            {t("shared")}
            <Seal seal={sealOf(ledger)} big />
          </p>
          <div className="fig">
            {value ? kilo(lang, sum(value.sold.slice(0, past)), 2) : "–"}
            <small>kWh</small>
          </div>
        </div>
        <div>
          <p>
            {t("price")}
            <Seal seal={sealOf(ledger)} big />
          </p>
          <div className="fig">
            {prices.length === 0 ? (
              <small>{value ? t("noTrade") : "–"}</small>
            ) : (
              <>
                <small className="pre">¥</small>
                {low === high ? price(lang, low) : `${yuan(lang, low)}–${yuan(lang, high)}`}
                <small>{t("perKwh")}</small>
              </>
            )}
          </div>
        </div>
        <button type="button" className="kiosk-go" onClick={go}>
          {t("go")}
        </button>
      </footer>
    </main>
  );
}
