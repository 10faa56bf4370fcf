/** The devices of the site by their plates: added, exchanged, taken down. Which live device each one is, is chosen from those of this computer. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { DEVICE_KINDS, deviceKey, type DeviceIdentity } from "../../../shared/commissioning/deviceIdentity.ts";
import { type JobDevice, SITS, type Sits } from "../../../shared/commissioning/job.ts";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { hrefOf } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { jobWords } from "./words.ts";

type Form =
  | { readonly form: "none" }
  | { readonly form: "add"; readonly instead: JobDevice | null }
  | { readonly form: "remove"; readonly device: JobDevice };

export const plate = ({ manufacturer, serial }: DeviceIdentity): string => `${manufacturer} ${serial}`;

export function DevicesStep({ view: { job } }: { view: JobView }) {
  const t = jobWords.use();
  const [form, setForm] = useState<Form>({ form: "none" });
  const there = job.devices.filter(({ removed }) => removed === null);
  const gone = job.devices.filter(({ removed }) => removed !== null);
  const close = (): void => setForm({ form: "none" });
  return (
    <>
      <ul className="job-devices">
        {there.map((device) => (
          <li key={deviceKey(device.identity)}>
            <span>
              <b className="b">{plate(device.identity)}</b>{" "}
              <span className="dim">
                {[
                  t(`kinds.${device.identity.kind}`),
                  t(`places.${device.sits}`),
                  device.reversed ? t("reversed") : null,
                  device.replaces === null ? null : t("replaces"),
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </span>
            </span>
            <span className="row">
              <LiveAs job={job} device={device} />
              <Button variant="subtle" onClick={() => setForm({ form: "add", instead: device })}>
                {t("exchange")}
              </Button>
              <Button variant="subtle" onClick={() => setForm({ form: "remove", device })}>
                {t("takeDown")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {form.form === "add" ? (
        <NewDevice key={form.instead?.identity.serial ?? "new"} job={job} instead={form.instead} onDone={close} />
      ) : form.form === "remove" ? (
        <TakeDown job={job} device={form.device} onDone={close} />
      ) : (
        <Button
          variant={there.length === 0 ? "filled" : "default"}
          onClick={() => setForm({ form: "add", instead: null })}
        >
          {t("addDevice")}
        </Button>
      )}
      {gone.map(({ identity, removed }) => (
        <p key={`${plate(identity)} ${removed?.at}`} className="note">
          {t("takenDown", { device: plate(identity), reason: removed?.reason ?? "" })}
        </p>
      ))}
    </>
  );
}

/** The live device that this one is; another address is the same device. */
function LiveAs({ job, device }: { job: JobView["job"]; device: JobDevice }) {
  const t = jobWords.use();
  const act = useAct("jobs.act");
  const devices = useRead("devices.list", {});
  const list = devices.state === "ready" ? devices.value : [];
  return (
    <NativeSelect
      aria-label={`${plate(device.identity)}, ${t("live")}`}
      value={device.live ?? ""}
      disabled={act.busy}
      onChange={(event) => {
        const chosen = list.find(({ id }) => id === event.currentTarget.value);
        const reversed = chosen?.reversed ?? device.reversed;
        const change = { live: chosen?.id ?? null, source: null, reversed };
        void act.run({ id: job.id, act: { act: "again", device: deviceKey(device.identity), ...change } });
      }}
      data={[{ value: "", label: t("notLive") }, ...list.map(({ id, name }) => ({ value: id, label: name }))]}
    />
  );
}

function NewDevice({ job, instead, onDone }: { job: JobView["job"]; instead: JobDevice | null; onDone: () => void }) {
  const t = jobWords.use();
  const act = useAct("jobs.act");
  const devices = useRead("devices.list", {});
  const [kind, setKind] = useState<DeviceIdentity["kind"]>(instead?.identity.kind ?? "meter");
  const [manufacturer, setManufacturer] = useState("");
  const [serial, setSerial] = useState("");
  const [sits, setSits] = useState<Sits>(
    instead?.sits ?? (job.devices.some((one) => one.sits === "boundary") ? "generation" : "boundary"),
  );
  const [live, setLive] = useState("");
  const [reason, setReason] = useState("");
  const list = devices.state === "ready" ? devices.value : [];
  const complete = manufacturer.trim() !== "" && serial.trim() !== "" && (!instead || reason.trim() !== "");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const chosen = list.find(({ id }) => id === live);
    const done = await act.run({
      id: job.id,
      act: {
        act: "add",
        device: {
          identity: { kind, manufacturer: manufacturer.trim(), serial: serial.trim() },
          sits,
          live: chosen?.id ?? null,
          source: null,
          reversed: chosen?.reversed ?? false,
        },
        replaces: instead && deviceKey(instead.identity),
        reason: instead && reason.trim(),
      },
    });
    if (done) onDone();
  };
  return (
    <form className="job-form" onSubmit={(event) => void submit(event)} aria-label={t("addDevice")}>
      {instead ? <p className="wide b">{t("exchangeOf", { device: plate(instead.identity) })}</p> : null}
      <NativeSelect
        label={t("kind")}
        value={kind}
        onChange={(event) => setKind(DEVICE_KINDS.find((one) => one === event.currentTarget.value) ?? kind)}
        data={DEVICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <NativeSelect
        label={t("sits")}
        value={sits}
        onChange={(event) => setSits(SITS.find((one) => one === event.currentTarget.value) ?? sits)}
        data={SITS.map((value) => ({ value, label: t(`places.${value}`) }))}
      />
      <TextInput
        label={t("manufacturer")}
        maxLength={40}
        value={manufacturer}
        onChange={(event) => setManufacturer(event.currentTarget.value)}
      />
      <TextInput
        label={t("serial")}
        description={t("plateHint")}
        maxLength={40}
        value={serial}
        onChange={(event) => setSerial(event.currentTarget.value)}
        spellCheck={false}
      />
      <NativeSelect
        label={t("live")}
        description={t("liveHint")}
        value={live}
        onChange={(event) => setLive(event.currentTarget.value)}
        data={[
          { value: "", label: t("notLive") },
          ...list.map(({ id, name, place }) => ({ value: id, label: `${name} (${place})` })),
        ]}
      />
      {instead ? (
        <TextInput
          label={t("reasonWhy")}
          maxLength={120}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      <span className="acts wide">
        <Button variant="filled" type="submit" disabled={!complete} loading={act.busy}>
          {t("addNow")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button component="a" variant="subtle" href={hrefOf("energy", "devices")}>
          {t("toDevices")}
        </Button>
      </span>
      {act.act.state === "failed" ? <FaultLine fault={act.act.fault} /> : null}
    </form>
  );
}

function TakeDown({ job, device, onDone }: { job: JobView["job"]; device: JobDevice; onDone: () => void }) {
  const t = jobWords.use();
  const act = useAct("jobs.act");
  const [reason, setReason] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const done = await act.run({
      id: job.id,
      act: { act: "remove", device: deviceKey(device.identity), reason: reason.trim() },
    });
    if (done) onDone();
  };
  return (
    <form className="job-form" onSubmit={(event) => void submit(event)} aria-label={t("takeDown")}>
      <TextInput
        label={`${t("takeDown")}: ${plate(device.identity)}`}
        description={t("reasonWhy")}
        maxLength={120}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <span className="acts wide">
        <Button type="submit" disabled={reason.trim() === ""} loading={act.busy}>
          {t("takeDown")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("cancel")}
        </Button>
      </span>
      {act.act.state === "failed" ? <FaultLine fault={act.act.fault} /> : null}
    </form>
  );
}
