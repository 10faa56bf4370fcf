/** The tour: five stops, each about what the street does at this moment. */
import type { ReactNode } from "react";
import { ContractStop } from "./stops/ContractStop.tsx";
import { NowStop } from "./stops/NowStop.tsx";
import { OfferStop } from "./stops/OfferStop.tsx";
import { ProofStop } from "./stops/ProofStop.tsx";
import { RuleStop } from "./stops/RuleStop.tsx";
import type { StopProps } from "./stops/stopProps.ts";
import { kioskWords } from "./words.ts";

export const STOPS = ["now", "offer", "contract", "proof", "rule"] as const;
const PAGES: Record<(typeof STOPS)[number], (props: StopProps) => ReactNode> = {
  now: NowStop,
  offer: OfferStop,
  contract: ContractStop,
  proof: ProofStop,
  rule: RuleStop,
};

export function Tour({ stop, go, ...props }: StopProps & { stop: number; go: (stop: number) => void }) {
  const t = kioskWords.use();
  const name = STOPS[stop] ?? "now";
  const Page = PAGES[name];
  const last = stop === STOPS.length - 1;
  return (
    <main className="kiosk-tour" data-stop={name}>
      <p className="dim">{t("tour.step", { at: stop + 1, of: STOPS.length })}</p>
      <h1>{t(`tour.${name}.title`)}</h1>
      <p className="kiosk-say">{t(`tour.${name}.text`)}</p>
      <section className="kiosk-stop">
        <Page {...props} />
      </section>
      <nav className="kiosk-nav">
        {!last && (
          <button type="button" className="kiosk-plain" onClick={() => go(-1)}>
            {t("tour.leave")}
          </button>
        )}
        <button type="button" className="kiosk-plain" disabled={stop === 0} onClick={() => go(stop - 1)}>
          {t("tour.back")}
        </button>
        <button type="button" className="kiosk-go" onClick={() => go(stop + 1)}>
          {last ? t("tour.again") : t("tour.next")}
        </button>
      </nav>
    </main>
  );
}
