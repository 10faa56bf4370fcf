/** In the real window: another passphrase, a back-up, the words once more; then the same wallet in another folder, from each of them. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../../build/bundle.ts";
import { call, until } from "./bridge.ts";
import { Journey, PASSPHRASE } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { Pictures } from "./pictures.ts";

const NEW = "winter lantern orchard bicycle";
const folder = mkdtempSync(join(tmpdir(), "wattlight-keys-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pictures = new Pictures(join(ROOT, "out", "e2e"), [
  { lang: "en", theme: "light" },
  { lang: "zh-CN", theme: "dark" },
]);

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const closed = (page: Page) => until("The window closes", 30, () => Promise.resolve(page.isClosed()), Boolean);

it("a wallet's passphrase, back-up and words, and the wallet brought back from each", async () => {
  const { app } = await launchWallet({ data: join(folder, "first"), rate: 120 });
  let words: readonly string[] = [];
  let address = "";
  try {
    const journey = new Journey({ app, meter: "", rate: 120, pictures: null, say: () => undefined });
    await journey.createWallet();
    const wallet = await journey.join();
    const home = await call(wallet, "home.get", {});
    if (home.state !== "verified") throw new Error(home.state);
    address = home.value.me.id;
    await wallet.locator("a[href='#/account']").first().click();
    await pictures.take(wallet, "keys-0-account");
    await button(wallet, "Accounts, passphrase and back-up…").click();
    const page = await windowOf(app, "safe");
    await pictures.take(page, "keys-1-page");
    await changePassphrase(page);
    await saveBackup(app, page);
    words = await seeWords(page);
    await button(page, "Close").click();
    await closed(page);
    // Nothing of it stays with the wallet window, and locking asks for the new passphrase.
    await call(wallet, "wallet.lock", {});
    const entry = await windowOf(app, "safe");
    const field = entry.locator("input[type=password]");
    await field.fill(NEW);
    await field.press("Enter");
    await saveAndDelete(app, await windowOf(app, "wallet"));
  } finally {
    await app.close().catch(() => undefined);
  }
  expect(existsSync(join(folder, "first", "vault.json"))).toBe(false);
  expect(existsSync(join(folder, "first", "wallet"))).toBe(false);
  expect(words).toHaveLength(24);
  expect(await restoredFromBackup()).toBe(address);
  expect(await restoredFromWords(words)).toBe(address);
});

async function changePassphrase(page: Page): Promise<void> {
  await button(page, "Change the passphrase…").click();
  await page.getByLabel("Passphrase of now").fill("not this one at all");
  await page.getByLabel("The new passphrase").fill(NEW);
  await page.getByLabel("The new one once more").fill(NEW);
  await button(page, "Change it").click();
  await page.getByText("That is not the passphrase. Nothing was changed.").waitFor();
  await pictures.take(page, "keys-2-change");
  await page.getByLabel("Passphrase of now").fill(PASSPHRASE);
  await button(page, "Change it").click();
  await page.getByText("Changed. The new passphrase was read back").waitFor({ timeout: 60_000 });
  await pictures.take(page, "keys-3-changed");
}

async function saveBackup(app: ElectronApplication, page: Page): Promise<void> {
  const file = join(folder, "backup.json");
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, file);
  await button(page, "Save a back-up…").click();
  await page.getByLabel("Passphrase of now").fill(NEW);
  await button(page, "Save…").click();
  await page.getByText("Saved as backup.json, read back and the same.").waitFor({ timeout: 60_000 });
  expect(existsSync(file)).toBe(true);
  await pictures.take(page, "keys-4-saved");
}

async function seeWords(page: Page): Promise<readonly string[]> {
  await button(page, "Show the words…").click();
  await page.getByLabel("Passphrase of now").fill(NEW);
  await button(page, "Show them").click();
  await page.locator(".word-list .word").nth(23).waitFor({ timeout: 60_000 });
  await pictures.take(page, "keys-5-words");
  const words = await page.locator(".word-list .word").allTextContents();
  await button(page, "Hide them").click();
  await page.locator(".word-list").waitFor({ state: "detached" });
  return words;
}

/** All of it into a folder; then the wallet and its data are gone, and the program ends by itself. */
async function saveAndDelete(app: ElectronApplication, wallet: Page): Promise<void> {
  await wallet.locator("a[href='#/account']").first().click();
  await button(wallet, "Accounts, passphrase and back-up…").click();
  const page = await windowOf(app, "safe");
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  await button(page, "Save everything…").click();
  await page.getByLabel("Passphrase of now").fill(NEW);
  await pictures.take(page, "keys-6-everything");
  await button(page, "Choose where…").click();
  await page.getByText("Saved as wattlight-everything-").waitFor({ timeout: 60_000 });
  await pictures.take(page, "keys-7-everything-saved");
  const saved = readdirSync(folder).find((name) => name.startsWith("wattlight-everything-"));
  expect(existsSync(join(folder, saved ?? "", "index.json"))).toBe(true);
  await button(page, "Delete everything…").click();
  await page.getByLabel("Passphrase of now").fill(NEW);
  await pictures.take(page, "keys-8-delete");
  const ended = app.waitForEvent("close");
  await button(page, "Delete everything").click();
  await ended;
}

async function restoredFromBackup(): Promise<string> {
  const data = join(folder, "second");
  const { app } = await launchWallet({ data, rate: 120 });
  try {
    const page = await windowOf(app, "safe");
    await call(page, "settings.set", { lang: "en", theme: "light" });
    await app.evaluate(
      ({ dialog }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
      },
      join(folder, "backup.json"),
    );
    await button(page, "Restore from a back-up file").click();
    await button(page, "Choose the file…").click();
    await page.getByText("backup.json holds the wallet").waitFor();
    await page.getByLabel("The back-up’s passphrase").fill(PASSPHRASE);
    await button(page, "Open and restore").click();
    await page.getByText("That is not the passphrase of this back-up.").waitFor({ timeout: 60_000 });
    await pictures.take(page, "keys-6-backup");
    expect(readdirSync(data).includes("vault.json")).toBe(false);
    await page.getByLabel("The back-up’s passphrase").fill(NEW);
    await button(page, "Open and restore").click();
    await button(page, "Join the demo network").waitFor({ timeout: 60_000 });
    return (await call(page, "safe.state", {})).account ?? "";
  } finally {
    await app.close();
  }
}

/** Typed as people do: the first letters and Enter, a whole word and a space, one changed in the middle. */
async function restoredFromWords(words: readonly string[]): Promise<string> {
  const { app } = await launchWallet({ data: join(folder, "third"), rate: 120 });
  try {
    const page = await windowOf(app, "safe");
    await call(page, "settings.set", { lang: "en", theme: "light" });
    await button(page, "Restore from words").click();
    const field = page.locator(".typed-word input");
    await field.pressSequentially("zzzz");
    await page.getByText("No word of the list begins so.").waitFor();
    await field.fill("");
    for (const [i, word] of words.entries()) {
      if (i === 3) await field.pressSequentially("abandon ");
      else if (i % 2 === 0) await field.pressSequentially(`${word} `);
      else {
        await field.pressSequentially(word.slice(0, 4));
        await page.locator(".typed-like").getByRole("button", { name: word, exact: true }).click();
      }
    }
    await pictures.take(page, "keys-7-words");
    await page.getByRole("button", { name: "Change word 4, abandon" }).click();
    await field.fill("");
    await field.pressSequentially(`${words[3]} `);
    await button(page, "Continue").click();
    await page.getByLabel("Passphrase", { exact: true }).fill(NEW);
    await page.getByLabel("The same once more").fill(NEW);
    await button(page, "Continue").click();
    await button(page, "Join the demo network").waitFor({ timeout: 60_000 });
    return (await call(page, "safe.state", {})).account ?? "";
  } finally {
    await app.close();
  }
}
