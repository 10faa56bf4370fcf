/** The reader's own live offers, complete: each can be taken back, or replaced by another one in one step. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import type { MyOffer } from "../../../shared/ipc/tradeViews.ts";
import { FaultLine, LoadedSealed, provedOf } from "../../frame/Loaded.tsx";
import { slotStart } from "../../frame/market.ts";
import { Complete } from "../../parts/Complete.tsx";
import { columnPrice, digitsFor, kilo } from "../../parts/figures.ts";
import { momentText, spanText } from "../../parts/times.ts";
import { go, sayOutcome } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { bestAgainst } from "./bookRows.ts";
import { OfferSheet } from "./OfferSheet.tsx";
import { marketWords } from "./words.ts";

/** When the slots that are still to take are delivered, as text. */
export const offerTime = (
  home: HomeView,
  { carrier, energy }: Pick<MyOffer, "carrier" | "energy">,
  lang: "en" | "zh-CN",
) => spanText(lang, slotStart(home, carrier, energy.first), slotStart(home, carrier, energy.first + energy.wh.length));

export function MyOffers({ home }: { home: HomeView }) {
  const t = marketWords.use();
  const mine = useRead("market.mine", {});
  const [changing, setChanging] = useState<string | null>(null);
  return (
    <LoadedSealed of={mine}>
      {(offers, proof) => {
        const changed = offers.find(({ id }) => id === changing);
        return (
          <div className="two market-two">
            <section>
              <div className="row between book-title">
                <h2>{t("myOffers")}</h2>
                <Complete proof={proof} />
              </div>
              {offers.length === 0 ? (
                <>
                  <p className="dim empty">{t("offers.none")}</p>
                  <Button onClick={() => go("market", "electricity")}>{t("offers.make")}</Button>
                </>
              ) : (
                <Offers home={home} offers={offers} changing={changing} onChange={setChanging} />
              )}
            </section>
            {changed ? (
              <ReplaceSheet key={changed.id} home={home} offer={changed} onDone={() => setChanging(null)} />
            ) : (
              <p className="note">{offers.length === 0 ? "" : t("offers.hint")}</p>
            )}
          </div>
        );
      }}
    </LoadedSealed>
  );
}

function Offers(props: {
  home: HomeView;
  offers: readonly MyOffer[];
  changing: string | null;
  onChange: (id: string) => void;
}) {
  const t = marketWords.use();
  const { offers } = props;
  const digits = digitsFor(offers.flatMap(({ total, taken }) => [total, taken]));
  const prices = { price: offers.map(({ price }) => price), allIn: offers.map(({ allIn }) => allIn) };
  return (
    <Table className="book mine">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("offers.what")}</Table.Th>
          <Table.Th scope="col" className="r" title={t("headAllInWhy")}>
            <span className="two-lines">{t("headAllIn")}</span>
          </Table.Th>
          <Table.Th scope="col" className="r">
            <span className="two-lines short">{t("headPrice")}</span>
          </Table.Th>
          <Table.Th scope="col" className="r">
            {t("offers.left")}
          </Table.Th>
          <Table.Th scope="col" />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {offers.map((offer) => (
          <Offer
            key={offer.id}
            {...props}
            offer={offer}
            digits={digits}
            prices={prices}
            isChanging={props.changing === offer.id}
          />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Offer(props: {
  home: HomeView;
  offer: MyOffer;
  digits: 2 | 3;
  prices: { readonly price: readonly number[]; readonly allIn: readonly number[] };
  isChanging: boolean;
  onChange: (id: string) => void;
}) {
  const t = marketWords.use();
  const lang = useLang();
  const cancel = useAct("sign.cancel");
  const { home, offer, digits, prices } = props;
  return (
    <Table.Tr data-taken={props.isChanging || undefined}>
      <Table.Td>
        <span className="b">
          {t(offer.side === "sell" ? "offers.sells" : "offers.buys", { carrier: t(offer.carrier) })}
        </span>
        <div className="note">
          {[offerTime(home, offer, lang), t(offer.type === "firm" ? "sheet.firm" : "sheet.asProduced")].join(
            t("comma"),
          )}
        </div>
        <div className="note">
          {t("offers.until", { until: momentText(lang, offer.expires + home.market.utcOffset) })}
        </div>
        {cancel.act.state === "failed" ? <FaultLine fault={cancel.act.fault} /> : null}
      </Table.Td>
      <Table.Td className="r p">{columnPrice(lang, offer.allIn, prices.allIn)}</Table.Td>
      <Table.Td className="r dim">{columnPrice(lang, offer.price, prices.price)}</Table.Td>
      <Table.Td className="r">
        {kilo(lang, offer.total, digits)}
        {offer.taken > 0 ? (
          <div className="note">{t("offers.taken", { kwh: kilo(lang, offer.taken, digits) })}</div>
        ) : null}
      </Table.Td>
      <Table.Td className="r">
        <Button variant="subtle" onClick={() => props.onChange(offer.id)}>
          {t("offers.change")}
        </Button>
        <Button
          variant="subtle"
          loading={cancel.busy}
          onClick={() => void cancel.run({ offer: offer.id }).then((answer) => answer && sayOutcome(answer))}
        >
          {t("cancel")}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}

/** What stands in the offer, to be changed; the slots stay. What is free besides comes from the forecast, as for a new offer. */
function ReplaceSheet({ home, offer, onDone }: { home: HomeView; offer: MyOffer; onDone: () => void }) {
  const t = marketWords.use();
  const lang = useLang();
  const { carrier, side, energy } = offer;
  const span = { from: energy.first, to: energy.first + energy.wh.length };
  const proposed = provedOf(useRead("market.proposal", { carrier, side, ...span }));
  const book = provedOf(useRead("market.book", { carrier, ...span }));
  const free = energy.wh.map((wh, i) => wh + (proposed?.free.wh[energy.first + i - proposed.free.first] ?? 0));
  return (
    <section className="sheet offer-sheet" aria-label={t("offers.replace")}>
      <h2 className="lead">{t("offers.replace")}</h2>
      <OfferSheet
        side={side}
        carrier={carrier}
        proposal={{
          side,
          energy,
          free: { first: energy.first, wh: free },
          price: offer.price,
          type: offer.type,
          damages: offer.damages,
          gain: 0,
          worst: 0,
          versusTariff: 0,
        }}
        home={home}
        best={bestAgainst(book ?? [], side)}
        time={offerTime(home, offer, lang)}
        waiting={false}
        replaces={offer}
        onDraft={() => undefined}
        onDone={onDone}
      />
      <p className="note below">{t("offers.replaceNote")}</p>
    </section>
  );
}
