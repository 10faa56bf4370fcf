/** The site: what kind of building, which connection point, which zone and energy. The point's number leaves this computer as a hash alone. */
import { Button, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { shortHash } from "../../parts/AddressStrip.tsx";
import { useAct } from "../../store/hooks.ts";
import { jobWords } from "./words.ts";

const CARRIERS = ["electricity", "heat", "gas"] as const;

export function SiteStep({ view: { job, point } }: { view: JobView }) {
  const t = jobWords.use();
  const act = useAct("jobs.act");
  const { connection } = job;
  const [name, setName] = useState(job.name);
  const [block, setBlock] = useState(job.building.is === "block");
  const [flats, setFlats] = useState<number | string>(job.building.is === "block" ? job.building.flats : 2);
  const [known, setKnown] = useState<"number" | "hash">(connection?.known ?? "number");
  const [text, setText] = useState(
    connection ? (connection.known === "number" ? connection.number : connection.hash) : "",
  );
  const [zone, setZone] = useState(job.zone ?? "");
  const [carrier, setCarrier] = useState(job.carrier);
  const complete = name.trim() !== "" && text.trim() !== "" && /^[A-Z0-9][A-Z0-9-]{0,15}$/.test(zone.trim());
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const number = text.trim();
    void act.run({
      id: job.id,
      act: {
        act: "site",
        name: name.trim(),
        building: block ? { is: "block", flats: Math.max(2, Math.round(Number(flats))) } : { is: "home" },
        connection: known === "number" ? { known, number } : { known, hash: number.toLowerCase() },
        zone: zone.trim(),
        carrier,
      },
    });
  };
  return (
    <form className="job-form" onSubmit={submit} aria-label={t("steps.site")}>
      <TextInput
        label={t("name")}
        description={t("nameHint")}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label={t("building")}
        value={block ? "block" : "home"}
        onChange={(event) => setBlock(event.currentTarget.value === "block")}
        data={[
          { value: "home", label: t("home") },
          { value: "block", label: t("block") },
        ]}
      />
      {block ? <NumberInput label={t("flats")} min={2} max={2000} value={flats} onChange={setFlats} /> : null}
      <NativeSelect
        label={t("connectionKnown")}
        value={known}
        onChange={(event) => setKnown(event.currentTarget.value === "hash" ? "hash" : "number")}
        data={[
          { value: "number", label: t("byNumber") },
          { value: "hash", label: t("byHash") },
        ]}
      />
      <TextInput
        label={`${t("connection")}: ${t(known)}`}
        description={known === "number" ? t("numberHint") : null}
        maxLength={known === "number" ? 40 : 64}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
      />
      <TextInput
        label={t("zone")}
        description={t("zoneHint")}
        maxLength={16}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value.toUpperCase())}
        spellCheck={false}
      />
      <NativeSelect
        label={t("carrier")}
        description={t("carrierHint")}
        value={carrier}
        onChange={(event) => setCarrier(CARRIERS.find((one) => one === event.currentTarget.value) ?? carrier)}
        data={CARRIERS.map((value) => ({ value, label: t(`carriers.${value}`) }))}
      />
      {point === null ? null : <p className="note wide">{t("pointHash", { hash: shortHash(point) })}</p>}
      <span className="acts wide">
        <Button variant="filled" type="submit" disabled={!complete} loading={act.busy}>
          {t("save")}
        </Button>
      </span>
      {act.act.state === "failed" ? <FaultLine fault={act.act.fault} /> : null}
    </form>
  );
}
