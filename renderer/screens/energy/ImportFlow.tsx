/** Importing a meter file: what was understood in sentences, the few choices to correct it, and only then the import. */
import { Button, Checkbox, Modal, Select, Table, TextInput } from "@mantine/core";
import { useState } from "react";
import type { ImportChoices, ImportPreview, ImportReport } from "../../../shared/ipc/energyViews.ts";
import type { Fault } from "../../../shared/ipc/fault.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { frameWords } from "../../frame/words.ts";
import { kilo, whole } from "../../parts/figures.ts";
import { dateText } from "../../parts/times.ts";
import { call } from "../../store/client.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { CarrierChoices, GasFactor, Merged, MoreSums, NO_FACTOR, type Factor, factorOf } from "./ImportMore.tsx";
import { energyWords } from "./words.ts";

export type Importing =
  { step: "none" } | { step: "preview"; preview: ImportPreview } | { step: "done"; report: ImportReport };

export function ImportFlow(props: { state: Importing; onState: (state: Importing) => void; onSee: () => void }) {
  const t = energyWords.use();
  const frame = frameWords.use();
  const { state } = props;
  const title =
    state.step === "preview" ? t("imp.title", { file: state.preview.file }) : state.step === "done" ? t("import") : "";
  return (
    <Modal
      opened={state.step !== "none"}
      onClose={() => props.onState({ step: "none" })}
      size={720}
      title={title}
      closeButtonProps={{ "aria-label": frame("close") }}
    >
      {state.step === "preview" ? <Preview preview={state.preview} onState={props.onState} /> : null}
      {state.step === "done" ? <Done report={state.report} onSee={props.onSee} /> : null}
    </Modal>
  );
}

function Preview({ preview, onState }: { preview: ImportPreview; onState: (state: Importing) => void }) {
  const t = energyWords.use();
  const frame = frameWords.use();
  const lang = useLang();
  /** What the reader chose, until the file has been understood anew. */
  const [wanted, setWanted] = useState<ImportChoices | null>(null);
  const choices = wanted ?? preview.choices;
  const [fault, setFault] = useState<Fault | null>(null);
  const [asking, setAsking] = useState(false);
  const bring = useAct("meter.import");
  const [name, setName] = useState(preview.profile ?? preview.file.replace(/\.[^.]*$/, "").slice(0, 60));
  const [keep, setKeep] = useState(true);
  const [onto, setOnto] = useState(false);
  const [factor, setFactor] = useState<Factor>(NO_FACTOR);
  const gas = preview.others.some(({ carrier, unit }) => carrier === "gas" && unit === "L");
  const wrongFactor = gas && factorOf(factor) === undefined;

  const correct = async (change: Partial<ImportChoices>) => {
    const next = { ...choices, ...change };
    setWanted(next);
    setAsking(true);
    const heard = await call("meter.preview", { handle: preview.handle, choices: next });
    setAsking(false);
    setFault(heard.ok ? null : heard.error);
    if (heard.ok) {
      setWanted(null);
      onState({ step: "preview", preview: heard.value });
    }
  };
  const start = async () => {
    const ways = {
      profile: preview.named && keep && name.trim() !== "" ? name : null,
      onto: onto && preview.onto !== null,
      gas: gas ? (factorOf(factor) ?? null) : null,
    };
    const report = await bring.run({ handle: preview.handle, choices, ways });
    if (report) onState({ step: "done", report });
  };
  return (
    <>
      <Understood preview={preview} />
      {fault ? <FaultLine fault={fault} /> : null}
      <h3 className="section">{t("imp.correct")}</h3>
      <Corrections preview={preview} choices={choices} onChange={(change) => void correct(change)} />
      <h3 className="section">{t("imp.sample")}</h3>
      <section className="sample" aria-label={t("imp.sample")}>
        <Table className="dense">
          <Table.Thead>
            <Table.Tr>
              {preview.columns.map((column, i) => (
                <Table.Th key={i} scope="col">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.sample.slice(0, 4).map((row, i) => (
              <Table.Tr key={i}>
                {row.map((cell, j) => (
                  <Table.Td key={j}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {gas ? <GasFactor value={factor} onChange={setFactor} wrong={wrongFactor} /> : null}
      {preview.named ? (
        <div className="import-keep">
          <Checkbox checked={keep} onChange={(e) => setKeep(e.currentTarget.checked)} label={t("imp.keep")} />
          <TextInput
            aria-label={t("imp.keepName")}
            value={name}
            disabled={!keep}
            maxLength={60}
            onChange={(e) => setName(e.currentTarget.value)}
          />
        </div>
      ) : null}
      {preview.onto ? (
        <div className="import-onto">
          <Checkbox
            checked={onto}
            onChange={(e) => setOnto(e.currentTarget.checked)}
            label={t("imp.onto", { file: preview.onto.file })}
          />
          {onto ? <Merged report={preview.onto.report} /> : null}
        </div>
      ) : null}
      {bring.act.state === "failed" ? <FaultLine fault={bring.act.fault} /> : null}
      <div className="acts">
        <Button
          variant="filled"
          size="md"
          loading={bring.busy}
          disabled={asking || fault !== null || wrongFactor}
          onClick={() => void start()}
        >
          {t("imp.act", { rows: whole(lang, preview.rows) })}
        </Button>
        <Button size="md" onClick={() => onState({ step: "none" })}>
          {frame("cancel")}
        </Button>
      </div>
      <p className="note below">{t("imp.local")}</p>
    </>
  );
}

function Understood({ preview }: { preview: ImportPreview }) {
  const t = energyWords.use();
  const lang = useLang();
  const kwh = (wh: number | null) => (wh === null ? "–" : kilo(lang, wh));
  const { totals } = preview;
  return (
    <ul className="understood">
      {preview.profile === null ? null : <li>{t("imp.profile", { name: preview.profile })}</li>}
      {preview.kind === "delimited" ? null : <li>{t(`imp.kinds.${preview.kind}`)}</li>}
      <li>
        {t("imp.rows", {
          rows: whole(lang, preview.rows),
          minutes: Math.round(preview.intervalSeconds / 60),
          first: preview.first,
          last: preview.last,
        })}
      </li>
      <li>{preview.gaps === 0 ? t("imp.noGaps") : t("imp.gaps", { count: preview.gaps })}</li>
      {preview.clockChanges.length > 0 ? <li>{t("imp.clock", { count: preview.clockChanges.length })}</li> : null}
      <li>
        {t(preview.choices.meaning === "gross" ? "imp.gross" : "imp.boundary", {
          generation: kwh(totals.generation),
          consumption: kwh(totals.consumption),
          exported: kwh(totals.exported),
          imported: kwh(totals.imported),
        })}
      </li>
      <li>
        {preview.bestDay
          ? t("imp.best", {
              date: dateText(lang, preview.bestDay.date, "long"),
              kwh: kilo(lang, preview.bestDay.surplus),
            })
          : t("imp.noBest")}
      </li>
      <MoreSums others={preview.others} />
    </ul>
  );
}

const UNITS = ["kWh", "Wh", "kW", "W"] as const;
const ORDERS = ["ymd", "dmy", "mdy"] as const;
const zones = (current: string): string[] => [...new Set([current, "UTC", ...Intl.supportedValuesOf("timeZone")])];

function Corrections(props: {
  preview: ImportPreview;
  choices: ImportChoices;
  onChange: (change: Partial<ImportChoices>) => void;
}) {
  const t = energyWords.use();
  const { choices, onChange } = props;
  const columns = props.preview.columns.map((label, i) => ({ value: String(i), label: label || String(i + 1) }));
  const orNone = [{ value: "", label: t("imp.none") }, ...columns];
  const column = (value: string | null) => (value === null || value === "" ? null : Number(value));
  const pick = <V extends string>(values: readonly V[], value: string | null, use: (value: V) => void) => {
    const known = values.find((one) => one === value);
    if (known !== undefined) use(known);
  };
  const zone = (
    <Select
      label={t("imp.zone")}
      searchable
      limit={60}
      data={zones(choices.zone)}
      value={choices.zone}
      onChange={(value) => value !== null && onChange({ zone: value })}
    />
  );
  // What a Green Button file or a telegram holds, it says itself.
  if (props.preview.kind !== "delimited") return <div className="corrections">{zone}</div>;
  return (
    <div className="corrections">
      <Select
        label={t("imp.time")}
        data={columns}
        value={String(choices.timeColumn)}
        onChange={(value) => value !== null && onChange({ timeColumn: Number(value) })}
      />
      <Select
        label={t("imp.consumption")}
        data={orNone}
        value={String(choices.consumptionColumn ?? "")}
        onChange={(value) => onChange({ consumptionColumn: column(value) })}
      />
      <Select
        label={t("imp.generation")}
        data={orNone}
        value={String(choices.generationColumn ?? "")}
        onChange={(value) => onChange({ generationColumn: column(value) })}
      />
      <Select
        label={t("imp.unit")}
        data={[...UNITS]}
        value={choices.unit}
        onChange={(value) => pick(UNITS, value, (unit) => onChange({ unit }))}
      />
      <Select
        label={t("imp.meaning")}
        data={[
          { value: "gross", label: t("imp.meaningGross") },
          { value: "boundary", label: t("imp.meaningBoundary") },
        ]}
        value={choices.meaning}
        onChange={(value) => pick(["gross", "boundary"] as const, value, (meaning) => onChange({ meaning }))}
      />
      {zone}
      <CarrierChoices columns={columns} choices={choices} onChange={onChange} />
      <Select
        label={t("imp.order")}
        data={ORDERS.map((value) => ({ value, label: t(`imp.${value}`) }))}
        value={choices.dateOrder}
        onChange={(value) => pick(ORDERS, value, (dateOrder) => onChange({ dateOrder }))}
      />
      <Select
        label={t("imp.decimal")}
        data={[
          { value: ".", label: t("imp.point") },
          { value: ",", label: t("imp.comma") },
        ]}
        value={choices.decimal}
        onChange={(value) => pick([".", ","] as const, value, (decimal) => onChange({ decimal }))}
      />
      <Select
        label={t("imp.delimiter")}
        data={[
          { value: ",", label: t("imp.comma") },
          { value: ";", label: t("imp.semicolon") },
          { value: "\t", label: t("imp.tab") },
          { value: "|", label: t("imp.bar") },
        ]}
        value={choices.delimiter}
        onChange={(value) => pick([",", ";", "\t", "|"] as const, value, (delimiter) => onChange({ delimiter }))}
      />
    </div>
  );
}

function Done({ report, onSee }: { report: ImportReport; onSee: () => void }) {
  const t = energyWords.use();
  const lang = useLang();
  return (
    <>
      <p className="lead">
        {t("imp.done", { readings: whole(lang, report.readings), days: whole(lang, report.days), file: report.file })}
      </p>
      <p className="below">
        {t(report.plays === "seller" ? "imp.seller" : "imp.buyer", { date: dateText(lang, report.replayDate, "long") })}
      </p>
      {report.others.length > 0 ? (
        <ul className="understood">
          <MoreSums others={report.others} />
        </ul>
      ) : null}
      {report.merged ? <Merged report={report.merged} /> : null}
      <div className="acts">
        <Button variant="filled" size="md" onClick={onSee}>
          {t("imp.see")}
        </Button>
      </div>
    </>
  );
}
