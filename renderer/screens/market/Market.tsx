/** The market: a carrier's day with its book, the auction, the reader's own offers and negotiations, each under its tab. */
import { Button, Tabs } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import { Carrier } from "../../../shared/ledger/units.ts";
import { provedOf, verifiedOf } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { whole } from "../../parts/figures.ts";
import { Sealed } from "../../parts/Sealed.tsx";
import { addDays, dateText } from "../../parts/times.ts";
import { app, go } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { MarketDay } from "./MarketDay.tsx";
import { MyOffers } from "./MyOffers.tsx";
import { marketWords } from "./words.ts";
import "./market.css";
import "../contracts/contracts.css";

const PLACES = [...Carrier.options, "mine"] as const;
type Place = (typeof PLACES)[number];
const isCarrier = (place: Place): place is Carrier => Carrier.options.some((one) => one === place);

export default function Market() {
  const t = marketWords.use();
  const home = verifiedOf(useRead("home.get", {}));
  return (
    <Screen>
      <Sealed of={home}>{(value) => <Open home={value} />}</Sealed>
      {home.state === "verified" ? null : <p className="dim empty">{t("sheet.noNetwork")}</p>}
    </Screen>
  );
}

function Open({ home }: { home: HomeView }) {
  const t = marketWords.use();
  const lang = useLang();
  const rest = useStore(app, (state) => state.route.rest);
  const place = PLACES.find((one) => one === rest) ?? "electricity";
  const [date, setDate] = useState(home.market.date);
  const mine = provedOf(useRead("market.mine", {}));
  return (
    <>
      <div className="market-top">
        <Tabs value={place} onChange={(value) => go("market", value ?? "electricity")}>
          <Tabs.List>
            {Carrier.options.map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(one)}
              </Tabs.Tab>
            ))}
            <Tabs.Tab value="mine" className="tab-apart">
              {t("myOffers")}
              {mine && mine.length > 0 ? <span className="count">{whole(lang, mine.length)}</span> : null}
            </Tabs.Tab>
          </Tabs.List>
        </Tabs>
        {isCarrier(place) ? <DayStepper today={home.market.date} date={date} onDate={setDate} /> : null}
      </div>
      {isCarrier(place) ? (
        <MarketDay key={`${place} ${date}`} home={home} carrier={place} date={date} />
      ) : (
        <MyOffers home={home} />
      )}
    </>
  );
}

function DayStepper(props: { today: string; date: string; onDate: (date: string) => void }) {
  const t = marketWords.use();
  const lang = useLang();
  const { today, date, onDate } = props;
  const name = date === today ? t("today") : date === addDays(today, 1) ? t("tomorrow") : null;
  const dated = dateText(lang, date, "short");
  return (
    <span className="stepper market-right">
      <Button
        variant="subtle"
        aria-label={t("earlier")}
        disabled={date <= today}
        onClick={() => onDate(addDays(date, -1))}
      >
        ‹
      </Button>
      <b className="b">{name ? t("day", { name, date: dated }) : dated}</b>
      <Button
        variant="subtle"
        aria-label={t("later")}
        disabled={date >= addDays(today, 7)}
        onClick={() => onDate(addDays(date, 1))}
      >
        ›
      </Button>
    </span>
  );
}
