/** The wallets of this computer, while none is open: the one in front is marked, another one is a click away. */
import { Button } from "@mantine/core";
import type { SafeState } from "../../shared/ipc/safeViews.ts";
import { shortAddress } from "../parts/AddressStrip.tsx";
import { useLang } from "../words/i18n.ts";
import { call } from "./call.ts";
import { safeWords } from "./words.ts";

export function WalletChoices(props: { state: SafeState; refresh: () => Promise<void> }) {
  const t = safeWords.use();
  const lang = useLang();
  const go = async (way: Promise<unknown>) => {
    await way.catch(() => undefined);
    await props.refresh();
  };
  const shown = props.state.wallets;
  return (
    <div className="wallets">
      {shown.length > 1 && (
        <fieldset aria-label={t("unlock.wallets")}>
          {shown.map((wallet) => (
            <Button
              key={wallet.id}
              size="sm"
              variant={wallet.front ? "filled" : "default"}
              aria-pressed={wallet.front}
              title={wallet.address ?? undefined}
              onClick={() => void go(call("safe.chooseWallet", { id: wallet.id }))}
            >
              {wallet.name && wallet.address
                ? t("unlock.wallet", {
                    name: lang === "en" ? wallet.name.en : wallet.name.zh,
                    address: shortAddress(wallet.address),
                  })
                : t("unlock.unreadable")}
            </Button>
          ))}
        </fieldset>
      )}
      <Button size="sm" variant="subtle" onClick={() => void go(call("safe.anotherWallet", {}))}>
        {t("unlock.another")}
      </Button>
    </div>
  );
}
