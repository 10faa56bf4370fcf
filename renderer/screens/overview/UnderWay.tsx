/** Contracts under way: with whom, when, how much of it is delivered, what it comes to. One line each. */
import { useMemo } from "react";
import type { DayView } from "../../../shared/ipc/energyViews.ts";
import type { ContractRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Verified } from "../../../shared/ipc/verified.ts";
import { firstSlotOf, slotSecondsOf, slotStart } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { digitsFor, kilo, lineOf, priceMark, sum, yuanMark } from "../../parts/figures.ts";
import { Key } from "../../parts/Key.tsx";
import { MiniRibbon } from "../../parts/ribbon/MiniRibbon.tsx";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { WithheldLine } from "../../parts/Sealed.tsx";
import { dateSeconds, rangeText } from "../../parts/times.ts";
import { hrefOf } from "../../store/app.ts";
import { useLang } from "../../words/i18n.ts";
import { dayBlocks, touches } from "../blocks.ts";
import { contractWords } from "../contracts/words.ts";
import { overviewWords } from "./words.ts";

const OVER: ReadonlySet<ContractRow["stage"]> = new Set(["paid", "refused", "terminated"]);
const SHOWN = 3;

export function UnderWay(props: { contracts: Verified<ContractRow[]>; home: HomeView | null; day: DayView | null }) {
  const t = overviewWords.use();
  const { contracts } = props;
  if (contracts.state !== "verified")
    return (
      <section className="section">
        <h2>{t("underWay")}</h2>
        <WithheldLine of={contracts} />
      </section>
    );
  const open = contracts.value.filter((row) => !OVER.has(row.stage)).slice(0, SHOWN);
  return (
    <section className="section">
      <div className="row between">
        <h2>{t("underWay")}</h2>
        {contracts.value.length > 0 ? (
          <a className="note" href={hrefOf("contracts")}>
            {t("all", { count: contracts.value.length })}
          </a>
        ) : null}
      </div>
      {open.length === 0 ? (
        <p className="dim deal-none">
          {t("none")} <a href={hrefOf("market")}>{t("toMarket")}</a>
        </p>
      ) : (
        open.map((row) => <Deal key={row.id} row={row} answer={contracts} home={props.home} day={props.day} />)
      )}
    </section>
  );
}

function Deal(props: { row: ContractRow; answer: Verified<unknown>; home: HomeView | null; day: DayView | null }) {
  const t = overviewWords.use();
  const stages = contractWords.use();
  const lang = useLang();
  const { row, home, day } = props;
  const seal = <Seal seal={sealOf(props.answer)} />;
  const start = slotStart(home, row.carrier, row.energy.first);
  const time = rangeText(start, start + row.energy.wh.length * slotSecondsOf(home, row.carrier));
  const digits = digitsFor([row.delivered, row.total]);
  const whole = sum(row.energy.wh.map((wh) => lineOf(wh, row.price)));
  return (
    <div className="deal">
      <div>
        <p className="b">
          <a className="plain" href={hrefOf("contracts", row.id)}>
            {partyName(row.party, lang)}
          </a>
        </p>
        <p className="note">
          <Key hue={row.side === "sell" ? "sold" : "bought"} />
          {t(row.side, { time })}
        </p>
      </div>
      <div>{day && home ? <DealDay row={row} home={home} day={day} /> : null}</div>
      <div>
        <p className="nw">
          <b className="b">{kilo(lang, row.delivered, digits)}</b>{" "}
          <span className="dim">{t("of", { kwh: kilo(lang, row.total, digits) })}</span>
          {seal}
        </p>
        <p className="note">{stages(`stage.${row.stage}`)}</p>
      </div>
      <div>
        <p className="nw">
          <b className="b">{yuanMark(lang, row.amount, true)}</b>
          {seal}
        </p>
        <p className="note">{t("ofAmount", { amount: yuanMark(lang, whole), price: priceMark(lang, row.price) })}</p>
      </div>
    </div>
  );
}

function DealDay({ row, home, day }: { row: ContractRow; home: HomeView; day: DayView }) {
  const lang = useLang();
  const first = firstSlotOf(home, row.carrier, dateSeconds(day.date));
  const blocks = useMemo(
    () =>
      dayBlocks({
        contracts: [row],
        offers: [],
        carrier: row.carrier,
        first,
        slots: day.slots,
        nowSlot: home.market.slot,
        lang,
      }),
    [row, first, day.slots, home.market.slot, lang],
  );
  if (row.carrier !== "electricity" || !touches(row.energy, first, first + day.slots)) return null;
  return <MiniRibbon day={day} blocks={blocks} width={192} height={38} now={home.market.slot - first} />;
}
