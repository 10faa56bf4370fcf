/** Looking for devices at addresses that the reader names, on a broker, or among serial ports; what is found fills in the form. */
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type FoundDevice, ScanRequest, type ScanView } from "../../../shared/ipc/scanViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useAct, useRead } from "../../store/hooks.ts";
import { again } from "../../store/reads.ts";
import { type Draft, draftOf, kindOf } from "./draft.ts";
import { deviceWords } from "./words.ts";

const PLACES = ["modbus", "mqtt", "serial"] as const;
const EMPTY = { where: "modbus" as (typeof PLACES)[number], addresses: "192.168.1.0/24", units: "1", host: "", port: "1883", tls: false, user: "", password: "" }; // prettier-ignore
const numbers = (text: string): number[] => text.split(/[\s,;]+/).filter(Boolean).map(Number); // prettier-ignore

/** `onChoose`: the reader wants what was found, with what is known of it. */
export function FindDevices({ onChoose, onDone }: { onChoose: (draft: Draft) => void; onDone: () => void }) {
  const t = deviceWords.use();
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState(false);
  const start = useAct("devices.scan");
  const stop = useAct("devices.stopScan");
  const scan = useRead("devices.scanned", {});
  const set = (change: Partial<typeof EMPTY>): void => setTyped({ ...typed, ...change });
  const field = (name: "addresses" | "units" | "host" | "port" | "user" | "password") => ({
    value: typed[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { where, addresses, units, host, port, tls, user, password } = typed;
    const wanted = ScanRequest.safeParse(
      where === "modbus"
        ? { where, addresses, port: 502, units: numbers(units) }
        : where === "mqtt"
          ? { where, host: host.trim(), port: Number(port), tls, user, password }
          : { where },
    );
    setWrong(!wanted.success);
    if (!wanted.success) return;
    await start.run(wanted.data);
    again("devices.scanned", {});
  };
  const view = scan.state === "ready" ? scan.value : null;
  const running = view?.state === "running";
  return (
    <form className="device-form" onSubmit={(event) => void submit(event)} aria-label={t("find")}>
      <p className="dim wide">{t("findNote")}</p>
      <NativeSelect
        label={t("findWhere")}
        value={typed.where}
        onChange={(event) => {
          const where = PLACES.find((one) => one === event.currentTarget.value);
          if (where) set({ where });
        }}
        data={PLACES.map((value) => ({ value, label: t(`findPlaces.${value}`) }))}
      />
      {typed.where === "modbus" ? (
        <>
          <TextInput label={t("addresses")} description={t("addressesNote")} {...field("addresses")} />
          <TextInput label={t("units")} {...field("units")} />
        </>
      ) : typed.where === "mqtt" ? (
        <>
          <TextInput label={t("host")} {...field("host")} />
          <TextInput label={t("port")} {...field("port")} />
          <Checkbox label={t("tls")} checked={typed.tls} onChange={(e) => set({ tls: e.currentTarget.checked })} />
          <TextInput label={t("user")} {...field("user")} />
          <TextInput label={t("password")} type="password" autoComplete="off" {...field("password")} />
        </>
      ) : null}
      {wrong ? (
        <p className="fault wide" role="alert">
          <span className="sign" aria-hidden="true" />
          {t("findCheck")}
        </p>
      ) : null}
      {start.act.state === "failed" ? <FaultLine fault={start.act.fault} /> : null}
      <span className="device-acts wide">
        {running ? (
          <Button loading={stop.busy} onClick={() => void stop.run({}).then(() => again("devices.scanned", {}))}>
            {t("findStop")}
          </Button>
        ) : (
          <Button variant="filled" type="submit" loading={start.busy}>
            {t("findNow")}
          </Button>
        )}
        <Button onClick={onDone}>{t("cancel")}</Button>
      </span>
      {view && view.state !== "none" ? (
        <Found view={view} onChoose={(one) => onChoose(draftOf(one.source, one.identity, typed.password))} />
      ) : null}
    </form>
  );
}

function Found({ view, onChoose }: { view: ScanView; onChoose: (one: FoundDevice) => void }) {
  const t = deviceWords.use();
  const { state, where, asked, of, found, fault } = view;
  return (
    <div className="wide" aria-live="polite">
      {fault ? (
        <p className="fault" role="alert">
          <span className="sign" aria-hidden="true" />
          {t(`findFaults.${fault.code}`, fault.data)}
        </p>
      ) : (
        <p className="dim">
          {state === "running"
            ? t(where === "mqtt" ? "listening" : "asking", { asked, of })
            : t(`findEnd.${found.length === 0 ? "nothing" : state === "stopped" ? "stopped" : "done"}`)}
        </p>
      )}
      {found.length > 0 ? (
        <table className="device-values" aria-label={t("found")}>
          <tbody>
            {found.map((one) => (
              <tr key={JSON.stringify(one.source)}>
                <th scope="row">{one.identity ?? t("noIdentity")}</th>
                <td>{placeText(one)}</td>
                <td className="dim">
                  {t(`kinds.${kindOf(one.source)}`)}
                  {one.figures > 0 ? t("figures", { count: one.figures }) : ""}
                </td>
                <td>
                  <Button variant="subtle" onClick={() => onChoose(one)}>
                    {t("choose")}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}

function placeText({ source }: FoundDevice): string {
  switch (source.kind) {
    case "sunspec":
      return `${source.host}:${source.port} / ${source.unit}`;
    case "mqtt":
      return "id" in source.speaker ? source.speaker.id : source.host;
    case "p1":
    case "sml":
      return source.line.over === "serial" ? source.line.path : source.line.host;
  }
}
