/**
 * Group `light`: a commit of 150 validators in Electron beside CometBFT's Go code; catching up over a million headers with one set, and
 * over a hundred thousand where a quarter of the set changes every thousand.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideElectron } from "../../build/runtime/electron.ts";
import { evidenceOf } from "../../electron/store/evidence.ts";
import { headersOf } from "../../electron/store/headers.ts";
import { openStore } from "../../electron/store/store.ts";
import { synchronizer } from "../../electron/sync/synchronizer.ts";
import { type Signer, signer, START } from "../shared/light/chain.ts";
import type { Figure } from "./figure.ts";
import { farChain } from "./light/farChain.ts";

const say = (line: string): void => console.error(line);

export async function measure(report: (figure: Figure) => void): Promise<void> {
  await commit(report);
  const same = Array.from({ length: 4 }, (_, i) => signer(`same ${i}`));
  await catchUp("light.million", 1_000_000, () => same, report);
  await catchUp("light.rotating", 100_000, rotating, report);
}

async function commit(report: (figure: Figure) => void): Promise<void> {
  const { executable } = await provideElectron(say);
  const script = join(import.meta.dirname, "light", "commit.ts");
  const run = spawnSync(executable, [script], { env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" }, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`the check in Electron failed: ${run.stderr}`);
  const ours = JSON.parse(run.stdout) as { commit: number; step: number; rest: number };
  const go = goFigures();
  const figures = [
    [
      "light.commit150",
      ours.commit,
      go?.commit,
      "CometBFT's VerifyCommitLight in Go: as many votes as two thirds need; aim: 2 ×",
    ],
    [
      "light.skip150",
      ours.step,
      go?.step,
      "CometBFT's VerifyCommitLightTrusting and VerifyCommitLight in Go; aim: 2 ×",
    ],
    [
      "light.rest150",
      ours.rest,
      ours.commit,
      "the step itself; the votes that it does not need, checked while witnesses are asked",
    ],
  ] as const;
  for (const [name, value, theirs, against] of figures)
    report({
      name,
      value: value / 1e6,
      unit: "ms",
      ratio: theirs === undefined ? Number.NaN : value / theirs,
      against,
    });
}

/** Where Go and CometBFT's module are within reach. */
function goFigures(): { readonly commit: number; readonly step: number } | undefined {
  const run = spawnSync("go", ["run", "."], { cwd: join(import.meta.dirname, "light", "go"), encoding: "utf8" });
  const [commitNs, stepNs] = run.status === 0 ? run.stdout.trim().split(" ").map(Number) : [];
  if (commitNs === undefined || stepNs === undefined) {
    say("Go, or CometBFT's module, is not there: no figure to compare with.");
    return undefined;
  }
  return { commit: commitNs, step: stepNs };
}

/** Two of eight validators are others in every epoch of a thousand heights. */
function rotating(height: number): readonly Signer[] {
  const epoch = Math.floor(height / 1000);
  return Array.from({ length: 8 }, (_, i) => {
    const changed = epoch - (((((epoch * 2 - i) % 8) + 8) % 8) >> 1);
    return signer(`rotating ${i} since ${changed}`);
  });
}

async function catchUp(
  name: string,
  height: number,
  signersAt: (height: number) => readonly Signer[],
  report: (figure: Figure) => void,
): Promise<void> {
  const chain = await farChain(height, signersAt);
  const folder = mkdtempSync(join(tmpdir(), "wattlight-light-"));
  const store = openStore(folder, new Date());
  const { chainId } = chain.network;
  const began = performance.now();
  let reached = (): void => undefined;
  const arrived = new Promise<void>((resolve) => (reached = resolve));
  const sync = synchronizer(
    {
      network: chain.network,
      builtIn: false,
      trusted: null,
      now: () => START + height * 1000 + 5_000,
      random: () => 0.5,
      changed: () => sync.newest()?.header.height === height && reached(),
      log: say,
    },
    headersOf(store, chainId),
    evidenceOf(store, chainId),
  );
  sync.start();
  await arrived;
  const value = performance.now() - began;
  const hops = sync.status().trusted?.hops ?? 0;
  await sync.stop();
  store.close();
  await chain.stop();
  rmSync(folder, { recursive: true, force: true });
  const against = `one hop; ${height} headers, ${chain.asked()} requests over loopback`;
  report({ name, value, unit: "ms", ratio: hops, against });
}
