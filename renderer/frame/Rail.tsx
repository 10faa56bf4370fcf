/** The rail: where one can go, how fresh the verified block is, lock and account. */
import { UnstyledButton } from "@mantine/core";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { Role } from "../../shared/ledger/units.ts";
import type { StatusView } from "../../shared/ipc/ledgerViews.ts";
import { whole } from "../parts/figures.ts";
import { Mark } from "../parts/Mark.tsx";
import { app, hrefOf, type Place } from "../store/app.ts";
import { useAct, useRead } from "../store/hooks.ts";
import { useLang, type Words } from "../words/i18n.ts";
import { officesOf, placesBeside } from "../screens/office/places.ts";
import { AccountChoice } from "./AccountChoice.tsx";
import { useHome } from "./market.ts";
import { OfficeLinks } from "./OfficeLinks.tsx";
import { frameWords } from "./words.ts";

const SHOWN: readonly Exclude<Place, "ledger" | "account" | "office">[] = [
  "overview",
  "energy",
  "market",
  "contracts",
  "money",
];

const NO_ROLES: readonly Role[] = [];

export function Rail() {
  const t = frameWords.use();
  const { place: here, rest } = useStore(app, (state) => state.route);
  const offices = officesOf(useHome()?.roles ?? NO_ROLES);
  const lock = useAct("wallet.lock");
  const link = (place: Place, text: string) => (
    <a key={place} href={hrefOf(place)} aria-current={here === place ? "page" : undefined}>
      {text}
    </a>
  );
  return (
    <nav className="rail" aria-label={t("nav")}>
      <Mark />
      {offices.length > 0 ? (
        <OfficeLinks offices={offices} here={here === "office" ? (rest ?? "") : here === "overview" ? "" : null} />
      ) : (
        SHOWN.map((place) => link(place, t(place)))
      )}
      {/* Who runs a grid or supplies homes is paid, and a utility trades. */}
      {placesBeside(offices).map((place) => link(place, t(place)))}
      <div className="foot">
        <AccountChoice />
        <LedgerFoot on={here === "ledger"} />
        <UnstyledButton className="rail-act" onClick={() => void lock.run({})} disabled={lock.busy}>
          <LockSign />
          {t("lock")}
        </UnstyledButton>
        <a href={hrefOf("account")} className="small" aria-current={here === "account" ? "page" : undefined}>
          <WhoSign />
          {t(offices.length > 0 ? "office" : "home")}
        </a>
      </div>
    </nav>
  );
}

function LedgerFoot({ on }: { on: boolean }) {
  const t = frameWords.use();
  const lang = useLang();
  const status = useRead("status.get", {});
  const value = status.state === "ready" ? status.value : null;
  return (
    <a className="ledger" href={hrefOf("ledger")} aria-current={on ? "page" : undefined}>
      <span className="name">{t("ledger")}</span>
      <span className="note">{t("block")}</span>
      <span className="h">
        {value?.height == null ? t("noBlock") : whole(lang, value.height)}
        <span className={`seal ${sealClass(value)}`} aria-hidden="true" />
      </span>
      {value?.clockAheadMs == null ? null : <span className="note">{t("clockWrong")}</span>}
      {value?.time == null ? null : (
        <span className="note">
          {t(value.simulated ? "simulated" : "verified")}
          <br />
          <Age since={value.time} />
        </span>
      )}
    </a>
  );
}

const sealClass = (status: StatusView | null) =>
  status === null || status.height === null ? "waiting" : status.link === "refused" ? "refused" : "verified";

export const ageText = (
  seconds: number,
  t: Words<{ ageSeconds: string; ageMinutes: string; ageHours: string; ageDays: string }>,
) => {
  if (seconds < 120) return t("ageSeconds", { count: seconds });
  if (seconds < 7200) return t("ageMinutes", { count: Math.floor(seconds / 60) });
  if (seconds < 172_800) return t("ageHours", { count: Math.floor(seconds / 3600) });
  return t("ageDays", { count: Math.floor(seconds / 86_400) });
};

/** Counts on by itself; only this text is drawn each second. */
export function Age({ since }: { since: number }) {
  const t = frameWords.use();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <>{ageText(Math.max(0, Math.floor(now / 1000) - since), t)}</>;
}

const LockSign = () => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.3"
    aria-hidden="true"
  >
    <path d="M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 015 0v2.5" />
  </svg>
);
const WhoSign = () => (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.3"
    aria-hidden="true"
  >
    <circle cx="8" cy="5.5" r="2.5" />
    <path d="M3 13.5c.6-2.8 2.6-4 5-4s4.400 1.200 5 4" />
  </svg>
);
