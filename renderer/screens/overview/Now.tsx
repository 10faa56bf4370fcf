/** Right now: making − using = surplus, what it earns, and where each kW goes. The meter's own figures carry no seal. */
import type { LiveView } from "../../../shared/ipc/energyViews.ts";
import type { ContractRow, HomeView } from "../../../shared/ipc/marketViews.ts";
import type { Verified } from "../../../shared/ipc/verified.ts";
import { partyName } from "../../frame/names.ts";
import { digitsFor, kilo, priceMark, yuan, yuanMark } from "../../parts/figures.ts";
import { Figure } from "../../parts/Figure.tsx";
import { Key } from "../../parts/Key.tsx";
import { Seal, sealOf } from "../../parts/Seal.tsx";
import { useLang } from "../../words/i18n.ts";
import { flowsNow, type Share } from "./flows.ts";
import { overviewWords } from "./words.ts";

const HUE: Record<Share["kind"], string> = {
  own: "var(--load)",
  sold: "var(--sold)",
  bought: "var(--bought)",
  gridOut: "var(--gen)",
  gridIn: "var(--load-2)",
  left: "var(--gen)",
  lacking: "var(--load-2)",
};

const NOTE = {
  own: "ownNote",
  gridOut: "gridOutNote",
  gridIn: "gridInNote",
  left: "noTariff",
  lacking: "noTariff",
} as const;

export function Now({
  live,
  home,
  contracts,
}: {
  live: LiveView;
  home: Verified<HomeView>;
  contracts: Verified<ContractRow[]>;
}) {
  const t = overviewWords.use();
  const lang = useLang();
  if (live.makingW === null || live.usingW === null) return <p className="dim section">{t("ended")}</p>;
  const market = home.state === "verified" ? home.value.market : null;
  const flows = flowsNow(
    live.makingW,
    live.usingW,
    market?.slot ?? 0,
    market?.slotSeconds ?? 900,
    market && contracts.state === "verified" ? contracts.value : null,
    home.state === "verified" ? home.value.limits : null,
  );
  const digits = digitsFor([live.makingW, live.usingW]);
  const kw = (watts: number) => kilo(lang, watts, digits);
  // Words need more room than a small share has; then they move and bring their colour along.
  const least = flows.shares.length > 3 ? 150 : flows.shares.length > 2 ? 164 : 204;
  const whole = flows.shares.reduce((all, share) => all + share.watts, 0);
  const isMoved = flows.shares.some((share) => share.watts * 768 < least * whole);
  return (
    <>
      <section className="now-figures">
        <div>
          <span className="dim">
            <Key hue="gen" />
            {t("making")}
          </span>
          <Figure size="xl" text={kw(live.makingW)} unit="kW" />
        </div>
        <div>
          <i className="op">−</i>
          <span className="dim">
            <Key hue="load" />
            {t("using")}
          </span>
          <Figure size="xl" text={kw(live.usingW)} unit="kW" />
        </div>
        <div>
          <i className="op">=</i>
          <span className="dim">{t(flows.surplus < 0 ? "shortfall" : "surplus")}</span>
          <Figure size="xl" text={kw(flows.surplus)} unit="kW" />
        </div>
        <div>
          <span className="dim">{t(flows.perHour !== null && flows.perHour < 0 ? "costing" : "earning")}</span>
          {flows.perHour === null ? (
            <span className="nw">
              <span className="fig xl faint">–</span>
              <Seal seal={home.state === "verified" ? { state: "waiting", why: "behind" } : sealOf(home)} />
            </span>
          ) : (
            <Figure size="xl" pre="¥" text={yuan(lang, Math.abs(flows.perHour))} unit={t("perHour")} />
          )}
        </div>
      </section>
      <div className="split-bar" aria-hidden="true">
        {flows.shares.map((share, i) => (
          <i key={i} style={{ flexGrow: share.watts, background: HUE[share.kind] }} />
        ))}
      </div>
      <section
        className="split"
        data-moved={isMoved || undefined}
        style={{ gridTemplateColumns: flows.shares.map((s) => `minmax(${least}px, ${s.watts}fr)`).join(" ") }}
      >
        {flows.shares.map((share, i) => (
          <ShareLine key={i} share={share} kw={kw(share.watts)} home={home} contracts={contracts} />
        ))}
      </section>
    </>
  );
}

function ShareLine(props: { share: Share; kw: string; home: Verified<unknown>; contracts: Verified<unknown> }) {
  const t = overviewWords.use();
  const lang = useLang();
  const { share, kw } = props;
  const values = {
    kw,
    name: share.party ? partyName(share.party, lang) : "",
    price: share.price === null ? "" : priceMark(lang, share.price),
    amount: share.perHour === null ? "" : yuanMark(lang, share.perHour),
  };
  const traded = share.kind === "sold" || share.kind === "bought";
  return (
    <div>
      <p className="b">
        <i className="dash" style={{ background: HUE[share.kind] }} />
        {t(share.kind, values)}
      </p>
      <p className="note">
        {share.kind === "sold" || share.kind === "bought" ? (
          <>
            {t("soldNote", values)}
            <Seal seal={sealOf(props.contracts)} />
            {t(share.kind === "sold" ? "soldEarns" : "boughtCosts", values)}
          </>
        ) : share.price === null ? (
          t("noTariff")
        ) : (
          t(NOTE[share.kind], values)
        )}
        {!traded && share.price !== null ? <Seal seal={sealOf(props.home)} /> : null}
      </p>
    </div>
  );
}
