/** A height and a hash typed in; spaces between groups do not matter, and what is no hash is said while typing. */
import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { anchorWords } from "./anchorWords.ts";

export function AnchorFingerprint(props: { busy: boolean; give: (typed: { height: number; hash: string }) => void }) {
  const t = anchorWords.use();
  const [height, setHeight] = useState("");
  const [typed, setTyped] = useState("");
  const hash = typed.replaceAll(/\s/g, "").toLowerCase();
  const bad = !/^[0-9a-f]*$/.test(hash);
  const ready = /^[1-9]\d{0,14}$/.test(height.trim()) && hash.length === 64 && !bad;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !props.busy) props.give({ height: Number(height.trim()), hash });
  };
  return (
    <form className="anchor-typed" onSubmit={submit}>
      <TextInput
        label={t("height")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={16}
        value={height}
        onChange={(event) => setHeight(event.currentTarget.value)}
      />
      <TextInput
        label={t("hash")}
        description={bad ? t("hashBad") : t("hashCount", { count: hash.length })}
        inputWrapperOrder={["label", "input", "description"]}
        autoComplete="off"
        spellCheck={false}
        maxLength={160}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" disabled={!ready || props.busy}>
        {t("typedNext")}
      </Button>
    </form>
  );
}
