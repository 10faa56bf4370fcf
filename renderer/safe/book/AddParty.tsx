/** A new entry: an address that checks itself, where it came from, a name; a look-alike of a known address has to be saved twice. */
import { Button, Input, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { BookState, Learned } from "../../../shared/ipc/bookViews.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { call } from "../call.ts";
import { focusOnArrival } from "../focus.ts";
import { Frame } from "../Frame.tsx";
import { safeWords } from "../words.ts";
import { bookFault } from "./faults.ts";
import { bookWords } from "./words.ts";

export interface Prefilled {
  readonly address: string;
  readonly learned: "contract" | "utility";
  readonly name: string;
}
const WAYS = ["typed", "qr"] as const;

export function AddParty(props: { prefilled: Prefilled | null; back: () => void; done: (state: BookState) => void }) {
  const t = bookWords.use();
  const safe = safeWords.use();
  const [typed, setTyped] = useState(props.prefilled?.address ?? "");
  const [way, setWay] = useState<(typeof WAYS)[number]>("typed");
  const [name, setName] = useState(props.prefilled?.name ?? "");
  const [alike, setAlike] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const address = typed.replaceAll(/\s/g, "");
  const learned: Learned = props.prefilled?.learned ?? way;
  const save = async () => {
    const look = await call("safe.bookCheck", { address });
    if (look.alike !== alike) {
      setAlike(look.alike);
      if (look.alike !== null) return;
    }
    props.done(await call("safe.bookAdd", { address, name, learned, despite: look.alike }));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    save()
      .catch(setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <form onSubmit={submit}>
      <Frame
        title={t("addTitle")}
        lead={<p>{t("lead")}</p>}
        aside={
          <p role="alert">
            {problem !== undefined
              ? bookFault(t, safe, problem)
              : alike !== null
                ? t("alike", { address: shortAddress(alike) })
                : ""}
          </p>
        }
        actions={
          <>
            <Button size="md" disabled={busy} onClick={props.back}>
              {t("cancel")}
            </Button>
            <Button
              size="md"
              type="submit"
              variant={alike === null ? "filled" : "default"}
              disabled={busy || address === "" || name.trim() === ""}
            >
              {t(alike === null ? "save" : "saveAnyway")}
            </Button>
          </>
        }
      >
        <div className="entry-form">
          <TextInput
            ref={focusOnArrival}
            label={t("address")}
            description={t("addressHelp")}
            autoComplete="off"
            spellCheck={false}
            maxLength={64}
            readOnly={props.prefilled !== null}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setAlike(null);
            }}
          />
          {props.prefilled === null ? (
            <Input.Wrapper label={t("how")} labelElement="div">
              <SegmentedControl
                fullWidth
                aria-label={t("how")}
                value={way}
                onChange={setWay}
                data={WAYS.map((value) => ({ value, label: t(`learned.${value}`) }))}
              />
            </Input.Wrapper>
          ) : (
            <p className="note">{t(`learned.${props.prefilled.learned}`)}</p>
          )}
          <TextInput
            label={t("name")}
            description={t("nameHelp")}
            autoComplete="off"
            spellCheck={false}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </div>
      </Frame>
    </form>
  );
}
