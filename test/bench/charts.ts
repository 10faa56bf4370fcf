/**
 * Group `charts`: the energy screen in the real window, with a year of a home imported: what a frame costs while a hair follows the pointer
 * over a week of 672 points and while a zoomed part is moved, how long the screen takes to come up, and how long a year takes to read.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { bundleIfStale, ROOT } from "../../build/bundle.ts";
import { provideElectron } from "../../build/runtime/electron.ts";
import { hasDisplay, provideDisplay } from "../../build/system/display.ts";
import { provideLibraries } from "../../build/system/libraries.ts";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { call } from "../e2e/bridge.ts";
import { Journey } from "../e2e/journey.ts";
import { launchWallet } from "../e2e/launch.ts";
import { type Figure, median } from "./figure.ts";

const SAMPLE = join(ROOT, "..", "shared", "data", "meters", "ausgrid-home-12-2011-2012.csv");
const FRAMES = 240;
const RUNS = 9;
const say = (line: string): void => console.error(line);

export async function measure(report: (figure: Figure) => void): Promise<void> {
  const runtime = await provideElectron(say);
  provideLibraries(runtime.executable, { virtualDisplay: !hasDisplay() }, say);
  await bundleIfStale(say);
  const display = await provideDisplay();
  Object.assign(process.env, display.env, { WATTLIGHT_ELECTRON: runtime.executable });
  const folder = mkdtempSync(join(tmpdir(), "wattlight-charts-"));
  const meter = existsSync(SAMPLE) ? SAMPLE : join(folder, "home.csv");
  if (meter !== SAMPLE) writeFileSync(meter, generateHome(1));
  const { app } = await launchWallet({ data: join(folder, "data") });
  try {
    const journey = new Journey({ app, meter, rate: 15, pictures: null, say: () => undefined });
    await journey.createWallet();
    const page = await journey.join();
    await journey.importMeter(page);
    await frames(page, report);
    await routes(page, report);
    await year(page, report);
  } finally {
    await app.close();
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const choose = (page: Page, label: string) => page.locator("label", { hasText: new RegExp(`^${label}$`) }).click();

async function frames(page: Page, report: (figure: Figure) => void): Promise<void> {
  await choose(page, "My file");
  await choose(page, "Week");
  await page.locator(".curve .reading").waitFor();
  const still = await costs(page, "nothing");
  const hover = await costs(page, "hover");
  await page.locator(".curve .reading").press("+");
  const pan = await costs(page, "pan");
  const against = `a frame in which nothing happens; p95 of ${FRAMES} frames on the window's thread, from the event until the frame is drawn; aim: 16 ms`;
  report({ name: "chart.frame.hover", value: p95(hover), unit: "ms", ratio: p95(hover) / p95(still), against });
  report({ name: "chart.frame.pan", value: p95(pan), unit: "ms", ratio: p95(pan) / p95(still), against });
}

/** What each frame costs the window's thread from its event to after its drawing, ms. */
function costs(page: Page, what: "nothing" | "hover" | "pan"): Promise<number[]> {
  return page.evaluate(
    async ({ act, count }) => {
      const area = document.querySelector(".curve .reading");
      if (!area) throw new Error("no curve");
      const after = () =>
        new Promise<void>((done) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => done();
          port2.postMessage(null);
        });
      const taken: number[] = [];
      for (let i = 0; i < count; i++) {
        await new Promise(requestAnimationFrame);
        const began = performance.now();
        if (act === "hover") {
          const box = area.getBoundingClientRect();
          const at = { clientX: box.left + ((i * 7) % box.width), clientY: box.top + 40, pointerId: 1 };
          area.dispatchEvent(new PointerEvent("pointermove", { ...at, bubbles: true }));
        }
        // An arrow at the edge moves the part by a point: forty to the right, forty to the left.
        if (act === "pan") {
          const isRight = Math.floor(i / 40) % 2 === 0;
          const edge = isRight ? "End" : "Home";
          const arrow = isRight ? "ArrowRight" : "ArrowLeft";
          area.dispatchEvent(new KeyboardEvent("keydown", { key: i % 40 === 0 ? edge : arrow, bubbles: true }));
        }
        await after();
        taken.push(performance.now() - began);
      }
      return taken;
    },
    { act: what, count: FRAMES },
  );
}

const p95 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;

/** From the overview to the energy screen with its curve, and from there back. */
async function routes(page: Page, report: (figure: Figure) => void): Promise<void> {
  const to = (hash: string, selector: string) =>
    page.evaluate(
      async ({ route, shown }) => {
        const began = performance.now();
        location.hash = route;
        while (document.querySelector(shown) === null) await new Promise(requestAnimationFrame);
        return performance.now() - began;
      },
      { route: hash, shown: selector },
    );
  const there: number[] = [];
  const back: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    back.push(await to("#/overview", ".totals"));
    there.push(await to("#/energy", ".curve svg"));
  }
  report({ name: "chart.route", value: median(there), unit: "ms", ratio: median(there) / median(back), against: "the way back to the overview; until the curve is drawn" }); // prettier-ignore
}

async function year(page: Page, report: (figure: Figure) => void): Promise<void> {
  const timed = async (ask: () => Promise<unknown>): Promise<number> => {
    const began = performance.now();
    if ((await ask()) === null) throw new Error("nothing was read");
    return performance.now() - began;
  };
  const years: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    years.push(await timed(() => call(page, "energy.year", { source: "file", year: null })));
    bare.push(await timed(() => call(page, "settings.get", {})));
  }
  report({ name: "chart.year.window", value: median(years), unit: "ms", ratio: median(years) / median(bare), against: "a question that reads nothing, asked the same way; a year by months beside the year before" }); // prettier-ignore
}
