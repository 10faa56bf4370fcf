/** A new device: what it speaks and where it is. The fields are those of its kind alone. */
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { Sits } from "../../../shared/ipc/deviceViews.ts";
import { SAID_UNITS } from "../../../shared/metering/live/said.ts";
import { ROLES } from "../../../shared/metering/live/value.ts";
import { FaultLine } from "../../frame/Loaded.tsx";
import { useAct } from "../../store/hooks.ts";
import { type Draft, EMPTY, entryOf, type Field, FIELDS, KINDS, ofKind } from "./draft.ts";
import { deviceWords } from "./words.ts";

/** `initial`: what is known already, of a device that was found. */
export function AddDevice({ initial = EMPTY, onDone }: { initial?: Draft; onDone: () => void }) {
  const t = deviceWords.use();
  const add = useAct("devices.add");
  const [draft, setDraft] = useState<Draft>(initial);
  const [wrong, setWrong] = useState<readonly Field[]>([]);
  const set = (change: Partial<Draft>): void => setDraft({ ...draft, ...change });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const entry = entryOf(draft);
    if (!("source" in entry)) return setWrong(entry);
    setWrong([]);
    if (await add.run(entry)) onDone();
  };
  return (
    <form className="device-form" onSubmit={(event) => void submit(event)} aria-label={t("add")}>
      <TextInput
        label={t("name")}
        placeholder={t("namePlaceholder")}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        maxLength={60}
      />
      <NativeSelect
        label={t("kind")}
        value={draft.kind}
        onChange={(event) => {
          const kind = KINDS.find((one) => one === event.currentTarget.value);
          if (kind) setDraft(ofKind(draft, kind));
        }}
        data={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      {FIELDS[draft.kind].map((field) => (
        <FieldOf key={field} field={field} draft={draft} set={set} />
      ))}
      <Checkbox
        className="wide"
        label={t("reversed")}
        description={t("reversedNote")}
        checked={draft.reversed}
        onChange={(event) => set({ reversed: event.currentTarget.checked })}
      />
      {wrong.length > 0 ? (
        <p className="fault wide" role="alert">
          <span className="sign" aria-hidden="true" />
          {t("check", { fields: wrong.map((field) => (field === "sits" ? t("sits") : labelOf(field, t))).join(", ") })}
        </p>
      ) : null}
      {add.act.state === "failed" ? <FaultLine fault={add.act.fault} /> : null}
      <span className="device-acts wide">
        <Button variant="filled" type="submit" loading={add.busy}>
          {t("addNow")}
        </Button>
        <Button onClick={onDone}>{t("cancel")}</Button>
      </span>
    </form>
  );
}

type Text = ReturnType<typeof deviceWords.use>;
const labelOf = (field: Field, t: Text): string => t(field);

function FieldOf({
  field,
  draft,
  set,
}: {
  field: Field;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}): ReactNode {
  const t = deviceWords.use();
  const label = labelOf(field, t);
  const choice = (value: string, data: readonly { value: string; label: string }[], take: (value: string) => void) => (
    <NativeSelect label={label} value={value} data={[...data]} onChange={(event) => take(event.currentTarget.value)} />
  );
  switch (field) {
    case "baud":
      return choice(
        draft.baud,
        [
          { value: "115200", label: t("baudNew") },
          { value: "9600", label: t("baudOld") },
        ],
        (value) => set({ baud: value === "9600" ? "9600" : "115200" }),
      );
    case "sits":
      return choice(
        draft.sits,
        Sits.options.map((value) => ({ value, label: t(`places.${value}`) })),
        (value) => set({ sits: Sits.options.find((one) => one === value) ?? draft.sits }),
      );
    case "role":
      return choice(
        draft.role,
        ROLES.map((value) => ({ value, label: t(`roles.${value}`) })),
        (value) => set({ role: ROLES.find((one) => one === value) ?? draft.role }),
      );
    case "saidUnit":
      return choice(
        draft.saidUnit,
        SAID_UNITS.map((value) => ({ value, label: value })),
        (value) => set({ saidUnit: SAID_UNITS.find((one) => one === value) ?? draft.saidUnit }),
      );
    case "tls":
    case "reversed":
      return (
        <Checkbox
          label={label}
          checked={draft[field]}
          onChange={(event) => set({ [field]: event.currentTarget.checked })}
        />
      );
    case "password":
      return (
        <TextInput
          label={label}
          description={t("passwordNote")}
          type="password"
          autoComplete="off"
          value={draft.password}
          onChange={(event) => set({ password: event.currentTarget.value })}
        />
      );
    default:
      return (
        <TextInput
          label={label}
          value={draft[field]}
          onChange={(event) => set({ [field]: event.currentTarget.value })}
        />
      );
  }
}
