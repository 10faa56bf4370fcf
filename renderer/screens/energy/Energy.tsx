/** Energy: the day as its ribbon, the month as bars with one day opened out; chart or table, and a CSV of exactly what is on screen. */
import { Button, Checkbox, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { DayView, MeterSource, MonthView } from "../../../shared/ipc/energyViews.ts";
import { FaultLine, Loaded, Loading, provedOf } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { addDays, addMonths, dateText } from "../../parts/times.ts";
import { app, go, hrefOf, say } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { deviceWords } from "../devices/words.ts";
import { DayPanel } from "./DayPanel.tsx";
import { ImportFlow, type Importing } from "./ImportFlow.tsx";
import type { PanelProps } from "./panelProps.ts";
import { type DataTable, tableCsv } from "./tables.ts";
import { energyWords } from "./words.ts";
import "./energy.css";
import "../contracts/contracts.css";

const MonthPanel = lazy(() => import("./MonthPanel.tsx"));
type Span = "day" | "month";

export default function Energy() {
  const t = energyWords.use();
  const d = deviceWords.use();
  const lang = useLang();
  const live = useRead("energy.live", {});
  const [span, setSpan] = useState<Span>("day");
  const [source, setSource] = useState<MeterSource>("replay");
  const [date, setDate] = useState<string | null>(null);
  const [month, setMonth] = useState<string | null>(null);
  const [view, setView] = useState<"chart" | "table">("chart");
  const [beside, setBeside] = useState(true);
  const [layer, setLayer] = useState(true);
  const [importing, setImporting] = useState<Importing>({ step: "none" });
  const shown = useRef<{ name: string; table: DataTable } | null>(null);
  const choose = useAct("meter.choose");
  const save = useAct("file.saveCsv");
  const day = useRead("energy.day", { source, date });
  const monthRead = useRead("energy.month", { source, month });
  const wantsImport = useStore(app, (state) => state.route.rest === "import");

  const startImport = async () => {
    const preview = await choose.run({});
    if (preview) setImporting({ step: "preview", preview });
  };
  useEffect(() => {
    if (!wantsImport) return;
    go("energy");
    void startImport();
    // Once per arrival by that link.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wantsImport]);

  const dayView = day.state === "ready" ? day.value : null;
  const monthView = monthRead.state === "ready" ? monthRead.value : null;
  const current = span === "day" ? (dayView?.date ?? date) : (monthView?.month ?? month);
  const title = current === null ? "" : dateText(lang, current, span === "day" ? "long" : "month");
  const step = (by: number) => {
    if (current === null) return;
    if (span === "day") setDate(addDays(current, by));
    else setMonth(addMonths(current, by));
  };
  const exportCsv = async () => {
    if (!shown.current) return;
    const { name, table } = shown.current;
    const done = await save.run({ name, text: tableCsv(table) });
    if (done?.saved) say({ kind: "saved", name });
  };
  const fromDevices = live.state === "ready" && live.value.fromDevices;
  const hasMeter = live.state === "ready" ? live.value.hasMeter : true;

  return (
    <Screen>
      <div className="energy-top">
        <span className="stepper" hidden={!hasMeter}>
          <Button variant="subtle" aria-label={t("earlier")} onClick={() => step(-1)}>
            ‹
          </Button>
          <h1 className="nw">{title || "\u00a0"}</h1>
          <Button variant="subtle" aria-label={t("later")} onClick={() => step(1)}>
            ›
          </Button>
        </span>
        <SegmentedControl<Span>
          aria-label={t("span")}
          value={span}
          onChange={setSpan}
          data={[
            { value: "day", label: t("day") },
            { value: "month", label: t("month") },
          ]}
        />
        <SegmentedControl<MeterSource>
          aria-label={t("source")}
          value={source}
          onChange={(next) => {
            setSource(next);
            setDate(null);
            setMonth(null);
          }}
          data={[
            { value: "replay", label: t("replay") },
            { value: "file", label: t("file") },
            ...(fromDevices ? [{ value: "devices" as const, label: t("devices") }] : []),
          ]}
        />
        <span className="energy-right">
          <SegmentedControl<"chart" | "table">
            aria-label={t("view")}
            value={view}
            onChange={setView}
            data={[
              { value: "chart", label: t("chart") },
              { value: "table", label: t("table") },
            ]}
          />
          <Button loading={save.busy} onClick={() => void exportCsv()}>
            {t("csv")}
          </Button>
          <Button loading={choose.busy} onClick={() => void startImport()}>
            {t("import")}
          </Button>
          <Button component="a" href={hrefOf("energy", "devices")}>
            {d("open")}
          </Button>
        </span>
      </div>
      {choose.act.state === "failed" ? <FaultLine fault={choose.act.fault} onAgain={() => void startImport()} /> : null}
      {save.act.state === "failed" ? <FaultLine fault={save.act.fault} /> : null}
      <ImportFlow
        state={importing}
        onState={setImporting}
        onSee={() => {
          setImporting({ step: "none" });
          setSpan("day");
          setSource("replay");
          setDate(null);
        }}
      />
      {hasMeter ? (
        <Panels
          span={span}
          day={day}
          month={monthRead}
          source={source}
          asTable={view === "table"}
          beside={beside}
          layer={layer}
          layers={
            <>
              <Checkbox
                checked={beside}
                onChange={(e) => setBeside(e.currentTarget.checked)}
                label={besideLabel(span, current, lang, t)}
              />
              {source === "replay" ? (
                <Checkbox checked={layer} onChange={(e) => setLayer(e.currentTarget.checked)} label={t("contracts")} />
              ) : null}
            </>
          }
          onShown={(name, table) => (shown.current = { name, table })}
        />
      ) : (
        <div className="empty">
          <h2>{t("noMeter")}</h2>
          <p className="dim">{t("noMeterText")}</p>
          <Button variant="filled" loading={choose.busy} onClick={() => void startImport()}>
            {t("import")}
          </Button>
        </div>
      )}
    </Screen>
  );
}

const besideLabel = (
  span: Span,
  current: string | null,
  lang: "en" | "zh-CN",
  t: ReturnType<typeof energyWords.use>,
): string =>
  t("beside", {
    previous:
      current === null
        ? ""
        : span === "day"
          ? dateText(lang, addDays(current, -1), "day")
          : dateText(lang, addMonths(current, -1), "monthName"),
  });

function Panels(
  props: PanelProps & {
    span: Span;
    day: Parameters<typeof Loaded<DayView | null>>[0]["of"];
    month: Parameters<typeof Loaded<MonthView | null>>[0]["of"];
  },
) {
  const t = energyWords.use();
  const contracts = provedOf(useRead("contracts.list", {}));
  if (props.span === "day")
    return (
      <Loaded of={props.day}>
        {(day) =>
          day ? <DayPanel {...props} day={day} contracts={contracts} /> : <p className="dim empty">{t("none")}</p>
        }
      </Loaded>
    );
  return (
    <Loaded of={props.month}>
      {(month) =>
        month ? (
          <Suspense fallback={<Loading />}>
            <MonthPanel {...props} month={month} contracts={contracts} />
          </Suspense>
        ) : (
          <p className="dim empty">{t("noneMonth")}</p>
        )
      }
    </Loaded>
  );
}
