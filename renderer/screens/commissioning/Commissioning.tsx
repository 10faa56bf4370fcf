/** Commissioning: the installer's jobs of the day, and the owner's side of a hand-over. One job is a page of its own. */
import { Button, Table, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { JobRow } from "../../../shared/ipc/commissioningViews.ts";
import { FaultLine, Loaded } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { whole } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { go, hrefOf } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { again } from "../../store/reads.ts";
import { useLang } from "../../words/i18n.ts";
import { JobScreen } from "./JobScreen.tsx";
import { OwnersSide } from "./OwnersSide.tsx";
import { jobWords } from "./words.ts";
import "./commissioning.css";

/** `rest`: what follows "commissioning/" in the address: a job's id. */
export default function Commissioning({ job }: { job: string | null }) {
  return job === null ? <Jobs /> : <JobScreen key={job} id={job} />;
}

export const jobHref = (id: string): string => hrefOf("energy", `commissioning/${id}`);

function Jobs() {
  const t = jobWords.use();
  const jobs = useRead("jobs.list", {});
  const [starting, setStarting] = useState(false);
  return (
    <Screen>
      <a className="small" href={hrefOf("energy")}>
        {t("back")}
      </a>
      <h1>{t("title")}</h1>
      <p className="dim job-intro">{t("intro")}</p>
      <Loaded of={jobs} onAgain={() => again("jobs.list", {})}>
        {({ jobs: rows, damaged, installer }) => (
          <>
            <section className="section" aria-labelledby="jobs-list">
              <div className="row between">
                <h2 id="jobs-list">{t("jobs")}</h2>
                {starting ? null : (
                  <Button variant={rows.length === 0 ? "filled" : "default"} onClick={() => setStarting(true)}>
                    {t("start")}
                  </Button>
                )}
              </div>
              {starting ? <StartJob onClose={() => setStarting(false)} /> : null}
              {rows.length > 0 ? (
                <JobTable rows={rows} />
              ) : starting ? null : (
                <p className="dim">{`${t("none")}. ${t("noneText")}`}</p>
              )}
              {damaged.length > 0 ? (
                <p className="fault" role="status">
                  <span className="sign" aria-hidden="true" />
                  {t("damaged", { files: damaged.join(", ") })}
                </p>
              ) : null}
            </section>
            <OwnersSide />
            {installer ? (
              <section className="section" aria-labelledby="jobs-who">
                <h2 id="jobs-who">{t("who")}</h2>
                <p className="dim job-intro">{t("whoText")}</p>
                <dl className="job-key">
                  <dt>{t("party")}</dt>
                  <dd className="addr">{installer.party}</dd>
                  <dt>{t("key")}</dt>
                  <dd className="addr">{installer.key}</dd>
                </dl>
              </section>
            ) : null}
          </>
        )}
      </Loaded>
    </Screen>
  );
}

function JobTable({ rows }: { rows: readonly JobRow[] }) {
  const t = jobWords.use();
  const lang = useLang();
  return (
    <Table className="dense job-table">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t("jobs")}</Table.Th>
          <Table.Th scope="col">{t("nextStep")}</Table.Th>
          <Table.Th scope="col" className="r">
            {t("devices")}
          </Table.Th>
          <Table.Th scope="col" className="r">
            {t("reports")}
          </Table.Th>
          <Table.Th scope="col">{t("changed")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.id}>
            <Table.Td>
              <a href={jobHref(row.id)}>{row.name}</a>
            </Table.Td>
            <Table.Td>{row.next === null ? t("allDone") : t(`steps.${row.next}`)}</Table.Td>
            <Table.Td className="r">{whole(lang, row.devices)}</Table.Td>
            <Table.Td className="r">{whole(lang, row.reports)}</Table.Td>
            <Table.Td>{wallText(lang, row.changed, "second")}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function StartJob({ onClose }: { onClose: () => void }) {
  const t = jobWords.use();
  const start = useAct("jobs.start");
  const [name, setName] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const made = await start.run({ name: name.trim() });
    if (made) go("energy", `commissioning/${made.id}`);
  };
  return (
    <form className="job-form" onSubmit={(event) => void submit(event)} aria-label={t("start")}>
      <TextInput
        label={t("name")}
        description={t("nameHint")}
        placeholder={t("namePlaceholder")}
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <span className="acts wide">
        <Button variant="filled" type="submit" disabled={name.trim() === ""} loading={start.busy}>
          {t("begin")}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          {t("cancel")}
        </Button>
      </span>
      {start.act.state === "failed" ? <FaultLine fault={start.act.fault} /> : null}
    </form>
  );
}
