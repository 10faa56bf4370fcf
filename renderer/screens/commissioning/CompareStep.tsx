/** Live figures with sign and unit beside what the display says: each is compared behind the door, and what differs is told with its cause. */
import { Button, NativeSelect, Table, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { deviceKey } from "../../../shared/commissioning/deviceIdentity.ts";
import { isPower } from "../../../shared/commissioning/displayCheck.ts";
import type { Check, JobDevice } from "../../../shared/commissioning/job.ts";
import { checksOf, type ToCheck } from "../../../shared/commissioning/presentDevices.ts";
import type { JobView } from "../../../shared/ipc/commissioningViews.ts";
import type { DeviceView, LiveReading } from "../../../shared/ipc/deviceViews.ts";
import type { Lang } from "../../../shared/ipc/ledgerViews.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { decimal } from "../../parts/figures.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { figureText, isSigned, wayText } from "../devices/figureText.ts";
import { deviceWords } from "../devices/words.ts";
import { plate } from "./DevicesStep.tsx";
import { milliOfKilo } from "./displayFigure.ts";
import { jobWords } from "./words.ts";

type Text = ReturnType<typeof jobWords.use>;

export function CompareStep({ view: { job } }: { view: JobView }) {
  const t = jobWords.use();
  const devices = useRead("devices.list", {});
  const live = devices.state === "ready" ? devices.value : [];
  const checks = checksOf(job);
  if (checks.length === 0) return <p className="dim">{t("nothingToCompare")}</p>;
  return (
    <>
      <p className="dim job-intro">{t("compareText")}</p>
      {job.devices
        .filter(({ removed }) => removed === null)
        .map((device) => {
          const key = deviceKey(device.identity);
          const own = checks.filter((one) => one.device === key);
          if (own.length === 0) return null;
          const view = live.find(({ id }) => id === device.live);
          return <OneDevice key={key} job={job.id} device={device} checks={own} live={view} />;
        })}
    </>
  );
}

function OneDevice({
  job,
  device,
  checks,
  live,
}: {
  job: string;
  device: JobDevice;
  checks: readonly ToCheck[];
  live: DeviceView | undefined;
}) {
  const t = jobWords.use();
  const turn = useAct("jobs.act");
  const key = deviceKey(device.identity);
  const wrong = checks.some(({ check }) => check?.verdict === "wrongSign");
  return (
    <section className="job-compare" aria-label={plate(device.identity)}>
      <div className="row between">
        <h2>{plate(device.identity)}</h2>
        {wrong && device.live !== null ? (
          <Button
            loading={turn.busy}
            onClick={() =>
              void turn.run({
                id: job,
                act: { act: "again", device: key, live: device.live, source: null, reversed: !device.reversed },
              })
            }
          >
            {t("turn")}
          </Button>
        ) : null}
      </div>
      {turn.act.state === "failed" ? <FaultLine fault={turn.act.fault} /> : null}
      <Table className="dense">
        <Table.Thead>
          <Table.Tr className="job-figure">
            <Table.Th scope="col">{t("figure")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("wallet")}
            </Table.Th>
            <Table.Th scope="col">{t("display")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {checks.map((one) => (
            <OneFigure key={one.role} job={job} one={one} live={live} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Directions that a display shows by words or an arrow; the first is the positive one. */
const WAYS = { gridPower: ["drawn", "fed"], batteryPower: ["charging", "discharging"] } as const;

function OneFigure({ job, one, live }: { job: string; one: ToCheck; live: DeviceView | undefined }) {
  const t = jobWords.use();
  const d = deviceWords.use();
  const lang = useLang();
  const compare = useAct("jobs.compare");
  const { role, device, check, done } = one;
  const ways = role === "gridPower" || role === "batteryPower" ? WAYS[role] : null;
  const [typed, setTyped] = useState("");
  const [negative, setNegative] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const [bad, setBad] = useState(false);
  const value = wholeOf(live, role);
  const name = t(
    `figures.${role === "gridPower" || role === "imported" || role === "exported" || role === "batteryPower" ? role : "generationPower"}`,
  );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason !== null) {
      void compare
        .run({ id: job, device, role, displayMilli: null, reason: reason.trim() })
        .then(() => setReason(null));
      return;
    }
    const milli = milliOfKilo(typed);
    setBad(milli === null);
    if (milli === null) return;
    const displayMilli = ways && negative && milli !== 0 ? -milli : milli;
    void compare.run({ id: job, device, role, displayMilli, reason: null });
  };
  return (
    <Table.Tr className="job-figure">
      <Table.Td>{name}</Table.Td>
      <Table.Td className="r nw">
        {value ? (
          <>
            {figureText(lang, value, isSigned(value))}
            <div className="note">{wayText(value, d)}</div>
          </>
        ) : (
          <span className="dim">{t("silent")}</span>
        )}
      </Table.Td>
      <Table.Td>
        <form className="row job-typed" onSubmit={submit} aria-label={name}>
          {reason === null ? (
            <>
              <TextInput
                aria-label={`${name}, ${t("display")}`}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                rightSection={<span className="note">{isPower(role) ? "kW" : "kWh"}</span>}
                error={bad ? t("badFigure") : null}
              />
              {ways ? (
                <NativeSelect
                  aria-label={`${name}, ${t("way")}`}
                  value={negative ? "1" : "0"}
                  onChange={(event) => setNegative(event.currentTarget.value === "1")}
                  data={ways.map((way, i) => ({ value: String(i), label: t(`ways.${way}`) }))}
                />
              ) : null}
              <Button type="submit" loading={compare.busy}>
                {t("compare")}
              </Button>
              <Button variant="subtle" onClick={() => setReason("")}>
                {t("leaveOut")}
              </Button>
            </>
          ) : (
            <>
              <TextInput
                aria-label={t("leaveOutWhy")}
                placeholder={t("leaveOutWhy")}
                maxLength={120}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Button type="submit" disabled={reason.trim() === ""} loading={compare.busy}>
                {t("leaveOut")}
              </Button>
              <Button variant="subtle" onClick={() => setReason(null)}>
                {t("cancel")}
              </Button>
            </>
          )}
        </form>
        {check ? (
          <p className={done ? "note" : "fault"} role="status">
            {done ? <span aria-hidden="true">✓ </span> : <span className="sign" aria-hidden="true" />}
            {verdictText(check, t)}{" "}
            {check.displayMilli === null ? null : <span className="note">{wasText(lang, check, t)}</span>}
          </p>
        ) : null}
        {compare.act.state === "failed" ? <FaultLine fault={compare.act.fault} /> : null}
      </Table.Td>
    </Table.Tr>
  );
}

const wholeOf = (live: DeviceView | undefined, role: LiveReading["role"]): LiveReading | undefined =>
  live?.values.find((value) => value.role === role && value.phase === 0 && value.quality === "measured");

function verdictText({ verdict, figure, reason, role, shownMilli, displayMilli }: Check, t: Text): string {
  switch (verdict) {
    case "agrees":
    case "tooSmall":
    case "differs":
      return t(`verdicts.${verdict}`);
    case "wrongSign":
      return t(isPower(role) ? "verdicts.wrongSign" : "verdicts.wrongCounter");
    case "wrongPhase":
      return t("verdicts.wrongPhase", { phase: figure ?? "" });
    case "wrongRatio": {
      const more = Math.abs(shownMilli ?? 0) > Math.abs(displayMilli ?? 0);
      return t(more ? "verdicts.wrongRatioMore" : "verdicts.wrongRatioLess", { factor: figure ?? "" });
    }
    case "unseen":
      return t("verdicts.unseen", { reason: reason ?? "" });
  }
}

function wasText(lang: Lang, { role, shownMilli, displayMilli }: Check, t: Text): string {
  const sign = isPower(role);
  const text = (milli: number): string => `${decimal(lang, milli, 6, { min: 2, max: 3, sign })} ${sign ? "kW" : "kWh"}`;
  return t("shownWas", { shown: text(shownMilli ?? 0), display: text(displayMilli ?? 0) });
}
