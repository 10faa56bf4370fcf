/** One day: its ribbon or table, totals beside the day before, registers, and what the figures rest on. */
import type { DayView } from "../../../shared/ipc/energyViews.ts";
import type { ContractRow } from "../../../shared/ipc/marketViews.ts";
import { verifiedOf } from "../../frame/Loaded.tsx";
import { firstSlotOf, useHome } from "../../frame/market.ts";
import { DayRibbon } from "../../parts/ribbon/DayRibbon.tsx";
import { slotLocal } from "../../parts/ribbon/geometry.ts";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { WithheldLine } from "../../parts/Sealed.tsx";
import { addDays, clockText, dateSeconds, dateText } from "../../parts/times.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { NO_CONTRACTS, NO_OFFERS, useDayBlocks } from "../useDayBlocks.ts";
import { tradedToday } from "../overview/flows.ts";
import { besideDay } from "./beside.ts";
import type { PanelProps } from "./panelProps.ts";
import { FlowTable } from "./FlowTable.tsx";
import { NOTHING_TRADED, Registers, Sums } from "./Sums.tsx";
import { dayTable } from "./tables.ts";
import { energyWords } from "./words.ts";

export function DayPanel(props: PanelProps & { day: DayView; contracts: readonly ContractRow[] | null }) {
  const t = energyWords.use();
  const lang = useLang();
  const home = useHome();
  const { day, source } = props;
  const answer = verifiedOf(useRead("contracts.list", {}));
  const before = useRead("energy.day", { source, date: addDays(day.date, -1) });
  const beside = props.beside && before.state === "ready" && before.value ? besideDay(day, before.value) : null;
  const first = firstSlotOf(home, "electricity", dateSeconds(day.date));
  const layered = source === "replay" && props.layer;
  const nowSlot = home?.market.slot ?? 0;
  const blocks = useDayBlocks(
    layered ? (props.contracts ?? NO_CONTRACTS) : NO_CONTRACTS,
    NO_OFFERS,
    "electricity",
    first,
    day.slots,
    nowSlot,
  );
  const table = dayTable(day, blocks);
  props.onShown(`wattlight-${day.date}.csv`, table);
  const traded =
    source !== "replay" ? NOTHING_TRADED : props.contracts && tradedToday(props.contracts, first, day.slots);
  const now = home && source === "replay" ? home.market.slot - first : null;
  const inDay = now !== null && now >= 0 && now < day.slots;
  return (
    <div className="energy-cols">
      <section>
        <div className="keys">
          <span className="layers">{props.layers}</span>
        </div>
        {props.asTable ? (
          <FlowTable data={table} label={dateText(lang, day.date, "long")} />
        ) : (
          <DayRibbon
            day={day}
            blocks={blocks}
            slotPx={8}
            body={420}
            now={inDay ? now : null}
            nowText={home ? clockText(home.market.now + home.market.utcOffset) : undefined}
            withTable={false}
          />
        )}
        {layered ? <WithheldLine of={answer} /> : null}
        <ul className="energy-notes note">
          {day.gaps.map((gap) => (
            <li key={gap.from}>
              {t("gapNote", { from: clockText(slotLocal(day, gap.from)), to: clockText(slotLocal(day, gap.to), true) })}
            </li>
          ))}
          {day.notes.map((note) => (
            <li key={note}>{t(`notes.${note}`)}</li>
          ))}
        </ul>
      </section>
      <section>
        <Sums
          period={dateText(lang, day.date, "day")}
          previousName={dateText(lang, addDays(day.date, -1), "day")}
          totals={day.totals}
          beside={beside}
          traded={traded}
          keys="wholes"
          seal={<Seal seal={sealOf(answer)} />}
        />
        <Registers registers={day.registers} />
      </section>
    </div>
  );
}
