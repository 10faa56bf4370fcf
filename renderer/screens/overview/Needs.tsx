/** "Needs me": what waits for the reader, most urgent first, each with the one thing to do. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Need, StatementRow } from "../../../shared/ipc/marketViews.ts";
import { FaultLine, Loaded, verifiedOf } from "../../frame/Loaded.tsx";
import { useHome } from "../../frame/market.ts";
import { partyName } from "../../frame/names.ts";
import { frameWords } from "../../frame/words.ts";
import { useWatched } from "../../frame/watched.ts";
import { yuanMark } from "../../parts/figures.ts";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { momentText } from "../../parts/times.ts";
import { go, hrefOf, sayOutcome } from "../../store/app.ts";
import { useAct, useRead } from "../../store/hooks.ts";
import { useLang } from "../../words/i18n.ts";
import { sentences } from "../../words/sentences.ts";
import { PaymentActs } from "../money/PaymentActs.tsx";
import { needWords } from "./needWords.ts";

const keyOf = (need: Need): string => {
  switch (need.what) {
    case "confirmPayment":
    case "pay":
      return `${need.what} ${need.statement.other.id} ${need.statement.period}`;
    case "dispute":
    case "held":
      return `${need.what} ${need.contract}`;
    case "refused":
      return `refused ${need.entry}`;
    case "nodeLied":
      return `nodeLied ${need.node}`;
    default:
      return need.what;
  }
};

export function Needs() {
  const t = needWords.use();
  const needs = useRead("needs.list", {});
  const count = needs.state === "ready" ? needs.value.length : 0;
  return (
    <>
      <h1>
        {t("title")} {count > 0 ? <span className="faint count">{count}</span> : null}
      </h1>
      <Loaded of={needs}>
        {(list) =>
          list.length === 0 ? (
            <p className="dim need">{t("nothing")}</p>
          ) : (
            <ul className="needs">
              {list.map((need) => (
                <li key={keyOf(need)} className="need">
                  <OneNeed need={need} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function OneNeed({ need }: { need: Need }) {
  const t = needWords.use();
  const frame = frameWords.use();
  const register = useAct("sign.register");
  const watched = useWatched();
  switch (need.what) {
    case "register":
      return (
        <Card title={t("register")} text={t("registerText")}>
          <Button
            variant="filled"
            loading={register.busy}
            {...watched}
            onClick={() => void register.run({}).then((answer) => answer && sayOutcome(answer))}
          >
            {frame("review")}
          </Button>
          {register.act.state === "failed" ? <FaultLine fault={register.act.fault} /> : null}
        </Card>
      );
    case "awaitAdmission":
      return <Card title={t("awaitAdmission")} text={t("awaitAdmissionText")} />;
    case "importMeter":
      return (
        <Card title={t("importMeter")} text={t("importMeterText")}>
          <Button onClick={() => go("energy", "import")}>{t("importAct")}</Button>
        </Card>
      );
    case "firstOffer":
      return (
        <Card title={t("firstOffer")} text={t("firstOfferText")}>
          <Button onClick={() => go("market")}>{t("toMarket")}</Button>
        </Card>
      );
    case "confirmPayment":
    case "pay":
      return <PaymentNeed what={need.what} claimed={need.statement} />;
    case "dispute":
    case "held":
      return <ContractNeed need={need} />;
    case "refused":
      return (
        <Card title={t("refused")} text={t("refusedText")}>
          <Button component="a" href={hrefOf("ledger", need.entry)}>
            {t("showWhy")}
          </Button>
        </Card>
      );
    case "nodeLied":
      return (
        <Card title={t("nodeLied")} text={t("nodeLiedText", { node: need.node })} warn>
          <Button component="a" href={hrefOf("ledger", "refused")}>
            {t("showEvidence")}
          </Button>
        </Card>
      );
  }
}

/** Only which contract is meant, and since when there is something to do; its figures stand on its own page, proved. */
function ContractNeed({ need }: { need: Extract<Need, { what: "dispute" | "held" }> }) {
  const t = needWords.use();
  const lang = useLang();
  const offset = useHome()?.market.utcOffset ?? 0;
  const name = partyName(need.party, lang);
  const until =
    need.what === "dispute" && need.until !== null ? [t("until", { at: momentText(lang, need.until + offset) })] : [];
  const what = need.what === "held" ? "held" : need.state === "open" ? "disputed" : "ruled";
  return (
    <Card title={t(what)} text={sentences(lang, [t(`${what}Text`, { name }), ...until])}>
      <Button component="a" href={hrefOf("contracts", need.contract)}>
        {t("toContract")}
      </Button>
    </Card>
  );
}

/** The amount is drawn from the proved statement alone; the need only says which one is meant. */
function PaymentNeed({ what, claimed }: { what: "confirmPayment" | "pay"; claimed: StatementRow }) {
  const t = needWords.use();
  const lang = useLang();
  const money = verifiedOf(useRead("money.list", {}));
  const name = partyName(claimed.other, lang);
  const row =
    money.state === "verified"
      ? money.value.find((one) => one.other.id === claimed.other.id && one.period === claimed.period)
      : undefined;
  if (!row)
    return (
      <Card
        title={
          <>
            {t(what, { amount: "¥ –" })}
            <Seal seal={money.state === "verified" ? { state: "waiting", why: "behind" } : sealOf(money)} />
          </>
        }
        text={t(money.state === "refused" ? "refusedAmount" : "waiting")}
      />
    );
  return (
    <Card
      title={
        <>
          {t(what, { amount: yuanMark(lang, Math.abs(row.due)) })}
          <Seal seal={sealOf(money)} />
        </>
      }
      text={
        what === "pay" ? t("payText", { name }) : t("confirmPaymentText", { name, reference: row.reference ?? "–" })
      }
    >
      <PaymentActs row={row} />
    </Card>
  );
}

function Card(props: { title: ReactNode; text: string; children?: ReactNode; warn?: boolean }) {
  return (
    <>
      <h3>
        {props.warn ? <span className="seal refused lead" aria-hidden="true" /> : null}
        {props.title}
      </h3>
      <p className="dim">{props.text}</p>
      {props.children ? <div className="acts">{props.children}</div> : null}
    </>
  );
}
