/** The one place where a ledger answer is opened: its value reaches a screen only if it is verified, else its reason does. */
import type { ReactNode } from "react";
import type { Proof, Verified } from "../../shared/ipc/verified.ts";
import { Seal, sealOf } from "./Seal.tsx";
import { partWords } from "./words.ts";

export function Sealed<T>(props: {
  of: Verified<T>;
  children: (value: T, proof: Proof) => ReactNode;
  /** Instead of the sentence, e.g. a dash in a narrow place. */
  withheld?: ReactNode;
}): ReactNode {
  if (props.of.state === "verified") return props.children(props.of.value, props.of.proof);
  return props.withheld ?? <WithheldLine of={props.of} />;
}

export function WithheldLine({ of }: { of: Verified<unknown> }) {
  const t = partWords.use();
  if (of.state === "verified") return null;
  return (
    <output className="withheld">
      <Seal seal={sealOf(of)} lead />
      {of.state === "refused" ? `${t("seal.node", { node: of.node })} ` : null}
      {t(`withheld.${of.why}`)}
    </output>
  );
}

/** Keeps what proves a value while another is made of it. */
export const mapVerified = <T, U>(answer: Verified<T>, make: (value: T) => U): Verified<U> =>
  answer.state === "verified" ? { ...answer, value: make(answer.value) } : answer;
