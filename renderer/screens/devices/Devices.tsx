/** Devices of the home: each with its live figures, sign and unit; what is silent says since when and keeps its last figures. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { DeviceFault, DeviceView, LiveReading } from "../../../shared/ipc/deviceViews.ts";
import { FaultLine, Loaded } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { wallText } from "../../parts/times.ts";
import { hrefOf } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { again } from "../../store/reads.ts";
import { useLang } from "../../words/i18n.ts";
import { sentences } from "../../words/sentences.ts";
import { AddDevice } from "./AddDevice.tsx";
import { type Draft, EMPTY } from "./draft.ts";
import { FindDevices } from "./FindDevices.tsx";
import { figureText, isSigned, nameText, wayText } from "./figureText.ts";
import { deviceWords } from "./words.ts";
import "./devices.css";

export default function Devices() {
  const t = deviceWords.use();
  const devices = useRead("devices.list", {});
  const [adding, setAdding] = useState<Draft | null>(null);
  const [finding, setFinding] = useState(false);
  const done = (): void => {
    setAdding(null);
    again("devices.list", {});
  };
  return (
    <Screen>
      <a className="small" href={hrefOf("energy")}>
        {t("back")}
      </a>
      <h1>{t("title")}</h1>
      <p className="dim device-intro">{t("intro")}</p>
      {adding ? (
        <AddDevice initial={adding} onDone={done} />
      ) : finding ? (
        <FindDevices
          onChoose={(draft) => {
            setFinding(false);
            setAdding(draft);
          }}
          onDone={() => setFinding(false)}
        />
      ) : (
        <span className="device-acts">
          <Button onClick={() => setAdding(EMPTY)}>{t("add")}</Button>
          <Button onClick={() => setFinding(true)}>{t("find")}</Button>
        </span>
      )}
      <Loaded of={devices} onAgain={() => again("devices.list", {})}>
        {(list) =>
          list.length > 0 ? (
            list.map((device) => <OneDevice key={device.id} device={device} />)
          ) : adding || finding ? null : (
            <div className="empty">
              <h2>{t("none")}</h2>
              <p className="dim">{t("noneText")}</p>
            </div>
          )
        }
      </Loaded>
    </Screen>
  );
}

function OneDevice({ device }: { device: DeviceView }) {
  const t = deviceWords.use();
  const lang = useLang();
  const change = useAct("devices.change");
  const remove = useAct("devices.remove");
  const [sure, setSure] = useState(false);
  const { id, name, reversed, state, heardAt } = device;
  const title = `device-${id}`;
  return (
    <section className="section device" aria-labelledby={title}>
      <div className="device-head">
        <h2 id={title}>{name}</h2>
        <span className={`device-state ${state}`}>
          {state === "stale" && heardAt !== null
            ? t("since", { time: wallText(lang, Math.floor(heardAt / 1000), "second") })
            : t(`state.${state}`)}
        </span>
        <span className="device-acts">
          <Button
            variant="subtle"
            aria-pressed={reversed}
            loading={change.busy}
            onClick={() => void change.run({ id, name, reversed: !reversed }).then(() => again("devices.list", {}))}
          >
            {reversed ? `✓ ${t("reversed")}` : t("reversed")}
          </Button>
          {sure ? (
            <>
              <Button
                loading={remove.busy}
                onClick={() => void remove.run({ id }).then(() => again("devices.list", {}))}
              >
                {t("removeSure")}
              </Button>
              <Button variant="subtle" onClick={() => setSure(false)}>
                {t("keep")}
              </Button>
            </>
          ) : (
            <Button variant="subtle" onClick={() => setSure(true)}>
              {t("remove")}
            </Button>
          )}
        </span>
      </div>
      <p className="note">{[device.identity, device.place].filter((part) => part !== null).join(" · ")}</p>
      {device.fault ? <WhyNot fault={device.fault} /> : null}
      {change.act.state === "failed" ? <FaultLine fault={change.act.fault} /> : null}
      {remove.act.state === "failed" ? <FaultLine fault={remove.act.fault} /> : null}
      {device.values.length > 0 ? <Values values={device.values} label={name} /> : <p className="dim">{t("never")}</p>}
    </section>
  );
}

function WhyNot({ fault }: { fault: DeviceFault }) {
  const t = deviceWords.use();
  const lang = useLang();
  return (
    <p className="fault" role="status">
      <span className="sign" aria-hidden="true" />
      {sentences(lang, [t(`faults.${fault.code}`, fault.data), t("again")])}
    </p>
  );
}

function Values({ values, label }: { values: readonly LiveReading[]; label: string }) {
  const t = deviceWords.use();
  const lang = useLang();
  return (
    <table className="device-values" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("figure")}</th>
          <th scope="col" className="num">
            {t("value")}
          </th>
          <th scope="col">{t("meaning")}</th>
          <th scope="col">{t("register")}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((value) => (
          <tr key={value.id} className={value.quality}>
            <th scope="row">{nameText(value, t)}</th>
            <td className="num">{figureText(lang, value, isSigned(value))}</td>
            <td className="dim">
              {[
                wayText(value, t),
                value.quality === "stale"
                  ? t("staleValue", { time: wallText(lang, Math.floor(value.at / 1000), "second") })
                  : null,
              ]
                .filter((part) => part !== null)
                .join(", ")}
            </td>
            <td className="dim">{value.register ?? ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
