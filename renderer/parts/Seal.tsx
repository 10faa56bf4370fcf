/** The seal after a ledger figure: filled with a check, hollow, or a triangle. Ink, not colour, so that hundreds stay quiet. */
import { createStore } from "zustand/vanilla";
import type { Lang } from "../../shared/ipc/ledgerViews.ts";
import type { Proof, Verified, Withheld } from "../../shared/ipc/verified.ts";
import { useLang } from "../words/i18n.ts";
import { whole } from "./figures.ts";
import { partWords } from "./words.ts";

/** What a seal shows of a `Verified` answer: everything but the value. */
export type SealState =
  | { state: "verified"; proof: Proof }
  | { state: "waiting"; why: Withheld }
  | { state: "refused"; why: Withheld; node: string };

export const sealOf = (answer: Verified<unknown>): SealState => {
  switch (answer.state) {
    case "verified":
      return { state: "verified", proof: answer.proof };
    case "waiting":
      return { state: "waiting", why: answer.why };
    case "refused":
      return { state: "refused", why: answer.why, node: answer.node };
  }
};

/** The seal that is pointed at or focused, and where it stands: drawn by the one card (SealCard). */
export const pointed = createStore<{ seal: SealState; at: DOMRect } | { seal: null }>(() => ({ seal: null }));
export const sealActions = { proof: undefined as ((proof: Proof) => void) | undefined };

export const sealText = (seal: SealState, lang: Lang): string => {
  const t = partWords.say;
  switch (seal.state) {
    case "verified":
      return t(seal.proof.simulated ? "seal.simulated" : "seal.verified", { height: whole(lang, seal.proof.height) });
    case "waiting":
      return t("seal.waiting");
    case "refused":
      return t("seal.refused");
  }
};

export function Seal({ seal, lead, big }: { seal: SealState; lead?: boolean; big?: boolean }) {
  const lang = useLang();
  const show = (element: Element) => pointed.setState({ seal, at: element.getBoundingClientRect() }, true);
  const hide = () => pointed.setState({ seal: null }, true);
  return (
    <button
      type="button"
      className={`seal ${seal.state}${lead ? " lead" : ""}${big ? " big" : ""}`}
      aria-label={sealText(seal, lang)}
      data-height={seal.state === "verified" ? seal.proof.height : undefined}
      onMouseEnter={(event) => show(event.currentTarget)}
      onMouseLeave={hide}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={hide}
      onKeyDown={(event) => event.key === "Escape" && hide()}
      onClick={(event) => {
        event.stopPropagation();
        if (seal.state !== "verified" || !sealActions.proof) return show(event.currentTarget);
        hide();
        sealActions.proof(seal.proof);
      }}
    />
  );
}
