/** Opens a read: a word while it loads (only if it takes a moment), a sentence and a way on if it failed, else the value. */
import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import type { Fault } from "../../shared/ipc/fault.ts";
import type { Proof, Verified } from "../../shared/ipc/verified.ts";
import { Sealed } from "../parts/Sealed.tsx";
import type { Read } from "../store/reads.ts";
import { useFaultText } from "../words/faults.ts";
import { frameWords } from "./words.ts";

export function Loading() {
  const t = frameWords.use();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return <output className="dim block">{shown ? t("loading") : "\u00a0"}</output>;
}

export function FaultLine({ fault, onAgain }: { fault: Fault; onAgain?: (() => void) | undefined }) {
  const t = frameWords.use();
  const text = useFaultText();
  return (
    <p className="fault" role="alert">
      <span className="sign" aria-hidden="true" />
      {text(fault)}
      {onAgain && fault.next === "retry" ? (
        <Button variant="subtle" onClick={onAgain}>
          {t("again")}
        </Button>
      ) : null}
    </p>
  );
}

export function Loaded<T>(props: { of: Read<T>; children: (value: T) => ReactNode; onAgain?: () => void }): ReactNode {
  switch (props.of.state) {
    case "loading":
      return <Loading />;
    case "failed":
      return <FaultLine fault={props.of.fault} onAgain={props.onAgain} />;
    case "ready":
      return props.children(props.of.value);
  }
}

/** A read of a ledger answer, opened twice: read, then verified. */
export function LoadedSealed<T>(props: {
  of: Read<Verified<T>>;
  children: (value: T, proof: Proof) => ReactNode;
}): ReactNode {
  return <Loaded of={props.of}>{(answer) => <Sealed of={answer}>{props.children}</Sealed>}</Loaded>;
}

/** A ledger read as a verified answer, for figures: what has not been read yet waits, what failed is withheld. */
export const verifiedOf = <T,>(read: Read<Verified<T>>): Verified<T> =>
  read.state === "ready" ? read.value : { state: "waiting", why: "connecting" };
/** The proved value, or nothing. */
export const provedOf = <T,>(read: Read<Verified<T>>): T | null =>
  read.state === "ready" && read.value.state === "verified" ? read.value.value : null;
