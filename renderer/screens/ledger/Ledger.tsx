/** The ledger: what this computer trusts and why, which nodes answer, what was refused, and what waits in the outbox. */
import { Button, Table } from "@mantine/core";
import { useState } from "react";
import type { StatusView } from "../../../shared/ipc/ledgerViews.ts";
import { FaultLine, Loaded } from "../../frame/Loaded.tsx";
import { Age } from "../../frame/Rail.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { groupedHash, shortHash } from "../../parts/AddressStrip.tsx";
import { whole } from "../../parts/figures.ts";
import { wallText } from "../../parts/times.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { Outbox } from "./Outbox.tsx";
import { ProofFiles } from "./ProofFiles.tsx";
import { ledgerWords } from "./words.ts";
import "./ledger.css";

export default function Ledger() {
  const t = ledgerWords.use();
  const status = useRead("status.get", {});
  return (
    <Screen>
      <h1>{t("title")}</h1>
      <Loaded of={status}>
        {(view) => (
          <div className="ledger-cols">
            <div>
              <Outbox />
              <Nodes view={view} />
              <Refused view={view} />
              <ProofFiles />
            </div>
            <Trust view={view} />
          </div>
        )}
      </Loaded>
    </Screen>
  );
}

function Trust({ view }: { view: StatusView }) {
  const t = ledgerWords.use();
  const lang = useLang();
  const [arrived] = useState(() => Date.now());
  // Also offline, or after a fingerprint that no node has: the link says something else then.
  const over = view.link === "trustExpired" || (view.trusted !== null && view.trusted.expires * 1000 <= arrived);
  return (
    <section className="sheet trust">
      <h2>{t("trust")}</h2>
      <p>{view.demoDamage ? t("demoDamaged", { file: view.demoDamage.file }) : t(`link.${view.link}`)}</p>
      {view.attack ? <p role="alert">{t("attack", { height: whole(lang, view.attack.height) })}</p> : null}
      {view.clockAheadMs === null ? null : <p role="alert">{clockText(view.clockAheadMs, t)}</p>}
      {view.simulated ? <p className="note below">{t("simulated")}</p> : null}
      <dl className="proof">
        <dt>{t("chain")}</dt>
        <dd className="addr">{view.chainId}</dd>
        <dt>{t("height")}</dt>
        <dd>
          {view.trusted && view.height !== null
            ? t("blockHash", { height: whole(lang, view.height), hash: shortHash(view.trusted.hash) })
            : t("none")}
        </dd>
        <dt>{t("blockTime")}</dt>
        <dd>
          {view.time === null ? (
            t("none")
          ) : (
            <>
              {t("yourClock", { time: wallText(lang, view.time) })}
              {t("separator")}
              <span className="nw">
                <Age since={view.time} />
              </span>
            </>
          )}
        </dd>
        <dt>{t("signed")}</dt>
        <dd>{view.height === null ? t("none") : t("signedBy", { signed: view.signed, of: view.of })}</dd>
        <dt>{t("witnessed")}</dt>
        <dd>
          {view.witnessed === null ? t("witnessedNone") : t("witnessedTo", { height: whole(lang, view.witnessed) })}
        </dd>
        <dt>{t("anchor")}</dt>
        <dd>
          {view.anchor ? (
            <>
              {t("blockAt", { height: whole(lang, view.anchor.height) })}{" "}
              <span className="fingerprint">{groupedHash(view.anchor.hash)}</span>
              <CopyAnchor />
            </>
          ) : (
            t("none")
          )}
        </dd>
        <dt>{t("headers")}</dt>
        <dd>
          {view.trusted
            ? t("headersValue", { stored: whole(lang, view.trusted.stored), count: view.trusted.hops })
            : t("none")}
        </dd>
        <dt>{t("expires")}</dt>
        <dd>{view.trusted ? t("yourClock", { time: wallText(lang, view.trusted.expires) }) : t("none")}</dd>
      </dl>
      {over ? <Reanchor /> : null}
    </section>
  );
}

/** What a command or another wallet is given as the anchor. */
function CopyAnchor() {
  const t = ledgerWords.use();
  const copy = useAct("anchor.copy");
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <Button
        size="compact-xs"
        disabled={copy.busy}
        onClick={() => void copy.run({}).then((done) => setCopied(done?.copied != null))}
      >
        {t("copyAnchor")}
      </Button>{" "}
      <output className="note">{isCopied ? t("copiedAnchor") : ""}</output>
      {copy.act.state === "failed" ? <FaultLine fault={copy.act.fault} /> : null}
    </>
  );
}

/** In the largest unit that leaves a whole number worth reading. */
function clockText(ms: number, t: ReturnType<typeof ledgerWords.use>): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 2) return t("clockSeconds", { count: Math.round(ms / 1000) });
  if (minutes < 120) return t("clockMinutes", { count: minutes });
  return t("clockHours", { count: Math.round(minutes / 60) });
}

/** Opens the safe window's page for a new anchor; this window has no other part in it. */
function Reanchor() {
  const t = ledgerWords.use();
  const open = useAct("anchor.open");
  return (
    <p className="note">
      <Button variant="filled" disabled={open.busy} onClick={() => void open.run({})}>
        {t("reanchor")}
      </Button>
    </p>
  );
}

function Nodes({ view }: { view: StatusView }) {
  const t = ledgerWords.use();
  const lang = useLang();
  return (
    <section className="section">
      <h2>{t("nodes")}</h2>
      {view.nodes.filter((node) => node.role !== "setAside").length === 1 ? (
        <p className="note">{t("noWitness")}</p>
      ) : null}
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("node")}</Table.Th>
            <Table.Th scope="col">{t("role")}</Table.Th>
            <Table.Th scope="col">{t("state")}</Table.Th>
            <Table.Th scope="col" className="r">
              {t("heightHead")}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {view.nodes.map((node) => (
            <Table.Tr key={node.url}>
              <Table.Td className="addr">{node.url}</Table.Td>
              <Table.Td>{t(`roles.${node.role}`)}</Table.Td>
              <Table.Td>
                {node.state === "lied" || node.state === "otherChain" ? (
                  <span className="seal refused lead" aria-hidden="true" />
                ) : null}
                {t(`states.${node.state}`)}
              </Table.Td>
              <Table.Td className="r">{node.height === null ? "–" : whole(lang, node.height)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Refused({ view }: { view: StatusView }) {
  const t = ledgerWords.use();
  const lang = useLang();
  return (
    <section className="section" id="refused">
      <h2>{t("refused")}</h2>
      {view.refused.length === 0 ? (
        <p className="dim">{t("refusedNone")}</p>
      ) : (
        <ul>
          {view.refused.map((one) => (
            <li key={`${one.node} ${one.at}`} className="refused-line">
              <span className="seal refused lead" aria-hidden="true" />
              {t("refusedLine", {
                node: one.node,
                rule: one.rule,
                height: one.height === null ? "–" : whole(lang, one.height),
              })}
              <span className="note">
                {t("yourClock", { time: wallText(lang, one.at) })}, {t("evidence")}{" "}
                <span className="addr">{one.evidence}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
