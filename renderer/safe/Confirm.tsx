/**
 * The signing window: one question, drawn from what the main process read out of the bytes. Refusing is always possible, at once
 * and by Escape; signing waits a moment, and never happens by Enter on arrival, because nothing is focused that signs.
 */
import { Button } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Output } from "../../shared/ipc/contract.ts";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import { AddressStrip, shortAddress } from "../parts/AddressStrip.tsx";
import { decimal } from "../parts/figures.ts";
import { momentText } from "../parts/times.ts";
import { useLang } from "../words/i18n.ts";
import { call } from "./call.ts";
import { ConfirmDay } from "./ConfirmDay.tsx";
import { faultText } from "./faults.ts";
import { MoreBelow } from "./MoreBelow.tsx";
import { safeWords } from "./words.ts";

type View = NonNullable<Output<"safe.confirmation">>;
type Both = { readonly en: string; readonly zh: string };
/** A little longer than the main process's own wait, which is the one that counts. */
const ARM_MS = 700;

export function Confirm() {
  const t = safeWords.use();
  const lang = useLang();
  const [view, setView] = useState<View | null>();
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => void call("safe.confirmation", {}).then(setView, setProblem), []);
  if (problem !== undefined) return <p role="alert">{faultText(t, problem)}</p>;
  return view ? <Question view={view} lang={lang} /> : null;
}

function Question({ view, lang }: { view: View; lang: Lang }) {
  const t = safeWords.use();
  const say = (text: Both) => (lang === "en" ? text.en : text.zh);
  const [armed, setArmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [bytes, setBytes] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const heading = useRef<HTMLHeadingElement>(null);
  const answer = (sign: boolean) => {
    setBusy(true);
    call("safe.answer", { digest: view.digest, sign }).catch((error: unknown) => {
      setProblem(error);
      setBusy(false);
    });
  };
  const refuse = useEffectEvent(() => answer(false));
  useEffect(() => {
    heading.current?.focus();
    const timer = setTimeout(() => setArmed(true), ARM_MS);
    const escape = (event: KeyboardEvent) => event.key === "Escape" && refuse();
    addEventListener("keydown", escape);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", escape);
    };
  }, []);
  const alike = view.counterparty !== null && view.counterparty.alike !== null;

  return (
    <main className="confirm" aria-labelledby="say">
      <header className="confirm-head">
        <span className="note b">{t("confirm.window")}</span>
        <span className="note">{t("confirm.nothingSent")}</span>
      </header>
      <MoreBelow>
        <h1 id="say" className="say" ref={heading} tabIndex={-1}>
          {say(view.sentence)}
        </h1>
        {view.marketTime && (
          <p className="note confirm-clock">
            {t(view.marketTime.rate === 1 ? "confirm.marketTime" : "confirm.marketTimeFast", {
              now: momentText(lang, view.marketTime.now),
              rate: view.marketTime.rate,
            })}
          </p>
        )}
        {view.day && <ConfirmDay day={view.day} />}
        <Amounts view={view} lang={lang} />
        <dl className="rows">
          <Counterparty view={view} lang={lang} />
          <div>
            <dt>{t("confirm.signedWith")}</dt>
            <dd>
              {view.key.name && <strong>{lang === "en" ? view.key.name.en : view.key.name.zh}</strong>}{" "}
              <span className="addr" title={view.key.address}>
                {shortAddress(view.key.address)}
              </span>
              <span className="note">{t("confirm.keyStays")}</span>
            </dd>
          </div>
          <div>
            <dt>{t("confirm.validUntil")}</dt>
            <dd>{t("confirm.lapses", { time: untilText(view.validUntil, lang) })}</dd>
          </div>
          {view.details.map(({ label, value }) => (
            <div key={label.en}>
              <dt>{say(label)}</dt>
              <dd>{say(value)}</dd>
            </div>
          ))}
          <div>
            <dt>{t("confirm.public")}</dt>
            <dd className="note">{say(view.publicNote)}</dd>
          </div>
        </dl>
        <p className="note confirm-digest">
          {t("confirm.digest")} <span className="addr">{spaced(view.digest)}</span>
          <button type="button" className="link" aria-expanded={bytes} onClick={() => setBytes(!bytes)}>
            {t(bytes ? "confirm.hideBytes" : "confirm.showBytes")}
          </button>
        </p>
        {bytes && (
          <div className="bytes">
            <p className="note">
              {t("confirm.wholeDigest")} <code>{view.digest}</code>
            </p>
            <code>{view.bytes}</code>
          </div>
        )}
        {view.simulated && <p className="note">{t("confirm.simulated")}</p>}
      </MoreBelow>
      <footer className="confirm-foot">
        {problem !== undefined && <p role="alert">{faultText(t, problem)}</p>}
        <Button size="lg" variant={alike ? "filled" : "default"} disabled={busy} onClick={() => answer(false)}>
          {t("confirm.no")}
        </Button>
        <Button
          size="lg"
          variant={alike ? "default" : "filled"}
          disabled={busy}
          aria-disabled={!armed}
          data-arming={!armed || undefined}
          onClick={() => armed && answer(true)}
        >
          {t(alike ? "confirm.yesAnyway" : "confirm.yes")}
        </Button>
      </footer>
    </main>
  );
}

/** Money that has moved, or has not, as the signer states it; trades speak of what is to come. */
const MONEY_HEAD: Readonly<Record<string, "confirm.paid" | "confirm.received" | "confirm.missing" | undefined>> = {
  "payment.claim": "confirm.paid",
  "payment.confirm": "confirm.received",
  "payment.deny": "confirm.missing",
};

function Amounts({ view, lang }: { view: View; lang: Lang }) {
  const t = safeWords.use();
  const { receive, worst } = view;
  if (!receive && !worst) return null;
  const say = (text: Both) => (lang === "en" ? text.en : text.zh);
  return (
    <div className="amounts">
      {receive && (
        <div>
          <p className="note">{t(MONEY_HEAD[view.kind] ?? (receive.amount < 0 ? "confirm.pay" : "confirm.receive"))}</p>
          <Yuan micro={Math.abs(receive.amount)} lang={lang} />
          <p className="note">{say(receive.note)}</p>
        </div>
      )}
      {worst && (
        <div>
          <p className="note">{t("confirm.worst")}</p>
          <Yuan micro={worst.amount} lang={lang} />
          <p className="note">{say(worst.note)}</p>
        </div>
      )}
    </div>
  );
}

/** What is signed is not rounded: fen where it is whole fen, else every digit, as the lines of a statement have them. */
const Yuan = ({ micro, lang }: { micro: number; lang: Lang }) => (
  <div className="fig l">
    <small className="pre">¥</small>
    {decimal(lang, micro, 6, { min: micro % 10_000 === 0 ? 2 : 6, max: 6 })}
  </div>
);

function Counterparty({ view, lang }: { view: View; lang: Lang }) {
  const t = safeWords.use();
  const party = view.counterparty;
  if (!party) return null;
  const { address } = party;
  const shown = (
    <>
      <span className="addr" title={address}>
        watt1<b className="b">{address.slice(5, 8)}</b>
        {party.alike ? <b className="b">{address.slice(8, 12)}</b> : null}…<b className="b">{address.slice(-4)}</b>
      </span>
      <AddressStrip bytes={party.bytes} />
    </>
  );
  return (
    <div>
      <dt>{t("confirm.with")}</dt>
      <dd>
        {party.alike ? (
          <div className="alike" role="alert">
            <b className="b">{t("confirm.alike", { address: shortAddress(party.alike) })}</b>
            <p className="note">{t("confirm.alikeWhy")}</p>
            <div className="confirm-address">{shown}</div>
          </div>
        ) : (
          <>
            {party.name && <b className="b">{lang === "en" ? party.name.en : party.name.zh}</b>}
            <p className="note">
              {t(`confirm.learned.${party.learned}`)}
              {party.contracts > 0 && t("confirm.contracts", { count: party.contracts })}
            </p>
            {party.firstTime && <p className="b first-time">{t("confirm.firstTime")}</p>}
            <div className="confirm-address">{shown}</div>
          </>
        )}
      </dd>
    </div>
  );
}

const spaced = (hash: string) => `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;

/** Header seconds are real time: shown by the computer's own clock and zone. */
function untilText(seconds: number, lang: Lang): string {
  const at = new Date(seconds * 1000);
  const locale = lang === "en" ? "en-GB" : "zh-CN";
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }).format(at);
  if (at.toDateString() === new Date().toDateString()) return safeWords.say("confirm.today", { clock });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" }).format(at);
  return `${lang === "en" ? date : date.replace(/(\d)([月日])/g, "$1 $2 ").trim()} ${clock}`;
}
