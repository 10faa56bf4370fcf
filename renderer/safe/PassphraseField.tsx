/** A passphrase as every page of the safe windows asks for it: hidden until the reader looks, never longer than the contract takes. */
import { PasswordInput } from "@mantine/core";
import type { Ref } from "react";
import { safeWords } from "./words.ts";

export function PassphraseField({
  label,
  value,
  change,
  kind,
  error,
  disabled,
  at,
}: {
  label: string;
  value: string;
  change: (value: string) => void;
  /** Asked for, or chosen anew: what the system's keepers of passphrases go by. */
  kind: "current" | "new";
  error?: string | undefined;
  disabled?: boolean;
  at?: Ref<HTMLInputElement> | undefined;
}) {
  const t = safeWords.use();
  return (
    <PasswordInput
      size="lg"
      ref={at}
      label={label}
      autoComplete={`${kind}-password`}
      maxLength={1024}
      value={value}
      error={error}
      disabled={disabled ?? false}
      onChange={(event) => change(event.currentTarget.value)}
      visibilityToggleButtonProps={{ "aria-label": t("passphrase.show") }}
    />
  );
}
