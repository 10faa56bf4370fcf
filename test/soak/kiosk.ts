/**
 * `npm run kiosk-soak -- --hours 24 [--rate 240] [--ledger-mb 500]`: a kiosk in the real Electron for so many hours of its street, with one tour after the
 * other. Prints memory of all its processes and the size of its ledger, hour by hour; ends with 1 when memory grew or the ledger left its window.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { sizeOf } from "../../electron/kiosk/streetFiles.ts";
import { provideDisplay } from "../../build/system/display.ts";
import { call, until } from "../e2e/bridge.ts";
import { type Kiosk, launchKiosk, setPin, tour } from "../e2e/kiosk.ts";

const values = switchesOrEnd(
  `A kiosk in the real Electron for hours of its street, one tour after the other.

  --hours N       of the street (24 unless told)
  --rate N        market seconds per second (240 unless told)
  --ledger-mb N   what its ledger may take on disk (500 unless told)`,
  { hours: { type: "string" }, rate: { type: "string" }, "ledger-mb": { type: "string" } },
);
const MOST = 1_000_000;
const [hours, rate, ledgerMb] = orEnd(
  () =>
    [
      whole("hours", values.hours ?? "24", 1, MOST),
      whole("rate", values.rate ?? "240", 1, MOST),
      whole("ledger-mb", values["ledger-mb"] ?? "500", 1, MOST),
    ] as const,
);
const MB = 1_000_000;
/** Memory may breathe by this part between the first third of the hours and the last. */
const BREATH = 0.1;

interface Sample {
  readonly memory: number;
  readonly ledger: number;
}

const display = await provideDisplay();
Object.assign(process.env, display.env);
const data = mkdtempSync(join(tmpdir(), "wattlight-soak-"));
const kiosk = await launchKiosk({ data, rate, args: [`--kiosk-ledger-mb=${ledgerMb}`] });
const samples: Sample[] = [];
let tours = 0;
try {
  await setPin(kiosk.page, "246810");
  const first = await now(kiosk);
  process.stdout.write("hour  memory MB  ledger MB  tours\n");
  for (let hour = 1; hour <= hours; hour++) {
    while ((await now(kiosk)) < first + hour * 3600) {
      await tour(kiosk.page);
      tours++;
    }
    const sample = await measure(kiosk);
    samples.push(sample);
    const columns = [hour, (sample.memory / MB).toFixed(1), (sample.ledger / MB).toFixed(2), tours];
    process.stdout.write(`${columns.map((text, i) => String(text).padStart([4, 10, 9, 6][i] ?? 0)).join(" ")}\n`);
  }
} finally {
  await kiosk.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined);
  rmSync(data, { recursive: true, force: true });
  display.close();
}
const third = Math.max(1, Math.floor(samples.length / 3));
const [early, late] = [median(samples.slice(0, third)), median(samples.slice(-third))];
const growth = late / early - 1;
const most = Math.max(...samples.map(({ ledger }) => ledger));
process.stdout.write(
  `memory ${(early / MB).toFixed(1)} MB in the first third, ${(late / MB).toFixed(1)} MB in the last (${(growth * 100).toFixed(1)} %); ledger at most ${(most / MB).toFixed(2)} of ${ledgerMb} MB; ${tours} tours\n`,
);
process.exit(growth > BREATH || most > ledgerMb * MB * (1 + BREATH) ? 1 : 0);

/** Market seconds of the street, as its meters have it: also while nothing is proved. */
async function now({ page }: Kiosk): Promise<number> {
  const meters = await until("The street", 60, () => call(page, "kiosk.meters", {}), Boolean);
  if (!meters) throw new Error("no street");
  return meters.start + meters.now * meters.slotSeconds;
}

/** Bytes: working sets of all processes, and the street's files. */
async function measure({ app, folder }: Kiosk): Promise<Sample> {
  const kilobytes = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().reduce((all, { memory }) => all + memory.workingSetSize, 0),
  );
  return { memory: kilobytes * 1024, ledger: await sizeOf(folder) };
}

function median(list: readonly Sample[]): number {
  const sorted = list.map(({ memory }) => memory).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
