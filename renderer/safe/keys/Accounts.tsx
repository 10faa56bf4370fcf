/** The accounts of the open wallet: whose they are, which one is active, and what can be changed of them. */
import { Button } from "@mantine/core";
import { useState } from "react";
import type { AccountRow } from "../../../shared/ipc/accountViews.ts";
import { shortAddress } from "../../parts/AddressStrip.tsx";
import { useLang } from "../../words/i18n.ts";
import { Frame } from "../Frame.tsx";
import { keysWords } from "../keysWords.ts";
import { AddAccount, EditAccount, ImportKey, WatchAddress } from "./AccountForms.tsx";

const ADDS = ["add", "import", "watch"] as const;
type Doing = (typeof ADDS)[number] | AccountRow;

export function Accounts(props: {
  rows: readonly AccountRow[];
  changed: (rows: readonly AccountRow[]) => void;
  back: () => void;
}) {
  const t = keysWords.use();
  const lang = useLang();
  const [doing, setDoing] = useState<Doing>();
  const form = {
    back: () => setDoing(undefined),
    done: (rows: readonly AccountRow[]) => {
      props.changed(rows);
      setDoing(undefined);
    },
  };
  if (doing === "add") return <AddAccount {...form} />;
  if (doing === "import") return <ImportKey {...form} />;
  if (doing === "watch") return <WatchAddress {...form} />;
  if (doing) return <EditAccount {...form} account={doing} />;
  const name = (row: AccountRow) => (lang === "en" ? row.name.en : row.name.zh);
  return (
    <Frame
      title={t("accounts.title")}
      lead={t("accounts.what")}
      actions={
        <Button size="md" variant="filled" onClick={props.back}>
          {t("accounts.back")}
        </Button>
      }
    >
      <ul className="accounts">
        {props.rows.map((row) => (
          <li key={row.address} data-hidden={row.hidden || undefined}>
            <strong>{name(row)}</strong>
            <span className="addr" title={row.address}>
              {shortAddress(row.address)}
            </span>
            <span className="note">
              {[t(`accounts.kinds.${row.kind}`), row.active && t("accounts.active"), row.hidden && t("accounts.hidden")]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Button size="xs" aria-label={`${t("accounts.edit")} ${name(row)}`} onClick={() => setDoing(row)}>
              {t("accounts.edit")}
            </Button>
          </li>
        ))}
      </ul>
      <div className="accounts-add">
        {ADDS.map((add) => (
          <Button key={add} onClick={() => setDoing(add)}>
            {t(`accounts.${add}`)}
          </Button>
        ))}
      </div>
    </Frame>
  );
}
