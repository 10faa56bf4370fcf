/** What the reader chose and where the window stood, in electron-store's settings.json. Nothing secret, nothing trusted. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import Store from "electron-store";
import { z } from "zod";
import { keepDamagedSettings } from "./damagedSettings.ts";
import { Lang, type Settings, Theme } from "../../shared/ipc/ledgerViews.ts";

const Bounds = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
});
export type Bounds = z.infer<typeof Bounds>;
const Stored = z.object({
  lang: Lang.optional().catch(undefined),
  theme: Theme.optional().catch(undefined),
  metered: z.boolean().optional().catch(undefined),
  network: z.enum(["demo", "file"]).optional().catch(undefined),
  bounds: Bounds.optional().catch(undefined),
});
type Stored = z.infer<typeof Stored>;

export class SettingsStore {
  readonly #store: Store<Record<string, unknown>>;
  readonly #languages: readonly string[];

  /** `languages`: what the system prefers, best first, for a reader who has not chosen yet. */
  constructor(folder: string, languages: readonly string[], log: (line: string) => void) {
    const kept = keepDamagedSettings(folder, new Date());
    this.#store = new Store({ cwd: folder, name: "settings" });
    this.#languages = languages;
    if (kept === null) return;
    log(`settings.json could not be read; it was kept as ${kept}, and the settings begin anew`);
    // Whoever has the demo network's chain had joined it.
    if (existsSync(join(folder, "demo-node"))) this.network = "demo";
  }

  get(): Settings {
    const { lang, theme, metered } = this.#read();
    return { lang: lang ?? preferred(this.#languages), theme: theme ?? "system", metered: metered ?? false };
  }

  set(change: {
    readonly lang?: Lang | undefined;
    readonly theme?: Theme | undefined;
    readonly metered?: boolean | undefined;
  }): Settings {
    if (change.lang) this.#store.set("lang", change.lang);
    if (change.theme) this.#store.set("theme", change.theme);
    if (change.metered !== undefined) this.#store.set("metered", change.metered);
    return this.get();
  }

  /** The network that was joined, the built-in one or that of `network.json`; null until then. */
  get network(): "demo" | "file" | null {
    return this.#read().network ?? null;
  }

  set network(network: "demo" | "file") {
    this.#store.set("network", network);
  }

  get bounds(): Bounds | undefined {
    return this.#read().bounds;
  }

  set bounds(bounds: Bounds) {
    this.#store.set("bounds", bounds);
  }

  #read(): Stored {
    return Stored.parse(this.#store.store);
  }
}

/** The first language of the system's list that we speak; English otherwise. */
export function preferred(languages: readonly string[]): Lang {
  for (const language of languages) {
    if (/^zh\b/i.test(language)) return "zh-CN";
    if (/^en\b/i.test(language)) return "en";
  }
  return "en";
}
