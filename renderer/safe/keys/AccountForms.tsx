/** What changes the accounts: another from the words, an imported key, a watched address, a name. Each asks for the passphrase. */
import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../../shared/ipc/accountViews.ts";
import type { Output } from "../../../shared/ipc/contract.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { call } from "../call.ts";
import { keysWords } from "../keysWords.ts";
import { AskPassphrase, problemText } from "./AskPassphrase.tsx";
import { safeWords } from "../words.ts";

interface Form {
  readonly back: () => void;
  readonly done: (rows: readonly AccountRow[]) => void;
}
const NAME_MAX = 40;

export function AddAccount({ back, done }: Form) {
  const [name, setName] = useState("");
  return (
    <AskPassphrase
      of="add"
      back={back}
      act={async (passphrase) => done(await call("safe.accountAdd", { passphrase, name: name.trim() }))}
    >
      <NameField name={name} change={setName} />
    </AskPassphrase>
  );
}

export function WatchAddress({ back, done }: Form) {
  const t = keysWords.use();
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  return (
    <AskPassphrase
      of="watch"
      back={back}
      ready={address.trim() !== ""}
      act={async (passphrase) =>
        done(await call("safe.accountWatch", { passphrase, address: address.trim(), name: name.trim() }))
      }
    >
      <TextInput
        label={t("watch.address")}
        value={address}
        maxLength={100}
        spellCheck={false}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <NameField name={name} change={setName} />
    </AskPassphrase>
  );
}

export function ImportKey({ back, done }: Form) {
  const t = keysWords.use();
  const safe = safeWords.use();
  const [name, setName] = useState("");
  const [key, setKey] = useState("");
  const [file, setFile] = useState<Output<"safe.accountKeyFile">>(null);
  const [problem, setProblem] = useState<unknown>();
  const choose = () => {
    setProblem(undefined);
    call("safe.accountKeyFile", {}).then(
      (found) => {
        if (!found) return;
        setFile(found);
        setKey("");
      },
      (error: unknown) => setProblem(error),
    );
  };
  return (
    <AskPassphrase
      of="import"
      back={back}
      ready={key !== "" || file !== null}
      act={async (passphrase) => {
        const rows = await call("safe.accountImport", { passphrase, name: name.trim(), key: file ? null : key });
        setKey("");
        done(rows);
      }}
    >
      {file ? (
        <p>{t("import.chosen", { file: file.file, address: shortAddress(file.address) })}</p>
      ) : (
        <PasswordInput
          label={t("import.key")}
          value={key}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setKey(event.currentTarget.value)}
        />
      )}
      <Button onClick={choose}>{t("import.file")}</Button>
      {problem === undefined ? null : <p role="alert">{problemText(t, safe, problem)}</p>}
      <NameField name={name} change={setName} />
    </AskPassphrase>
  );
}

export function EditAccount({ account, back, done }: Form & { readonly account: AccountRow }) {
  const t = keysWords.use();
  const [name, setName] = useState(account.given);
  const [hidden, setHidden] = useState(account.hidden);
  return (
    <AskPassphrase
      of="edit"
      about={{ address: account.address }}
      back={back}
      ready={name.trim() !== account.given || hidden !== account.hidden}
      act={async (passphrase) =>
        done(await call("safe.accountChange", { passphrase, address: account.address, name: name.trim(), hidden }))
      }
    >
      <NameField name={name} change={setName} />
      {account.active ? null : (
        <Checkbox label={t("hide")} checked={hidden} onChange={(event) => setHidden(event.currentTarget.checked)} />
      )}
    </AskPassphrase>
  );
}

function NameField(props: { name: string; change: (name: string) => void }) {
  const t = keysWords.use();
  return (
    <TextInput
      label={t("name")}
      value={props.name}
      maxLength={NAME_MAX}
      onChange={(event) => props.change(event.currentTarget.value)}
    />
  );
}
