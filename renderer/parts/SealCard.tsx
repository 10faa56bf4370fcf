/** The one card that explains whichever seal is pointed at: block, who signed, where it was checked. */
import { Button, Popover } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { Proof } from "../../shared/ipc/verified.ts";
import { useLang } from "../words/i18n.ts";
import { whole } from "./figures.ts";
import { pointed, sealActions, type SealState } from "./Seal.tsx";
import { partWords } from "./words.ts";

export function SealCard({ onProof }: { onProof?: ((proof: Proof) => void) | undefined }) {
  const target = useStore(pointed);
  const [kept, setKept] = useState<{ seal: SealState; at: DOMRect } | null>(null);
  const inside = useRef(false);
  useEffect(() => {
    sealActions.proof = onProof;
  }, [onProof]);
  // What is pointed at is shown at once, and kept for a moment on leaving, so that the pointer can reach the card's button.
  useEffect(() => {
    const timer = setTimeout(
      () => {
        if (target.seal) setKept(target);
        else if (!inside.current) setKept(null);
      },
      target.seal ? 0 : 120,
    );
    return () => clearTimeout(timer);
  }, [target]);
  const shown = target.seal ? target : kept;
  if (!shown) return null;
  const { at } = shown;
  return (
    <Popover
      key={`${at.left}/${at.top}`}
      opened
      withArrow
      arrowSize={10}
      position="bottom"
      width={256}
      withRoles={false}
      trapFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className="seal-at" style={{ left: at.left, top: at.top, width: at.width, height: at.height }} />
      </Popover.Target>
      <Popover.Dropdown
        role="tooltip"
        onMouseEnter={() => (inside.current = true)}
        onMouseLeave={() => {
          inside.current = false;
          setKept(null);
        }}
      >
        <SealWords seal={shown.seal} />
        {shown.seal.state === "verified" && onProof ? (
          <Button
            variant="transparent"
            className="seal-proof"
            tabIndex={-1}
            onClick={() => {
              if (shown.seal.state === "verified") onProof(shown.seal.proof);
              inside.current = false;
              setKept(null);
            }}
          >
            {partWords.say("seal.showProof")}
          </Button>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

export function SealWords({ seal }: { seal: SealState }) {
  const t = partWords.use();
  const lang = useLang();
  switch (seal.state) {
    case "verified":
      return (
        <>
          <strong>{t("seal.atBlock", { height: whole(lang, seal.proof.height) })}</strong>
          <p>{t("seal.signed", { signed: seal.proof.signed, of: seal.proof.of })}</p>
          {seal.proof.simulated ? <p>{t("seal.simulatedNote")}</p> : null}
        </>
      );
    case "waiting":
      return (
        <>
          <strong>{t("seal.waitingTitle")}</strong>
          <p>{t(`withheld.${seal.why}`)}</p>
        </>
      );
    case "refused":
      return (
        <>
          <strong>{t("seal.refusedTitle")}</strong>
          <p>{t("seal.node", { node: seal.node })}</p>
          <p>{t(`withheld.${seal.why}`)}</p>
        </>
      );
  }
}
