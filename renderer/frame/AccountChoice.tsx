/**
 * Which of the own accounts all screens are of, and the way to another one. The main process changes it and begins the page anew, so
 * that nothing of the account before stays. Of an account without a key here it is said that nothing can be signed.
 */
import { NativeSelect } from "@mantine/core";
import { shortAddress } from "../parts/AddressStrip.tsx";
import { useAct, useRead } from "../store/hooks.ts";
import { useLang } from "../words/i18n.ts";
import { frameWords } from "./words.ts";

export function AccountChoice() {
  const t = frameWords.use();
  const lang = useLang();
  const accounts = useRead("accounts.list", {});
  const use = useAct("accounts.use");
  if (accounts.state !== "ready") return null;
  const active = accounts.value.find((account) => account.active);
  if (!active || (accounts.value.length === 1 && active.kind !== "watch")) return null;
  return (
    <div className="rail-account">
      <NativeSelect
        size="xs"
        aria-label={t("choice.which")}
        value={active.address}
        disabled={use.busy}
        onChange={(event) => void use.run({ address: event.currentTarget.value })}
        data={accounts.value.map(({ address, name }) => ({
          value: address,
          label: `${lang === "en" ? name.en : name.zh} · ${shortAddress(address)}`,
        }))}
      />
      {active.kind === "watch" && <span className="note">{t("choice.watched")}</span>}
    </div>
  );
}
