/**
 * `npm run demo [-- --network FILE --meter FILE --rate N --pictures DIR]`: the main job by itself in the real window, with or without a display. A
 * line per step with verified height and figures, pictures of each step, the settlement's arithmetic at the end. Exits with 1 on
 * any unverified value.
 */
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { bundleIfStale, ROOT } from "../../build/bundle.ts";
import { provideElectron } from "../../build/runtime/electron.ts";
import { hasDisplay, provideDisplay } from "../../build/system/display.ts";
import { provideLibraries } from "../../build/system/libraries.ts";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { arithmetic } from "./arithmetic.ts";
import { Journey } from "./journey.ts";
import { launchWallet } from "./launch.ts";
import { Pictures } from "./pictures.ts";

const values = switchesOrEnd(
  `Plays the wallet's main path by itself in the real window, with or without a display.

  --network FILE   on a network that runs (else on the built-in one)
  --meter FILE     of this meter (else of a generated home)
  --rate N         market seconds per second of the built-in network, 1 to 600 (120 unless told)
  --pictures DIR   where pictures of each step go (out/demo unless told)
  --keep           leaves the wallet's data folder, and says where it is`,
  {
    meter: { type: "string" },
    network: { type: "string" },
    rate: { type: "string" },
    pictures: { type: "string" },
    keep: { type: "boolean" },
  },
);
const rate = orEnd(() => whole("rate", values.rate ?? "120", 1, 600));
for (const name of ["meter", "network"] as const) {
  const file = values[name];
  const problem = file === undefined ? null : unreadable(name, resolve(file));
  if (problem === null) continue;
  console.error(problem);
  process.exit(2);
}
const network = values.network === undefined ? undefined : resolve(values.network);
const say = (line: string): void => console.log(line);
const folder = mkdtempSync(join(tmpdir(), "wattlight-demo-"));
// However it ends, by an error on the way up or by Ctrl+C too.
process.on("exit", () => {
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
const pictures = resolve(values.pictures ?? join(ROOT, "out", "demo"));

let exit = 1;
const virtualDisplay = !hasDisplay();
const runtime = await provideElectron(say);
provideLibraries(runtime.executable, { virtualDisplay }, say);
await bundleIfStale(say);
const display = await provideDisplay();
const launched = await launchWallet({
  data: join(folder, "data"),
  rate,
  env: { ...(display.env as Record<string, string>), WATTLIGHT_ELECTRON: runtime.executable },
});
try {
  const journey = new Journey({
    app: launched.app,
    meter: meterFile(),
    network,
    rate,
    pictures: new Pictures(pictures),
    say,
  });
  await journey.createWallet();
  const page = await journey.join();
  await journey.register(page);
  await journey.importMeter(page);
  const contract = await journey.sell(page);
  await journey.follow(page, contract);
  const statements = await journey.confirmPayments(page, contract);
  const view = await journey.ledger(page, contract);
  await journey.proof(page, contract, join(pictures, "contract.watt"));
  for (const line of arithmetic(view, statements)) say(line);
  say(`Pictures: ${pictures}`);
  exit = 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  for (const [i, window] of launched.app.windows().entries()) {
    await window.screenshot({ path: join(pictures, `failed-${i}.png`) }).catch(() => undefined);
  }
} finally {
  await launched.app.close().catch(() => undefined);
  display.close();
  if (values.keep) say(`Kept: ${folder}`);
}
process.exit(exit);

/** Why the file cannot be played, said before minutes have gone into getting there; null when it can be read. */
function unreadable(name: string, file: string): string | null {
  try {
    if (!statSync(file).isFile()) return `--${name}: ${file} is not a file`;
    closeSync(openSync(file, "r"));
    return null;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return `--${name}: there is no file ${file}`;
    return `--${name}: ${file} cannot be read (${code})`;
  }
}

/** The reader's own file, or one of a plausible home. */
function meterFile(): string {
  if (values.meter) return resolve(values.meter);
  const file = join(folder, "generated-home.csv");
  writeFileSync(file, generateHome(12));
  return file;
}
