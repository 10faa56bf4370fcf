/** A picture per step, in both languages; some also in the other theme. Taken from the real window. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { call } from "./bridge.ts";

export interface Look {
  readonly lang: "en" | "zh-CN";
  readonly theme: "light" | "dark";
}
export const LOOKS: readonly Look[] = [
  { lang: "en", theme: "light" },
  { lang: "zh-CN", theme: "dark" },
  { lang: "en", theme: "dark" },
  { lang: "zh-CN", theme: "light" },
];

export class Pictures {
  readonly #folder: string;
  readonly #looks: readonly Look[];
  readonly taken: string[] = [];

  constructor(folder: string, looks: readonly Look[] = LOOKS) {
    this.#folder = folder;
    this.#looks = looks;
    mkdirSync(folder, { recursive: true });
  }

  /** One picture per look; the window is left in the first. */
  async take(page: Page, name: string): Promise<void> {
    for (const look of [...this.#looks.slice(1), ...this.#looks.slice(0, 1)]) {
      await call(page, "settings.set", look);
      await page.waitForFunction(
        ({ lang, theme }) =>
          document.documentElement.lang === lang && document.documentElement.dataset["mantineColorScheme"] === theme,
        look,
      );
      // What is drawn follows the language and theme within two frames.
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      const file = join(this.#folder, `${name}-${look.lang === "en" ? "en" : "zh"}-${look.theme}.png`);
      await page.screenshot({ path: file, animations: "disabled" });
      this.taken.push(file);
    }
  }
}
