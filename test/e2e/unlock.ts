/** Opens a locked wallet in its safe window. */
import type { Page } from "playwright-core";
import { PASSPHRASE } from "./journey.ts";

export async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  const field = page.locator("input[type=password]");
  await field.fill(passphrase);
  await field.press("Enter");
}
