/** A passphrase chosen twice, with an honest estimate of its strength beside what is asked for. */
import { PassphraseField } from "./PassphraseField.tsx";
import { Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Output } from "../../shared/ipc/contract.ts";
import { call } from "./call.ts";
import { focusOnArrival } from "./focus.ts";
import { safeWords } from "./words.ts";

export interface Chosen {
  readonly one: string;
  readonly two: string;
}

/** `chosen` is ready when both are the same and `strong` was told true. */
export function NewPassphrase(props: {
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  /** Told whether what was typed is strong enough. */
  strong: (enough: boolean) => void;
  labels: { readonly one: string; readonly two: string };
  /** The first field is where the page begins. */
  first?: boolean;
}) {
  const t = safeWords.use();
  const { chosen, choose, strong } = props;
  const [strength, setStrength] = useState<Output<"safe.strength">>();
  useEffect(() => {
    let current = true;
    strong(false);
    void call("safe.strength", { passphrase: chosen.one }).then((answer) => {
      if (!current) return;
      setStrength(answer);
      strong(answer.bits >= answer.floor);
    });
    return () => void (current = false);
  }, [chosen.one, strong]);
  return (
    <>
      <PassphraseField
        at={props.first === true ? focusOnArrival : undefined}
        label={props.labels.one}
        kind="new"
        value={chosen.one}
        change={(typed) => choose({ ...chosen, one: typed })}
      />
      <div className="strength" aria-live="polite">
        <Progress
          size={8}
          value={strength ? Math.min(100, (strength.bits / (strength.floor * 2)) * 100) : 0}
          aria-label={t("passphrase.strength")}
        />
        <span className="strength-floor" aria-hidden="true" />
        <p className="note">
          {chosen.one === "" || !strength
            ? t("passphrase.floor", { floor: strength?.floor ?? 40 })
            : `${t(`strength.${strength.hint}`)} ${t("passphrase.bits", { bits: strength.bits, floor: strength.floor })}`}
        </p>
      </div>
      <PassphraseField
        label={props.labels.two}
        kind="new"
        value={chosen.two}
        error={chosen.two !== "" && !chosen.one.startsWith(chosen.two) ? t("passphrase.differs") : undefined}
        change={(typed) => choose({ ...chosen, two: typed })}
      />
    </>
  );
}
