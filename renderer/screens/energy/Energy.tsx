/** Energy: a day, a week, a month or a year beside the period before; chart or table, and a CSV of exactly what is on screen. */
import { Button, SegmentedControl } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { MeterSource } from "../../../shared/ipc/energyViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { app, go, hrefOf, say } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { deviceWords } from "../devices/words.ts";
import { SPANS, type SpanName, spanTitle, stepped } from "./anchor.ts";
import { firstLayers, type Layer } from "./curve/layers.ts";
import { ImportFlow, type Importing } from "./ImportFlow.tsx";
import { LayerBar } from "./LayerBar.tsx";
import { Panels } from "./Panels.tsx";
import { type DataTable, tableCsv } from "./tables.ts";
import { energyWords } from "./words.ts";
import "./energy.css";
import "../contracts/contracts.css";

/** Bars stack what crossed the meter and what did not already. */
const OFFERED: Record<SpanName, readonly Layer[]> = {
  day: ["beside", "flows", "contracts", "signals", "forecast", "price", "patterns"],
  week: ["beside", "flows", "contracts", "signals", "forecast", "price", "patterns"],
  month: ["beside", "contracts"],
  year: ["beside", "contracts"],
};
/** Readings alone know of no contracts and of no market, and a file is over. */
const WITHOUT: Record<MeterSource, ReadonlySet<Layer>> = {
  replay: new Set(),
  devices: new Set(["contracts", "signals", "price"]),
  file: new Set(["contracts", "signals", "forecast", "price"]),
};

export default function Energy() {
  const t = energyWords.use();
  const d = deviceWords.use();
  const lang = useLang();
  const live = useRead("energy.live", {});
  const [span, setSpan] = useState<SpanName>("day");
  const [source, setSource] = useState<MeterSource>("replay");
  const [date, setDate] = useState<string | null>(null);
  const [came, setCame] = useState<string | null>(null);
  const [view, setView] = useState<"chart" | "table">("chart");
  const [layers, setLayers] = useState(() => firstLayers(matchMedia("(prefers-contrast: more)").matches));
  const [importing, setImporting] = useState<Importing>({ step: "none" });
  const shown = useRef<{ name: string; table: DataTable } | null>(null);
  const choose = useAct("meter.choose");
  const save = useAct("file.saveCsv");
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

  const current = date ?? came;
  const title = current === null ? "" : spanTitle(span, current, lang, "title");
  const step = (by: number) => {
    if (current !== null) setDate(stepped(span, current, by));
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
        <SegmentedControl<SpanName>
          aria-label={t("span")}
          value={span}
          onChange={setSpan}
          data={SPANS.map((value) => ({ value, label: t(value) }))}
        />
        <SegmentedControl<MeterSource>
          aria-label={t("source")}
          value={source}
          onChange={(next) => {
            setSource(next);
            setDate(null);
            setCame(null);
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
          source={source}
          date={date}
          onCame={setCame}
          asTable={view === "table"}
          layers={layers}
          layerBar={
            <LayerBar
              layers={layers}
              offered={OFFERED[span].filter((layer) => !WITHOUT[source].has(layer))}
              besideLabel={t("beside", {
                previous: current === null ? "" : spanTitle(span, stepped(span, current, -1), lang, "short"),
              })}
              onChange={setLayers}
            />
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
