/** In the real window: the address book and the agent's limits, and a signing window that calls a party by the reader's own name. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../../build/bundle.ts";
import { ARM_MS } from "../../electron/safe/armed.ts";
import { call, until } from "./bridge.ts";
import { Journey, PASSPHRASE } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { Pictures } from "./pictures.ts";

const folder = mkdtempSync(join(tmpdir(), "wattlight-book-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pictures = new Pictures(join(ROOT, "out", "e2e"), [
  { lang: "en", theme: "light" },
  { lang: "zh-CN", theme: "dark" },
]);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const closed = (page: Page) => until("The window closes", 30, () => Promise.resolve(page.isClosed()), Boolean);

it("who is in the book is called by that name, and the agent's limits need the passphrase", async () => {
  const data = join(folder, "data");
  const { app } = await launchWallet({ data, rate: 120 });
  try {
    const journey = new Journey({ app, meter: "", rate: 120, pictures: null, say: () => undefined });
    await journey.createWallet();
    const wallet = await journey.join();
    await wallet.locator("a[href='#/account']").first().click();
    await pictures.take(wallet, "book-0-account");

    await button(wallet, "Address book…").click();
    const book = await windowOf(app, "safe");
    await book.getByText("Nobody yet.").waitFor();
    await pictures.take(book, "book-1-empty");
    const before = await call(book, "safe.bookState", {});
    // Whoever is on the network's list gets names of our own.
    const names = ["Old Wang’s power shop", "Pump station", "The mill"];
    // The demo's supplier is the first of them: who registers signs with it.
    for (const [i, name] of names.entries()) {
      const rows = book.locator("section").nth(1).locator("li");
      const row = i === 0 ? rows.filter({ hasText: "City Power" }) : rows.first();
      await row.getByRole("button", { name: "Add…" }).click();
      await book.getByLabel("Name").fill(name);
      await button(book, "Save").click();
      await book.getByRole("heading", { name: "In the book", exact: true }).waitFor();
    }
    await button(book, "Add an address…").click();
    await book.getByLabel("Address").fill("watt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq");
    await book.getByLabel("Name").fill("Nobody");
    await button(book, "Save").click();
    await book.getByText("That is not an address.").waitFor();
    await pictures.take(book, "book-2-refused");
    await button(book, "Cancel").click();
    await pictures.take(book, "book-3-list");
    const { entries } = await call(book, "safe.bookState", {});
    expect(entries.map(({ name }) => name)).toEqual(names);
    const supplier = before.candidates.find(({ name }) => name?.en === "City Power");
    expect(entries[0]).toMatchObject({ address: supplier?.address, learned: "utility" });
    await button(book, "Close").click();
    await closed(book);

    await button(wallet, "Limits and signatures…").click();
    const agent = await windowOf(app, "safe");
    await agent.getByText("Off. Nothing is signed without asking.").first().waitFor();
    await agent.getByRole("button", { name: "Set limits…" }).last().click();
    await agent.getByLabel("Most a kWh may cost, ¥, with every charge").fill("0.55");
    await agent.getByLabel("Most at once, kWh").fill("2");
    await agent.getByLabel("Most a day with one party, kWh").fill("5");
    await agent.getByLabel("Most a day in all, kWh").fill("8");
    await agent.getByLabel("Most a day that could come to be owed, ¥").fill("6");
    await agent.getByLabel("Pump station").check();
    await agent.locator("input[type=password]").fill("not this one at all");
    // The page's buttons count only after a moment.
    await agent.waitForTimeout(ARM_MS);
    await button(agent, "Set these limits").click();
    await agent.getByText("That is not the passphrase. Nothing was changed.").waitFor({ timeout: 60_000 });
    await pictures.take(agent, "book-4-limits");
    await agent.locator("input[type=password]").fill(PASSPHRASE);
    await button(agent, "Set these limits").click();
    await agent.getByText("at most ¥0.55 per kWh with every charge").waitFor({ timeout: 60_000 });
    await pictures.take(agent, "book-5-set");
    await button(agent, "Close").click();
    await closed(agent);

    // The signing window calls the supplier by our name, and says that it is the first time.
    const asked = call(wallet, "sign.register", {});
    const confirm = await windowOf(app, "safe");
    await confirm.getByText("First time: you have no contract with this party yet.").waitFor();
    await pictures.take(confirm, "book-6-confirm");
    const view = await call(confirm, "safe.confirmation", {});
    expect(view?.counterparty).toMatchObject({ name: { en: names[0] }, learned: "utility" });
    expect(view?.sentence.en).toContain(names[0]);
    await button(confirm, "Don’t sign").click();
    expect(await asked).toEqual({ outcome: "declined" });

    // On the disk: three files, none of them readable.
    const files = readdirSync(join(data, "records"));
    expect(files.some((name) => name.endsWith(".counterparties.sealed"))).toBe(true);
    expect(files.some((name) => name.endsWith(".limits.sealed"))).toBe(true);
    for (const name of files) expect(readFileSync(join(data, "records", name)).includes("Pump")).toBe(false);
  } finally {
    await app.close();
  }
});
