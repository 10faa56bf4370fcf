/** The auction: an order for one slot, the reader's own with the step that decided, and the arithmetic of the last clearing. */
import { Button, NativeSelect, NumberInput, SegmentedControl, Table } from "@mantine/core";
import { useState } from "react";
import type { AuctionView, Clearing } from "../../../shared/ipc/auctionViews.ts";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { Carrier, type Side } from "../../../shared/ledger/units.ts";
import { FaultLine, LoadedSealed, provedOf } from "../../frame/Loaded.tsx";
import { gateSlotOf, slotSecondsOf, slotStart } from "../../frame/market.ts";
import { Complete } from "../../parts/Complete.tsx";
import { kilo, priceMark, whole } from "../../parts/figures.ts";
import { Seal } from "../../parts/Seal.tsx";
import { spanText } from "../../parts/times.ts";
import { sayOutcome } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { auctionWords } from "./auctionWords.ts";
import { typed } from "./offerMath.ts";
import { marketWords } from "./words.ts";

/** Slots from the gate on that can be ordered for here. */
const AHEAD = 48;

const useSlotText = (home: HomeView, carrier: Carrier) => {
  const lang = useLang();
  return (slot: number): string =>
    spanText(lang, slotStart(home, carrier, slot), slotStart(home, carrier, slot) + slotSecondsOf(home, carrier));
};

export function Auction({ home }: { home: HomeView }) {
  const t = auctionWords.use();
  const m = marketWords.use();
  const [carrier, setCarrier] = useState<Carrier>("electricity");
  const view = useRead("market.auction", { carrier });
  return (
    <div className="two market-two">
      <section>
        <SegmentedControl<Carrier>
          size="xs"
          aria-label={t("carrier")}
          value={carrier}
          onChange={setCarrier}
          data={Carrier.options.map((value) => ({ value, label: m(value) }))}
        />
        <LoadedSealed of={view}>
          {(auction, proof) => (
            <>
              <Mine key={carrier} home={home} carrier={carrier} view={auction} proof={proof} />
              <Last home={home} carrier={carrier} clearing={auction.last} proof={proof} />
            </>
          )}
        </LoadedSealed>
      </section>
      <OrderSheet key={carrier} home={home} carrier={carrier} />
    </div>
  );
}

function Mine(props: { home: HomeView; carrier: Carrier; view: AuctionView; proof: Proof }) {
  const t = auctionWords.use();
  const lang = useLang();
  const time = useSlotText(props.home, props.carrier);
  const cancel = useAct("sign.unorder");
  const { mine } = props.view;
  return (
    <div className="section">
      <div className="row between">
        <h2>{t("mine")}</h2>
        <Complete proof={props.proof} />
      </div>
      {cancel.act.state === "failed" ? <FaultLine fault={cancel.act.fault} /> : null}
      {mine.length === 0 ? (
        <p className="dim below">{t("none")}</p>
      ) : (
        <Table className="book mine">
          <Table.Tbody>
            {mine.map(({ slot, order }) => (
              <Table.Tr key={order.id}>
                <Table.Td className="order-text">
                  <b className="b">{time(slot)}</b>
                  <div className="note">{lang === "en" ? order.why.en : order.why.zh}</div>
                </Table.Td>
                <Table.Td>{t(order.side)}</Table.Td>
                <Table.Td className="r">
                  {t("filledOf", { filled: kilo(lang, order.filled), wh: kilo(lang, order.wh) })}
                </Table.Td>
                <Table.Td className="r">{priceMark(lang, order.price)}</Table.Td>
                <Table.Td className="r">
                  {order.status === "live" ? (
                    <Button
                      variant="subtle"
                      loading={cancel.busy}
                      onClick={() =>
                        void cancel.run({ order: order.id }).then((answer) => answer && sayOutcome(answer))
                      }
                    >
                      {t("cancel")}
                    </Button>
                  ) : (
                    t(`status.${order.status}`)
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </div>
  );
}

function Last(props: { home: HomeView; carrier: Carrier; clearing: Clearing | null; proof: Proof }) {
  const t = auctionWords.use();
  const lang = useLang();
  const time = useSlotText(props.home, props.carrier);
  const { clearing } = props;
  if (!clearing)
    return (
      <div className="section">
        <h2>{t("last")}</h2>
        <p className="dim below">{t("lastNone")}</p>
      </div>
    );
  const { result } = clearing;
  const rows: [string, string][] = [
    [t("orders"), t("ordersOf", { admitted: whole(lang, clearing.admitted), orders: whole(lang, clearing.orders) })],
    [t("most"), `${kilo(lang, clearing.most)} kWh`],
  ];
  if (result) {
    for (const side of ["sell", "buy"] as const)
      rows.push([
        t(side === "sell" ? "marginSell" : "marginBuy", { price: priceMark(lang, result[side].price) }),
        t("shared", { filled: kilo(lang, result[side].filled, 3), ordered: kilo(lang, result[side].ordered, 3) }),
      ]);
    rows.push([t("volume"), `${kilo(lang, result.volume, 3)} kWh`]);
    rows.push([t("interval"), `${priceMark(lang, result.low)} – ${priceMark(lang, result.high)}`]);
  }
  rows.push([t("contracts"), t("contractsOf", { count: clearing.contracts, kwh: kilo(lang, clearing.contracted, 3) })]);
  return (
    <div className="section">
      <div className="row between">
        <h2>{t("lastFor", { time: time(clearing.slot) })}</h2>
        <span className="note">
          {t("block", { height: whole(lang, clearing.height) })}
          <Seal seal={{ state: "verified", proof: props.proof }} />
        </span>
      </div>
      <Table className="bill">
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Td>{label}</Table.Td>
              <Table.Td className="r">{value}</Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr className="sum">
            <Table.Td>{t(result ? "price" : "noPrice")}</Table.Td>
            <Table.Td className="r">{result ? priceMark(lang, result.price) : ""}</Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </div>
  );
}

function OrderSheet({ home, carrier }: { home: HomeView; carrier: Carrier }) {
  const t = auctionWords.use();
  const m = marketWords.use();
  const lang = useLang();
  const rules = provedOf(useRead("market.rules", { carrier }));
  const time = useSlotText(home, carrier);
  const order = useAct("sign.order");
  const [side, setSide] = useState<Side>("sell");
  const [said, setSlot] = useState<number | null>(null);
  const [energy, setEnergy] = useState("0.50");
  const [price, setPrice] = useState("");
  const gate = gateSlotOf(home, carrier);
  // A slot that closes meanwhile gives way to the next one.
  const slot = said === null || said < gate ? gate : said;
  const wh = typed(energy, 3);
  const micro = typed(price, 6);
  const limits = rules?.limits ?? null;
  const outside = micro !== null && limits !== null && (micro < limits.priceMin || micro > limits.priceMax);
  const isReady = wh !== null && wh > 0 && micro !== null && !outside && rules?.metered === true;
  return (
    <section className="sheet offer-sheet" aria-label={t("order")}>
      <div className="row between">
        <h2 className="lead">{t("order")}</h2>
        <SegmentedControl<Side>
          size="xs"
          aria-label={m("sheet.side")}
          value={side}
          onChange={setSide}
          data={[
            { value: "sell", label: m("sheet.sellTab") },
            { value: "buy", label: m("sheet.buyTab") },
          ]}
        />
      </div>
      {rules?.metered === false ? (
        <p className="dim nothing">{m("sheet.notMetered", { carrier: m(carrier) })}</p>
      ) : (
        <>
          <NativeSelect
            mt={8}
            label={t("slot")}
            value={String(slot)}
            onChange={(event) => setSlot(Number(event.currentTarget.value))}
            data={Array.from({ length: AHEAD }, (_, i) => ({ value: String(gate + i), label: time(gate + i) }))}
          />
          <NumberInput
            mt={8}
            label={m("sheet.energy")}
            value={energy}
            onChange={(value) => setEnergy(String(value))}
            allowNegative={false}
            decimalScale={3}
            rightSection="kWh"
            rightSectionWidth={40}
          />
          <NumberInput
            mt={8}
            label={t(side === "sell" ? "limitSell" : "limitBuy")}
            value={price}
            onChange={(value) => setPrice(String(value))}
            allowNegative={false}
            decimalScale={6}
            rightSection="¥/kWh"
            rightSectionWidth={56}
            error={
              outside && limits
                ? m("sheet.band", { min: priceMark(lang, limits.priceMin), max: priceMark(lang, limits.priceMax) })
                : null
            }
          />
          <p className="note below">{t("orderNote")}</p>
          {order.act.state === "failed" ? <FaultLine fault={order.act.fault} /> : null}
          <Button
            variant="filled"
            size="md"
            fullWidth
            mt={8}
            mb={8}
            disabled={!isReady || home.registration !== "active"}
            loading={order.busy}
            onClick={() =>
              wh !== null &&
              micro !== null &&
              void order.run({ carrier, side, slot, wh, price: micro }).then((answer) => answer && sayOutcome(answer))
            }
          >
            {m("sheet.act")}
          </Button>
        </>
      )}
    </section>
  );
}
