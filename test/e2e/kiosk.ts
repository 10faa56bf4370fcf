/** A kiosk in the real Electron, and what one does before it. */
import { join } from "node:path";
import type { ElectronApplication, Page } from "playwright-core";
import { launchWallet, type LaunchOptions, windowOf } from "./launch.ts";

export interface Kiosk {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Where it keeps all it has. */
  readonly folder: string;
}

export async function launchKiosk(options: LaunchOptions): Promise<Kiosk> {
  const { app, data } = await launchWallet({ ...options, args: ["--kiosk", ...(options.args ?? [])] });
  return { app, page: await windowOf(app, "kiosk"), folder: join(data, "kiosk") };
}

export async function typePin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole("button", { name: digit, exact: true }).click();
  await page.locator(".kiosk-keys .kiosk-go").click();
}

export async function setPin(page: Page, pin: string): Promise<void> {
  await page.locator(".kiosk-pin").waitFor();
  await typePin(page, pin);
  await typePin(page, pin);
  await page.locator(".kiosk-street").waitFor();
}

/** The staff's page: a long touch of the mark. */
export async function openPinPad(page: Page): Promise<void> {
  await page.locator(".kiosk-mark").hover();
  await page.mouse.down();
  await page.locator(".kiosk-pin").waitFor({ timeout: 15_000 });
  await page.mouse.up();
}

/** Through all stops, back to the street; the stops that were seen. */
export async function tour(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.locator(".kiosk-foot .kiosk-go").click();
  for (;;) {
    const stop = page.locator(".kiosk-tour");
    seen.push((await stop.getAttribute("data-stop")) ?? "");
    await page.locator(".kiosk-nav .kiosk-go").click();
    await page.locator(`.kiosk-tour[data-stop="${seen.at(-1)}"]`).waitFor({ state: "detached" });
    if ((await page.locator(".kiosk-street").count()) > 0) return seen;
  }
}
