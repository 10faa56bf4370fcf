/** A carrier's day on the market: slots chosen on the line, the book of those slots, and one sheet to sell, buy or take. */
import { SegmentedControl } from "@mantine/core";
import { useEffect, useMemo, useState } from "react";
import type { BookRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Carrier } from "../../../shared/ledger/units.ts";
import { Loaded, LoadedSealed, provedOf, verifiedOf } from "../../frame/Loaded.tsx";
import { firstSlotOf, gateSlotOf, slotNow, slotSecondsOf, slotStart } from "../../frame/market.ts";
import { kilo, sum } from "../../parts/figures.ts";
import { Key } from "../../parts/Key.tsx";
import { DayRibbon } from "../../parts/ribbon/DayRibbon.tsx";
import type { RibbonDay } from "../../parts/ribbon/geometry.ts";
import type { Range } from "../../parts/ribbon/Pick.tsx";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { Sealed } from "../../parts/Sealed.tsx";
import { clockText, dateSeconds, rangeText } from "../../parts/times.ts";
import { partWords } from "../../parts/words.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import { Book } from "./Book.tsx";
import { bestAgainst } from "./bookRows.ts";
import { type Draft, OfferSheet } from "./OfferSheet.tsx";
import { TakeSheet } from "./TakeSheet.tsx";
import { marketWords } from "./words.ts";

export const blankDay = (date: string, slotSeconds: number): RibbonDay => ({
  date,
  slots: Math.max(1, Math.round(86_400 / slotSeconds)),
  slotSeconds,
  generation: [],
  load: [],
  known: 0,
  forecast: null,
  gaps: [],
});

export function MarketDay({ home: here, carrier, date }: { home: HomeView; carrier: Carrier; date: string }) {
  const t = marketWords.use();
  const parts = partWords.use();
  const lang = useLang();
  const rules = provedOf(useRead("market.rules", { carrier }));
  const home =
    carrier === "electricity" ? here : { ...here, limits: rules?.limits ?? null, charges: rules?.charges ?? null };
  const seconds = slotSecondsOf(home, carrier);
  const own = useRead("energy.day", { source: "replay", date });
  const contracts = verifiedOf(useRead("contracts.list", {}));
  const meter = own.state === "ready" && own.value && carrier === "electricity" ? own.value : null;
  const day = useMemo<RibbonDay>(() => meter ?? blankDay(date, seconds), [meter, date, seconds]);
  const first = firstSlotOf(home, carrier, dateSeconds(date));
  const [range, setRange] = useState<Range | null>(null);
  // Questions wait until the hand rests, so that dragging asks nothing.
  const rested = useRested(range, 150);
  const [side, setSide] = useState<"sell" | "buy">("sell");
  const [taking, setTaking] = useState<BookRow | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);

  const nowSlot = slotNow(home, carrier);
  const gate = gateSlotOf(home, carrier);
  const limits: Range = { from: Math.min(day.slots, Math.max(0, gate - first)), to: day.slots };
  const chosen = range ? { from: first + range.from, to: first + range.to } : null;
  const restedSlots = rested ? { from: first + rested.from, to: first + rested.to } : null;
  const asked = restedSlots ?? { from: first, to: first + day.slots };
  const book = useRead("market.book", { carrier, from: asked.from, to: asked.to });
  const whole = provedOf(useRead("market.book", { carrier, from: first, to: first + day.slots }));
  const proposal = useRead("market.proposal", {
    carrier,
    side,
    from: restedSlots ? restedSlots.from : limits.from < limits.to ? first + limits.from : null,
    to: restedSlots ? restedSlots.to : limits.from < limits.to ? first + limits.to : null,
  });
  const rows = contracts.state === "verified" ? contracts.value : NO_CONTRACTS;
  const offers = whole ?? NO_OFFERS;
  const blocks = useDayBlocks(rows, offers, carrier, first, day.slots, nowSlot);
  const proved = provedOf(proposal);
  const timeOf = (from: number, to: number) => rangeText(slotStart(home, carrier, from), slotStart(home, carrier, to));
  const free =
    proved && chosen && rested === range
      ? sum(proved.free.wh.filter((_, i) => inside(proved.free.first + i, chosen)))
      : null;
  const flag = chosen
    ? free === null
      ? timeOf(chosen.from, chosen.to)
      : parts(side === "sell" ? "ribbon.flag" : "ribbon.flagNeed", {
          time: timeOf(chosen.from, chosen.to),
          kwh: kilo(lang, free),
        })
    : "";
  // A surplus is known of electricity alone.
  const sheetTitle =
    carrier === "electricity"
      ? side === "sell"
        ? "sheet.sell"
        : "sheet.buy"
      : side === "sell"
        ? "sheet.sellTab"
        : "sheet.buyTab";
  const inDay = nowSlot >= first && nowSlot < first + day.slots;
  const pick = (next: Range) => {
    setRange(next);
    setTaking(null);
  };

  return (
    <>
      <div className="market-keys">
        {carrier === "electricity" ? (
          <>
            <span className="note">
              <Key hue="gen" />
              {t("genForecast")}
            </span>
            <span className="note">
              <Key hue="load" />
              {t("loadForecast")}
            </span>
          </>
        ) : null}
        <span className="note">
          <Key hue="sold" />
          {t("sold")}
          <Seal seal={sealOf(contracts)} />
        </span>
        <span className="note">
          <Key hue="bought" />
          {t("bought")}
          <Seal seal={sealOf(contracts)} />
        </span>
        <span className="note hint">{t("hint")}</span>
      </div>
      <DayRibbon
        day={day}
        blocks={blocks}
        slotPx={Math.max(1, Math.floor(1056 / Math.round(86_400 / day.slotSeconds)))}
        body={inDay ? 108 : 120}
        now={inDay ? nowSlot - first : null}
        nowText={clockText(home.market.now + home.market.utcOffset)}
        gate={limits.from > 0 && limits.from < day.slots ? limits.from : null}
        pick={{ range, limits, flag, onPick: pick }}
      />
      <div className="two market-two">
        <LoadedSealed of={book}>
          {(list, proof) => (
            <Book
              rows={list}
              proof={proof}
              title={restedSlots ? t("offersFor", { time: timeOf(restedSlots.from, restedSlots.to) }) : t("offersDay")}
              span={asked}
              chosen={restedSlots}
              offset={home.market.utcOffset}
              draft={
                draft && !taking
                  ? {
                      side: draft.intent.side,
                      price: draft.intent.price,
                      allIn: draft.allIn,
                      total: draft.total,
                      minimum: draft.intent.minimum,
                      energy: draft.intent.energy,
                    }
                  : null
              }
              taken={taking?.id ?? null}
              onTake={setTaking}
              mayTrade={home.registration === "active" && rules?.metered !== false}
            />
          )}
        </LoadedSealed>
        <section className="sheet offer-sheet" aria-label={t(side === "sell" ? "sheet.sell" : "sheet.buy")}>
          {taking ? (
            <TakeSheet
              key={`${taking.id} ${chosen?.from} ${chosen?.to}`}
              row={taking}
              chosen={chosen}
              charges={home.charges}
              onBack={() => setTaking(null)}
            />
          ) : (
            <>
              <div className="row between">
                <h2 className="lead">{t(sheetTitle)}</h2>
                <SegmentedControl<"sell" | "buy">
                  size="xs"
                  aria-label={t("sheet.side")}
                  value={side}
                  onChange={setSide}
                  data={[
                    { value: "sell", label: t("sheet.sellTab") },
                    { value: "buy", label: t("sheet.buyTab") },
                  ]}
                />
              </div>
              <Loaded of={proposal}>
                {(answer) => (
                  <Sealed of={answer}>
                    {(value) =>
                      value && value.energy.wh.length > 0 ? (
                        <OfferSheet
                          key={`${side} ${value.energy.first} ${value.energy.wh.length}`}
                          side={side}
                          carrier={carrier}
                          proposal={value}
                          home={home}
                          best={bestAgainst(provedOf(book) ?? [], side)}
                          time={timeOf(value.energy.first, value.energy.first + value.energy.wh.length)}
                          waiting={rested !== range}
                          onDraft={setDraft}
                        />
                      ) : (
                        <p className="dim nothing">
                          {rules?.metered === false
                            ? t("sheet.notMetered", { carrier: t(carrier) })
                            : t(side === "sell" ? "sheet.nothing" : "sheet.nothingBuy")}
                        </p>
                      )
                    }
                  </Sealed>
                )}
              </Loaded>
            </>
          )}
        </section>
      </div>
    </>
  );
}

/** A value once it has not changed for so many milliseconds. */
function useRested<T>(value: T | null, ms: number): T | null {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

const inside = (slot: number, chosen: { from: number; to: number }): boolean => slot >= chosen.from && slot < chosen.to;
