/** The strip above every screen: what this is about, where the market stands, and the connection in words. */
import type { ReactNode } from "react";
import { hrefOf } from "../store/app.ts";
import { useRead } from "../store/hooks.ts";
import { MarketClock } from "./MarketClock.tsx";
import { wallText } from "../parts/times.ts";
import { useLang } from "../words/i18n.ts";
import { frameWords } from "./words.ts";

export function Bar({ children }: { children?: ReactNode }) {
  return (
    <header className="bar">
      <span className="where">
        {children}
        <MarketClock />
      </span>
      <Connection />
    </header>
  );
}

function Connection() {
  const t = frameWords.use();
  const lang = useLang();
  const status = useRead("status.get", {});
  const outbox = useRead("outbox.list", {});
  if (status.state !== "ready") return <span />;
  const { link, nodes, demoDamage, metered, time } = status.value;
  const agree = nodes.filter(
    (node) => node.role !== "setAside" && (node.state === "ok" || node.state === "slow"),
  ).length;
  const aside = nodes.filter((node) => node.role === "setAside").length;
  const waiting = outbox.state === "ready" ? outbox.value.filter((entry) => entry.state === "signed").length : 0;
  const used = nodes.filter((node) => node.role !== "setAside");
  // No node is asked but through the proxy, so it and not the network is what the reader can see to.
  const isProxy = link === "offline" && used.length > 0 && used.every((node) => node.why?.startsWith("proxy."));
  const parts: string[] = [demoDamage ? t("demoDamaged") : isProxy ? t("proxy") : t(`link.${link}`)];
  if (link === "offline" && time !== null) parts.push(t("offlineSince", { time: wallText(lang, time) }));
  if (link === "online" && agree > 0) parts.push(agree === 1 ? t("oneNode") : t("nodesAgree", { count: agree }));
  if (metered) parts.push(t("metered"));
  if (aside > 0) parts.push(t("setAside", { count: aside }));
  if (waiting > 0 && link !== "online") parts.push(t("waiting", { count: waiting }));
  return (
    <output>
      <a className="state" href={hrefOf("ledger")}>
        <i className={`dot${link === "online" ? "" : " off"}`} aria-hidden="true" />
        {parts.join(t("separator"))}
        {aside > 0 || link === "refused" || demoDamage ? <span className="seal refused" aria-hidden="true" /> : null}
      </a>
    </output>
  );
}
