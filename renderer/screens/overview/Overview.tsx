/** The overview: now, today's line with what is sold and bought on it, contracts under way, and what needs me. */
import { Button } from "@mantine/core";
import type { DayView } from "../../../shared/ipc/energyViews.ts";
import type { ContractRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Verified } from "../../../shared/ipc/verified.ts";
import { Loaded, provedOf, verifiedOf } from "../../frame/Loaded.tsx";
import { firstSlotOf } from "../../frame/market.ts";
import { Screen } from "../../frame/Screen.tsx";
import { digitsFor, kilo, yuan } from "../../parts/figures.ts";
import { Figure, LedgerFigure } from "../../parts/Figure.tsx";
import { Key } from "../../parts/Key.tsx";
import type { Block } from "../../parts/ribbon/blocks.ts";
import { DayRibbon } from "../../parts/ribbon/DayRibbon.tsx";
import { mapVerified, WithheldLine } from "../../parts/Sealed.tsx";
import { clockText, dateSeconds, dateText } from "../../parts/times.ts";
import { go } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import { tradedToday } from "./flows.ts";
import { Needs } from "./Needs.tsx";
import { Now } from "./Now.tsx";
import { UnderWay } from "./UnderWay.tsx";
import { needWords } from "./needWords.ts";
import { overviewWords } from "./words.ts";
import "./overview.css";

const NO_BLOCKS: readonly Block[] = [];

export function Overview() {
  const t = overviewWords.use();
  const needs = needWords.use();
  const lang = useLang();
  const home = verifiedOf(useRead("home.get", {}));
  const live = useRead("energy.live", {});
  const day = useRead("energy.day", { source: "replay", date: null });
  const contracts = verifiedOf(useRead("contracts.list", {}));
  const market = home.state === "verified" ? home.value.market : null;
  const today = day.state === "ready" ? day.value : null;
  const local = market ? market.now + market.utcOffset : null;
  const date = market?.date ?? today?.date ?? null;
  const registration = home.state === "verified" ? home.value.registration : null;

  return (
    <Screen side={<Needs />} sideLabel={needs("title")}>
      <h1>
        {date === null
          ? "\u00a0"
          : local === null
            ? dateText(lang, date, "long")
            : t("title", { date: dateText(lang, date, "long"), time: clockText(local) })}
      </h1>
      {home.state === "verified" ? null : <WithheldLine of={home} />}
      {registration && registration !== "active" ? (
        <p className="dim status-line">{t(`registration.${registration}`)}</p>
      ) : null}
      <Loaded of={live}>
        {(now) =>
          now.hasMeter ? (
            <Now live={now} home={home} contracts={contracts} />
          ) : (
            <div className="empty">
              <h2>{t("noMeter")}</h2>
              <p className="dim">{t("noMeterText")}</p>
              <Button onClick={() => go("energy", "import")}>{t("importMeter")}</Button>
            </div>
          )
        }
      </Loaded>
      {today ? <Today day={today} home={home} contracts={contracts} /> : null}
      <UnderWay contracts={contracts} home={provedHome(home)} day={today} />
    </Screen>
  );
}

const provedHome = (home: Verified<HomeView>): HomeView | null => (home.state === "verified" ? home.value : null);

function Today({
  day,
  home,
  contracts,
}: {
  day: DayView;
  home: Verified<HomeView>;
  contracts: Verified<ContractRow[]>;
}) {
  const t = overviewWords.use();
  const lang = useLang();
  const proved = provedHome(home);
  const first = firstSlotOf(proved, "electricity", dateSeconds(day.date));
  const book = useRead("market.book", { carrier: "electricity", from: first, to: first + day.slots });
  const offers = provedOf(book) ?? NO_OFFERS;
  const nowSlot = proved ? proved.market.slot - first : null;
  const rows = contracts.state === "verified" ? contracts.value : null;
  const placed = useDayBlocks(rows ?? NO_CONTRACTS, offers, "electricity", first, day.slots, proved?.market.slot ?? 0);
  // Without a verified clock nobody can say which slots of the day a contract lies on.
  const blocks = proved === null ? NO_BLOCKS : placed;
  const traded = mapVerified(contracts, (list) => tradedToday(list, first, day.slots));
  const totals = day.totals;
  const digits = digitsFor([totals.generation, totals.load, totals.exported, totals.imported]);
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh, digits));
  return (
    <>
      <section className="totals">
        <Total hue="gen" label={t("generatedToday")}>
          <Figure text={kwh(totals.generation)} unit="kWh" />
        </Total>
        <Total hue="load" label={t("used")}>
          <Figure text={kwh(totals.load)} unit="kWh" />
        </Total>
        <Total hue="sold" label={t("soldToday")}>
          <LedgerFigure of={traded} figure={(v) => ({ text: kwh(v.sold), unit: "kWh" })} />
        </Total>
        <Total hue="bought" label={t("boughtToday")}>
          <LedgerFigure of={traded} figure={(v) => ({ text: kwh(v.bought), unit: "kWh" })} />
        </Total>
        <Total label={t("grid")}>
          <Figure text={`${kwh(totals.imported)} / ${kwh(totals.exported)}`} unit="kWh" />
        </Total>
        <Total label={t("contractsToday")}>
          <LedgerFigure
            of={traded}
            figure={(v) => ({
              text: yuan(lang, Math.abs(v.amount)),
              pre: v.amount < 0 ? "−¥" : v.amount > 0 ? "+¥" : "¥",
            })}
          />
        </Total>
      </section>
      <div className="ribbon-place">
        <DayRibbon
          day={day}
          blocks={blocks}
          slotPx={8}
          body={204}
          now={nowSlot !== null && nowSlot >= 0 && nowSlot <= day.slots ? nowSlot : null}
          nowText={proved ? clockText(proved.market.now + proved.market.utcOffset) : undefined}
          gate={proved ? proved.market.gateSlot - first : null}
        />
        {day.replay ? (
          <p className="note">{t("replay", { date: dateText(lang, day.replay.fileDate, "day") })}</p>
        ) : null}
      </div>
    </>
  );
}

function Total(props: { hue?: "gen" | "load" | "sold" | "bought"; label: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="note">
        {props.hue ? <Key hue={props.hue} /> : null}
        {props.label}
      </p>
      {props.children}
    </div>
  );
}
