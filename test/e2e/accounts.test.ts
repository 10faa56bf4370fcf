/** In the real window: another account, a watched one, the switch without a restart, what a keychain must be, a QR code, a second wallet. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../../build/bundle.ts";
import { addressOf } from "../../shared/codec/address.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { call, until } from "./bridge.ts";
import { Journey, PASSPHRASE } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { Pictures } from "./pictures.ts";

const folder = mkdtempSync(join(tmpdir(), "wattlight-accounts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pictures = new Pictures(join(ROOT, "out", "e2e"), [
  { lang: "en", theme: "light" },
  { lang: "zh-CN", theme: "dark" },
]);
const STRANGER = addressOf(publicKeyOf(new Uint8Array(32).fill(7)));
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const SLOW = { timeout: 90_000 };

it("accounts are added in their own window, chosen in the wallet's, and each has its own database", async () => {
  const data = join(folder, "data");
  const { app } = await launchWallet({ data, rate: 120 });
  try {
    const journey = new Journey({ app, meter: "", rate: 120, pictures: null, say: () => undefined });
    await journey.createWallet();
    const wallet = await journey.join();
    await wallet.locator("a[href='#/account']").first().click();
    await button(wallet, "Accounts, passphrase and back-up…").click();
    const page = await windowOf(app, "safe");
    // The stand-in desktop has no keychain, only Chromium's public key: refused, and said why.
    await page.getByText("Not on this computer:").waitFor(SLOW);
    expect(await call(page, "safe.keysState", {})).toMatchObject({ system: { is: "unavailable" } });
    await button(page, "Look at the accounts…").click();
    await button(page, "Another from the words…").click();
    await page.getByLabel("Name (may stay empty)").fill("Workshop");
    await page.getByLabel("Passphrase of now").fill(PASSPHRASE);
    await pictures.take(page, "accounts-1-add");
    await button(page, "Add it").click();
    await page.locator(".accounts strong", { hasText: "Workshop" }).waitFor(SLOW);
    await button(page, "Watch an address…").click();
    await page.getByLabel("Address (watt1…)").fill(STRANGER);
    await page.getByLabel("Passphrase of now").fill(PASSPHRASE);
    await button(page, "Watch it").click();
    await page.locator(".accounts li").nth(2).waitFor(SLOW);
    await pictures.take(page, "accounts-2-list");
    const { accounts } = await call(page, "safe.keysState", {});
    const second = accounts[1]?.address ?? "";
    await button(page, "Done").click();
    await button(page, "Show the code…").click();
    await page.getByLabel("Passphrase of now").fill(PASSPHRASE);
    await button(page, "Show it").click();
    await page.locator("svg.code").waitFor(SLOW);
    await pictures.take(page, "accounts-3-code");
    await button(page, "Hide it").click();
    await button(page, "Close").click();

    const meNow = async () => {
      const home = await call(wallet, "home.get", {}).catch(() => null);
      return home?.state === "verified" ? home.value.me.id : "";
    };
    await wallet.getByLabel("Account in use").selectOption(second);
    await until("The other account's screens", 60, meNow, (me) => me === second);
    expect(readdirSync(join(data, "wallet", "accounts", second))).toContain("wallet.sqlite");
    await wallet.getByLabel("Account in use").selectOption(STRANGER);
    await until("The watched account's screens", 60, meNow, (me) => me === STRANGER);
    await pictures.take(wallet, "accounts-4-watched");

    await call(wallet, "wallet.lock", {});
    const entry = await windowOf(app, "safe");
    await button(entry, "Another wallet…").click();
    await button(entry, "Back to the wallets").waitFor(SLOW);
    await pictures.take(entry, "accounts-5-another");
    await button(entry, "Back to the wallets").click();
    await button(entry, "Another wallet…").waitFor(SLOW);
    expect(await call(entry, "safe.state", {})).toMatchObject({ mode: "unlock", account: STRANGER });
  } finally {
    await app.close();
  }
});
