/** What the connection may carry, what generates, who supplies the rest; a note and a photograph for whoever reads the report. */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { decimal, whole } from "../../parts/figures.ts";
import { useAct } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { unitsOfKilo } from "./displayFigure.ts";
import { jobWords } from "./words.ts";

const TECHNOLOGIES = ["none", "solar", "wind", "chp", "biogas", "battery"] as const;

export function CapacitiesStep({ view: { job, cards } }: { view: JobView }) {
  const t = jobWords.use();
  const lang = useLang();
  const act = useAct("jobs.act");
  const asKilo = (watts: number | null): string =>
    watts === null ? "" : decimal("en", watts, 3, { max: 3 }).replaceAll(",", "");
  const [importKW, setImport] = useState(asKilo(job.importW));
  const [exportKW, setExport] = useState(asKilo(job.exportW));
  const [technology, setTechnology] = useState(job.technology);
  const [supplier, setSupplier] = useState(job.supplier ?? "");
  const [note, setNote] = useState(job.note ?? "");
  const [importW, exportW] = [unitsOfKilo(importKW), unitsOfKilo(exportKW)];
  const badly = (text: string, value: number | null) => (text.trim() !== "" && value === null ? t("badFigure") : null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void act.run({
      id: job.id,
      act: { act: "capacities", importW, exportW, technology, supplier: supplier || null, note: note.trim() || null },
    });
  };
  const unit = <span className="note">kW</span>;
  return (
    <form className="job-form" onSubmit={submit} aria-label={t("steps.capacities")}>
      <TextInput
        label={t("importW")}
        value={importKW}
        onChange={(event) => setImport(event.currentTarget.value)}
        rightSection={unit}
        error={badly(importKW, importW)}
      />
      <TextInput
        label={t("exportW")}
        description={t("exportHint")}
        value={exportKW}
        onChange={(event) => setExport(event.currentTarget.value)}
        rightSection={unit}
        error={badly(exportKW, exportW)}
      />
      <NativeSelect
        label={t("technology")}
        value={technology}
        onChange={(event) => setTechnology(TECHNOLOGIES.find((one) => one === event.currentTarget.value) ?? technology)}
        data={TECHNOLOGIES.map((value) => ({ value, label: t(`technologies.${value}`) }))}
      />
      <NativeSelect
        label={t("supplier")}
        description={t("supplierHint")}
        value={supplier}
        onChange={(event) => setSupplier(event.currentTarget.value)}
        data={[
          { value: "", label: t("chooseOne") },
          ...cards.map(({ party, name }) => ({ value: party, label: lang === "en" ? name.en : name.zh })),
        ]}
      />
      <Textarea
        className="wide"
        label={t("note")}
        maxLength={280}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value.replaceAll(/\s/g, " "))}
      />
      <PhotoNote job={job} />
      <span className="acts wide">
        <Button variant="filled" type="submit" loading={act.busy}>
          {t("save")}
        </Button>
      </span>
      {act.act.state === "failed" ? <FaultLine fault={act.act.fault} /> : null}
    </form>
  );
}

function PhotoNote({ job }: { job: JobView["job"] }) {
  const t = jobWords.use();
  const lang = useLang();
  const photo = useAct("jobs.photo");
  return (
    <div className="wide">
      <p className="b">{t("photo")}</p>
      <p className="note">
        {job.photo
          ? t("photoIs", { name: job.photo.name, kb: whole(lang, Math.ceil(job.photo.bytes / 1000)) })
          : t("photoHint")}
      </p>
      <Button
        variant="subtle"
        className="flush"
        loading={photo.busy}
        onClick={() => void photo.run({ id: job.id, remove: job.photo !== null })}
      >
        {t(job.photo ? "removePhoto" : "addPhoto")}
      </Button>
      {photo.act.state === "failed" ? <FaultLine fault={photo.act.fault} /> : null}
    </div>
  );
}
