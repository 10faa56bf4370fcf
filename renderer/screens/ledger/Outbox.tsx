/** The outbox: each signed entry, where it stands by proof, and what happens next. A node's "sent" is named as only its word. */
import { Checkbox, Table } from "@mantine/core";
import { useState } from "react";
import { useStore } from "zustand";
import type { Lang, OutboxEntry } from "../../../shared/ipc/ledgerViews.ts";
import type { Refusal } from "../../../shared/ledger/records.ts";
import type { Place } from "../../../shared/words/format.ts";
import { titleNamed } from "../../../shared/words/kinds/titles.ts";
import { refusalText } from "../../../shared/words/refusals.ts";
import { Loaded } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { kilo, priceMark, whole } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { app } from "../../store/app.ts";
import { useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { sentences } from "../../words/sentences.ts";
import { EntryActs, SaveEntries } from "./EntryActs.tsx";
import { ShowCodes } from "./EntryCodes.tsx";
import { ledgerWords } from "./words.ts";

const UNITS = ["W", "Wh", "micro/kWh", "micro", "s", "state"] as const;
const SHOWN = 60;

export function Outbox() {
  const t = ledgerWords.use();
  const outbox = useRead("outbox.list", {});
  const [meter, setMeter] = useState(false);
  return (
    <section className="section">
      <h2>{t("outbox")}</h2>
      <Loaded of={outbox}>
        {(entries) => {
          const readings = entries.filter((entry) => entry.kind.startsWith("meter."));
          const shown = meter
            ? entries
            : entries.filter((entry) => !entry.kind.startsWith("meter.") || entry.state === "refused");
          return (
            <>
              <p className="note">{t("outboxHint")}</p>
              {shown.length === 0 ? (
                <p className="dim below">{t("outboxNone")}</p>
              ) : (
                <Entries entries={shown.slice(0, SHOWN)} />
              )}
              {entries.some((entry) => entry.acts.includes("export")) ? (
                <>
                  <div className="acts">
                    <SaveEntries id={null} label={t("exportAll")} />
                    <ShowCodes id={null} label={t("codesAll")} />
                  </div>
                  <p className="note below">{t("exportHint")}</p>
                </>
              ) : null}
              {readings.length > 0 ? (
                <Checkbox
                  mt={8}
                  checked={meter}
                  onChange={(event) => setMeter(event.currentTarget.checked)}
                  label={t("showMeter", { count: readings.length })}
                />
              ) : null}
            </>
          );
        }}
      </Loaded>
    </section>
  );
}

function Entries({ entries }: { entries: readonly OutboxEntry[] }) {
  const t = ledgerWords.use();
  const chosen = useStore(app, (state) => state.route.rest);
  return (
    <Table className="outbox">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("made")}</Table.Th>
          <Table.Th scope="col">{t("what")}</Table.Th>
          <Table.Th scope="col">{t("state")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} chosen={chosen === entry.id} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Entry({ entry, chosen }: { entry: OutboxEntry; chosen: boolean }) {
  const t = ledgerWords.use();
  const lang = useLang();
  const home = useHome();
  const height = entry.height === null ? "–" : whole(lang, entry.height);
  const place = home ? home.market : null;
  const kind = titleNamed(entry.kind);
  const isRefused = entry.state === "refused" || entry.nodeRefusal !== null;
  const sealClass = entry.state === "committed" ? "verified" : isRefused ? "refused" : "waiting";
  return (
    <Table.Tr data-chosen={chosen || undefined} id={`entry-${entry.id}`}>
      <Table.Td className="dim">{wallText(lang, entry.createdAt)}</Table.Td>
      <Table.Td>
        {kind ? (lang === "en" ? kind.en : kind.zh) : entry.kind}
        <span className="note under">{summaryText(entry, lang, t)}</span>
      </Table.Td>
      <Table.Td className="wrap">
        <span className={`seal ${sealClass} lead`} aria-hidden="true" />
        {stateText(entry, height, t)}
        <span className="note under">{sentences(lang, nextOf(entry, lang, place, t))}</span>
        {entry.lapsesSoon ? (
          <span className="note under" role="alert">
            {t("lapsesSoon", { until: wallText(lang, entry.validUntil) })}
          </span>
        ) : null}
        <EntryActs entry={entry} />
      </Table.Td>
    </Table.Tr>
  );
}

function stateText(entry: OutboxEntry, height: string, t: ReturnType<typeof ledgerWords.use>): string {
  if (entry.nodeRefusal) return t(`notTaken.${entry.state === "sent" ? "sent" : "signed"}`);
  if (entry.waitsFor !== null) return t("entry.waiting");
  // One node's word makes nothing sent.
  if (entry.state === "signed" && entry.takers > 0) return t("entry.taken");
  return t(`entry.${entry.state}`, { height });
}

/** Why it stands where it stands, what is safe, and what happens next. */
function nextOf(entry: OutboxEntry, lang: Lang, place: Place | null, t: ReturnType<typeof ledgerWords.use>): string[] {
  const until = wallText(lang, entry.validUntil);
  if (entry.refusal) {
    const why = refusalText(refusalOf(entry.refusal), lang === "en" ? "en" : "zh", place);
    return entry.refusal.slot === null ? [why] : [why, t("marketHours")];
  }
  if (!entry.nodeRefusal && entry.waitsFor !== null) return [t("next.waiting", { until })];
  if (!entry.nodeRefusal && entry.state === "signed" && entry.hasLeft) return [t("next.left", { until })];
  if (!entry.nodeRefusal) return [t(`next.${entry.state}`, { until })];
  const { why, nodes, of, code } = entry.nodeRefusal;
  return [t(`notTaken.${why}`, { nodes, of, code }), t("notTaken.safe"), t("notTaken.next", { until })];
}

/** Drops what the refusal does not state: absent and null mean the same to its sentence. */
function refusalOf(refusal: NonNullable<OutboxEntry["refusal"]>): Refusal {
  const unit = UNITS.find((one) => one === refusal.unit);
  return {
    rule: refusal.rule,
    ...(refusal.figure === null ? {} : { figure: refusal.figure }),
    ...(refusal.limit === null ? {} : { limit: refusal.limit }),
    ...(unit === undefined ? {} : { unit }),
    ...(refusal.slot === null ? {} : { slot: refusal.slot }),
    ...(refusal.fits === null ? {} : { fits: refusal.fits }),
  };
}

function summaryText(entry: OutboxEntry, lang: "en" | "zh-CN", t: ReturnType<typeof ledgerWords.use>): string {
  const { total, price, side } = entry.summary;
  if (typeof total !== "number") return "";
  const kwh = kilo(lang, total);
  if (typeof price !== "number") return t("energyOnly", { kwh });
  return t("trade", { side: t(side === "buy" ? "buyWord" : "sellWord"), kwh, price: priceMark(lang, price) });
}
