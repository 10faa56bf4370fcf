/** Account and settings: language and appearance at once, and what the ledger says of this account. */
import { Button, SegmentedControl } from "@mantine/core";
import type { Lang, Theme } from "../../../shared/ipc/ledgerViews.ts";
import type { HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Proof } from "../../../shared/ipc/verified.ts";
import { FaultLine, Loaded, LoadedSealed } from "../../frame/Loaded.tsx";
import { Screen } from "../../frame/Screen.tsx";
import { decimal, kilo, priceMark } from "../../parts/figures.ts";
import { LanguageSwitch } from "../../parts/LanguageSwitch.tsx";
import { Seal } from "../../parts/Seal.tsx";
import { useAct, useRead } from "../../store/hooks.ts";
import { again } from "../../store/reads.ts";
import { useLang } from "../../words/i18n.ts";
import { accountWords } from "./words.ts";
import "./account.css";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

export default function Account() {
  const t = accountWords.use();
  const settings = useRead("settings.get", {});
  const home = useRead("home.get", {});
  const set = useAct("settings.set");
  const another = useAct("network.open");
  const keys = useAct("keys.open");
  const accounts = useRead("accounts.list", {});
  const lang = useLang();
  const book = useAct("book.open");
  const agent = useAct("agent.open");
  const nodes = useAct("nodes.open");
  const change = async (next: { lang?: Lang; theme?: Theme }) => {
    if (await set.run(next)) again("settings.get", {});
  };
  return (
    <Screen>
      <h1>{t("title")}</h1>
      <dl className="account">
        <Loaded of={settings}>
          {(now) => (
            <>
              <dt>{t("language")}</dt>
              <dd>
                <LanguageSwitch value={now.lang} onChange={(lang) => void change({ lang })} />
              </dd>
              <dt>{t("theme")}</dt>
              <dd>
                <SegmentedControl<Theme>
                  aria-label={t("theme")}
                  value={now.theme}
                  onChange={(theme) => void change({ theme })}
                  data={THEMES.map((value) => ({ value, label: t(`themes.${value}`) }))}
                />
              </dd>
              <dt>{t("network")}</dt>
              <dd>
                <Button onClick={() => void another.run({})}>{t("otherNetwork")}</Button>{" "}
                <Button onClick={() => void nodes.run({})}>{t("nodesOpen")}</Button>
              </dd>
            </>
          )}
        </Loaded>
      </dl>
      <Loaded of={accounts}>
        {(all) => (
          <dl className="account">
            <dt>{t("accounts")}</dt>
            {all
              .filter((account) => account.active)
              .map(({ address, name, kind }) => (
                <dd key={address}>
                  <strong>{lang === "en" ? name.en : name.zh}</strong> <span className="addr">{address}</span>{" "}
                  <span className="note">{t(`kinds.${kind}`)}</span>
                </dd>
              ))}
          </dl>
        )}
      </Loaded>
      {another.act.state === "failed" ? <FaultLine fault={another.act.fault} /> : null}
      {nodes.act.state === "failed" ? <FaultLine fault={nodes.act.fault} /> : null}
      {set.act.state === "failed" ? <FaultLine fault={set.act.fault} /> : null}
      <LoadedSealed of={home}>{(view, proof) => <OnLedger view={view} proof={proof} />}</LoadedSealed>
      <section className="section account-keys" aria-labelledby="account-keys">
        <h2 id="account-keys">{t("keysTitle")}</h2>
        <p className="note">{t("keys")}</p>
        <Button onClick={() => void keys.run({})}>{t("keysOpen")}</Button>
        {keys.act.state === "failed" ? <FaultLine fault={keys.act.fault} /> : null}
      </section>
      <section className="section account-keys" aria-labelledby="account-book">
        <h2 id="account-book">{t("bookTitle")}</h2>
        <p className="note">{t("book")}</p>
        <Button onClick={() => void book.run({})}>{t("bookOpen")}</Button>
        {book.act.state === "failed" ? <FaultLine fault={book.act.fault} /> : null}
      </section>
      <section className="section account-keys" aria-labelledby="account-agent">
        <h2 id="account-agent">{t("agentTitle")}</h2>
        <p className="note">{t("agent")}</p>
        <Button onClick={() => void agent.run({})}>{t("agentOpen")}</Button>
        {agent.act.state === "failed" ? <FaultLine fault={agent.act.fault} /> : null}
      </section>
    </Screen>
  );
}

function OnLedger({ view, proof }: { view: HomeView; proof: Proof }) {
  const t = accountWords.use();
  const lang = useLang();
  const seal = <Seal seal={{ state: "verified", proof }} />;
  const { limits, charges } = view;
  return (
    <dl className="account">
      <dt>{t("address")}</dt>
      <dd className="addr">{view.me.id}</dd>
      <dt>{t("registration")}</dt>
      <dd>
        {t(`states.${view.registration}`)}
        {seal}
      </dd>
      <dt>{t("zone")}</dt>
      <dd>
        {view.zone}
        {seal}
      </dd>
      {limits ? (
        <>
          <dt>{t("limits")}</dt>
          <dd>
            {t("limitsValue", { in: kilo(lang, limits.importW), out: kilo(lang, limits.exportW) })}
            {seal}
          </dd>
          <dt>{t("prices")}</dt>
          <dd>
            {t("pricesValue", { min: priceMark(lang, limits.priceMin), max: priceMark(lang, limits.priceMax) })}
            {seal}
          </dd>
          <dt>{t("tariff")}</dt>
          <dd>
            {t("tariffValue", { retail: priceMark(lang, limits.retail), feedIn: priceMark(lang, limits.feedIn) })}
            {seal}
          </dd>
        </>
      ) : null}
      {charges ? (
        <>
          <dt>{t("charges")}</dt>
          <dd>
            {t("chargesValue", {
              network: priceMark(lang, charges.network),
              levy: priceMark(lang, charges.levy),
              tax: decimal(lang, charges.taxPpm, 4, { max: 4 }),
              loss: decimal(lang, charges.lossPpm, 4, { max: 4 }),
            })}
            {seal}
          </dd>
        </>
      ) : null}
    </dl>
  );
}
