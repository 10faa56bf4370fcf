/**
 * `npm run office [-- --office regulator|operator|utility --rate N --pictures DIR]`: a morning in an office, by itself in the real window. A
 * demo network of its own leaves the office to a person; a new wallet joins it by its file, imports the office's key, opens its places and
 * signs one act, whose end the ledger proves. A picture of each place; exits with 1 when a step fails.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { whole, WrongOption } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { PLAYED, type Played } from "../../node/demo/offices.ts";
import { bundleIfStale, ROOT } from "../../build/bundle.ts";
import { provideElectron } from "../../build/runtime/electron.ts";
import { hasDisplay, provideDisplay } from "../../build/system/display.ts";
import { provideLibraries } from "../../build/system/libraries.ts";
import { pagesOf } from "../../renderer/screens/office/places.ts";
import type { DecisionRow } from "../../shared/ipc/officeViews.ts";
import { call, proved, until } from "./bridge.ts";
import { Journey, PASSPHRASE } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { Pictures } from "./pictures.ts";

const values = switchesOrEnd(
  `Plays a morning in an office by itself in the real window, on a demo network that leaves the office to a person.

  --office NAME    regulator, operator or utility (regulator unless told)
  --rate N         market seconds per second, 1 to 600 (60 unless told)
  --pictures DIR   where pictures of each place go (out/office unless told)`,
  { office: { type: "string" }, rate: { type: "string" }, pictures: { type: "string" } },
);
const rate = orEnd(() => whole("rate", values.rate ?? "60", 1, 600));
const office = orEnd(() => officeNamed(values.office ?? "regulator"));
const say = (line: string): void => console.log(line);
const folder = mkdtempSync(join(tmpdir(), "wattlight-office-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
const network = join(folder, "network.json");
const keyFile = join(folder, "office.key");
const pictures = new Pictures(resolve(values.pictures ?? join(ROOT, "out", "office")), [
  { lang: "en", theme: "light" },
  { lang: "zh-CN", theme: "dark" },
]);
const SLOW = { timeout: 90_000 };
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

function startNode(played: Played): ChildProcess {
  const args = ["--port", "0", "--rate", String(rate), "--seed", "3", "--folder", join(folder, "chain")];
  return spawn(
    process.execPath,
    [join(ROOT, "node", "demoNode.ts"), ...args, "--network-file", network, "--office", played, "--key-file", keyFile],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
}

let exit = 1;
const virtualDisplay = !hasDisplay();
const runtime = await provideElectron(say);
provideLibraries(runtime.executable, { virtualDisplay }, say);
await bundleIfStale(say);
const display = await provideDisplay();
const node = startNode(office);
process.on("exit", () => node.kill("SIGTERM"));
await until("The demo network", 60, () => Promise.resolve(existsSync(keyFile)), Boolean);
const { app } = await launchWallet({
  data: join(folder, "data"),
  env: { ...(display.env as Record<string, string>), WATTLIGHT_ELECTRON: runtime.executable },
});
try {
  const journey = new Journey({ app, meter: "", network, rate, pictures: null, say });
  await journey.createWallet();
  const wallet = await journey.join();
  await takeOffice(wallet);
  for (const page of pagesOf([office])) await look(wallet, page);
  if (office === "regulator") await decide(wallet);
  if (office === "operator") await publish(wallet);
  if (office === "utility") await tariff(wallet);
  say(`Pictures: ${resolve(values.pictures ?? join(ROOT, "out", "office"))}`);
  exit = 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  for (const window of app.windows()) await pictures.take(window, "failed").catch(() => undefined);
} finally {
  await app.close().catch(() => undefined);
  display.close();
}
process.exit(exit);

function officeNamed(name: string): Played {
  const found = PLAYED.find((one) => one === name);
  if (found) return found;
  throw new WrongOption({
    en: `--office: one of ${PLAYED.join(", ")}, not "${name}"`,
    zh: `--office 应为 ${PLAYED.join("、")} 之一，不能是“${name}”`,
  });
}

/** The office's key becomes an account of this wallet, and its screens are the office's. */
async function takeOffice(wallet: Page): Promise<void> {
  await wallet.locator("a[href='#/account']").first().click();
  await button(wallet, "Accounts, passphrase and back-up…").click();
  const page = await windowOf(app, "safe");
  await button(page, "Look at the accounts…").click();
  await button(page, "Import a key…").click();
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, keyFile);
  await button(page, "From a file…").click();
  await page.getByLabel("Name (may stay empty)").fill("Office");
  await page.getByLabel("Passphrase of now").fill(PASSPHRASE);
  await button(page, "Import it").click();
  await page.locator(".accounts strong", { hasText: "Office" }).waitFor(SLOW);
  const { accounts } = await call(page, "safe.keysState", {});
  const address = accounts.find(({ kind }) => kind === "key")?.address ?? "";
  await button(page, "Done").click();
  await button(page, "Close").click();
  await wallet.getByLabel("Account in use").selectOption(address);
  const home = await until(
    "The office on the ledger",
    60,
    () => call(wallet, "home.get", {}),
    (heard) => heard.state === "verified" && heard.value.me.id === address && heard.value.roles.includes(office),
  );
  const { value, proof } = proved("the office", home);
  say(`    ${value.roles.join(", ")}: found from the ledger at block ${proof.height}.`);
}

async function look(wallet: Page, page: string): Promise<void> {
  await wallet.locator(`a[href='#/office/${page}']`).click();
  await wallet.locator("#screen h1").waitFor(SLOW);
  await wallet.waitForTimeout(1500);
  await pictures.take(wallet, page);
  say(`    ${page}`);
}

function mineIsMissing({ state, tally }: DecisionRow): boolean {
  return state === "open" && tally !== null && tally.yes === tally.needed - 1;
}

async function sign(name: string): Promise<void> {
  const page = await windowOf(app, "safe");
  await button(page, "Sign").waitFor(SLOW);
  await pictures.take(page, name);
  await page
    .locator('button[aria-disabled="false"]', { hasText: /^Sign$/ })
    .click()
    .catch((error: unknown) => {
      if (!page.isClosed()) throw error;
    });
  await until("The signing window closes", 30, () => Promise.resolve(page.isClosed()), Boolean);
}

/** A release that the others propose waits for this vote alone. */
async function decide(wallet: Page): Promise<void> {
  const waiting = await until(
    "A decision that waits for this vote",
    120,
    () => call(wallet, "office.decisions", {}),
    (heard) => heard.state === "verified" && heard.value.decisions.some(mineIsMissing),
  );
  const decision = proved("the decisions", waiting).value.decisions.find(mineIsMissing);
  if (!decision) throw new Error("it just waited");
  await wallet.locator("a[href='#/office/decisions']").click();
  const vote = wallet.locator("article", { hasText: decision.text.en }).first();
  await vote.getByLabel("Reason").fill("Meter and connection were looked at.");
  await vote.getByRole("button", { name: "Sign for it" }).click();
  await sign("sign-vote");
  const done = await until(
    "The decision's effect",
    60,
    () => call(wallet, "office.decisions", {}),
    (heard) =>
      heard.state === "verified" &&
      heard.value.decisions.some(({ id, state }) => id === decision.id && state !== "open"),
  );
  const { value, proof } = proved("the decision", done);
  say(`    ${value.decisions.find(({ id }) => id === decision.id)?.state}: proved at block ${proof.height}.`);
  await look(wallet, "decisions");
  await look(wallet, "balance");
}

async function publish(wallet: Page): Promise<void> {
  await wallet.locator("a[href='#/office/signals']").click();
  await wallet.getByLabel("Can deliver, kW").fill("380");
  await wallet.getByLabel("Demand, kW").fill("400");
  await button(wallet, "Review and sign").click();
  await sign("sign-limits");
  await committed(wallet);
  await look(wallet, "balance");
}

async function tariff(wallet: Page): Promise<void> {
  await wallet.locator("a[href='#/office/tariffs']").click();
  await button(wallet, "Review and sign the tariff").click();
  await sign("sign-tariff");
  await committed(wallet);
}

async function committed(wallet: Page): Promise<void> {
  const entries = await until(
    "The entry on the ledger",
    60,
    () => call(wallet, "outbox.list", {}),
    ([first]) => first?.state === "committed" || first?.state === "refused",
  );
  const [first] = entries;
  if (first?.state !== "committed") throw new Error(`it was refused: ${JSON.stringify(first?.refusal)}`);
  say(`    ${first.kind}: on the ledger at block ${first.height}.`);
}
