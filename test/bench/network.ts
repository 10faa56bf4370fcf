/**
 * Group `network`: four validators under CometBFT on this machine, signed offers of some 600 bytes over several connections, against
 * CometBFT's sample application on the same socket and inside CometBFT, all in one run.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../../shared/codec/canonical.ts";
import { provideComet } from "../../build/runtime/comet.ts";
import { type Figure, median } from "./figure.ts";
import { CALLS, fed } from "./network/fed.ts";
import { applicationCost, grown } from "./network/grown.ts";
import { growth } from "./network/growth.ts";
import { latencies, throughput } from "./network/load.ts";
import { provideSample } from "./network/sample.ts";
import { tradersOf } from "./network/traders.ts";
import { type Kind, Validators } from "./network/validators.ts";

const RECOVERED = 100_000;
/** Both less where there is little time: `WATTLIGHT_BENCH_ACCOUNTS`, `WATTLIGHT_BENCH_LOAD`. */
const ACCOUNTS = Number(process.env["WATTLIGHT_BENCH_ACCOUNTS"] ?? 1_000_000);
const TRADERS = 200;
const LOAD = Number(process.env["WATTLIGHT_BENCH_LOAD"] ?? 12_000);
/** Seconds of the steady load that latency is measured at. */
const STEADY = 15;

interface Measured {
  readonly perSecond: number;
  /** µs of CPU per transaction, four nodes together. */
  readonly applications: number;
  readonly comets: number;
  readonly latency: readonly number[];
}

export async function measure(report: (figure: Figure) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-network-"));
  try {
    const { all, signature, disk } = applicationCost(folder, 12_000);
    offerOnDisk(disk, report);
    await ofTheSocket(folder, all, signature, report);
    grows(folder, report);
    await loaded(folder, report);
    await large(folder, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One application by itself, fed over its socket without CometBFT: CPU per transaction, and of which call. */
async function ofTheSocket(
  folder: string,
  direct: number,
  signature: number,
  report: (figure: Figure) => void,
): Promise<void> {
  const cost = await fed(folder, 12_000);
  const tell = (name: string, value: number, ratio: number, against: string): void =>
    report({ name, value, unit: "µs", ratio, against });
  tell("network.cpu", cost.all, cost.all / signature, "its signature's verification by libsecp256k1; CPU of one validator's application per offer, over the socket"); // prettier-ignore
  tell("network.cost", direct, direct / cost.all, "the row above; the same calls made directly");
  for (const call of CALLS) tell(`network.cpu.${call}`, cost[call], cost[call] / cost.all, "the whole");
}

function grows(folder: string, report: (figure: Figure) => void): void {
  const [empty, full] = [growth(folder, 3000, 0), growth(folder, 300, 100)];
  const tell = (name: string, value: number, ratio: number, against: string): void =>
    report({ name, value, unit: "bytes", ratio, against });
  tell("network.grow.disk", empty.disk, empty.disk / full.disk, "a block of 100 offers; an empty block, on disk");
  tell("network.grow.memory", empty.memory, empty.memory / full.memory, "a block of 100 offers; an empty one, live memory"); // prettier-ignore
}

function offerOnDisk(disk: number, report: (figure: Figure) => void): void {
  const bytes = 569;
  report({
    name: "network.disk.tx",
    value: disk,
    unit: "bytes",
    ratio: disk / bytes,
    against: "an offer's bytes; state alone",
  });
}

/** What many accounts cost a node. */
async function large(folder: string, report: (figure: Figure) => void): Promise<void> {
  const small = await grown(folder, RECOVERED);
  const many = await grown(folder, ACCOUNTS);
  const figure = (name: string, value: number, unit: Figure["unit"], ratio: number, against: string): void =>
    report({ name, value, unit, ratio, against });
  figure("network.memory", many.memory / 1e6, "MB", many.memory / many.text, `keys and values as text; resident, ${ACCOUNTS} accounts; aim ≤ 1,500 MB`); // prettier-ignore
  figure("network.disk.account", many.diskBytes / ACCOUNTS, "bytes", many.diskBytes / many.text, "keys and values as text"); // prettier-ignore
  figure("network.recover", small.startMs, "ms", small.startMs / (many.startMs / (ACCOUNTS / RECOVERED)), `a ${ACCOUNTS / RECOVERED}th of ${ACCOUNTS} accounts; start to listening with ${RECOVERED}`); // prettier-ignore
  figure("network.recover.block", small.firstBlockMs, "ms", small.firstBlockMs / small.startMs, `start to listening; start to the first new block on disk with ${RECOVERED} accounts, CometBFT's part left out`); // prettier-ignore
  figure("network.recover.many", many.startMs, "ms", many.startMs / small.startMs, `the start with ${RECOVERED} accounts`); // prettier-ignore
  figure("network.snapshot", small.snapshotMs, "ms", small.snapshotMs / small.startMs, `the start; taking one of ${RECOVERED} accounts`); // prettier-ignore
  figure("network.restore", small.restoreMs, "ms", small.restoreMs / small.startMs, `the start; restoring one of ${RECOVERED} accounts to disk`); // prettier-ignore
}

async function loaded(folder: string, report: (figure: Figure) => void): Promise<void> {
  const say = (text: string): void => console.error(text);
  const cometbft = provideComet(say);
  if (cometbft === undefined) throw new Error("the group network needs CometBFT");
  const abciCli = provideSample(say);
  const of = async (kind: Kind, rate?: number): Promise<Measured> => {
    const validators = new Validators(join(folder, kind), kind, { cometbft, abciCli });
    return await measured(validators, kind, rate);
  };
  const kvstore = await of("kvstore");
  // Both at the same load: half of what the slower one bears.
  const ledger = await of("ledger");
  const inside = await of("inside");
  const rate = Math.floor(Math.min(kvstore.perSecond, ledger.perSecond) / 2);
  const figure = (name: string, value: number, unit: Figure["unit"], ratio: number, against: string): void =>
    report({ name, value, unit, ratio, against });
  figure("network.tps", ledger.perSecond, "tx/s", ledger.perSecond / kvstore.perSecond, "CometBFT's kvstore over the same socket; aim ≥ 1.0"); // prettier-ignore
  figure("network.tps.inside", ledger.perSecond, "tx/s", ledger.perSecond / inside.perSecond, "the kvstore inside CometBFT; aim ≥ 0.5"); // prettier-ignore
  figure("network.tps.kvstore", kvstore.perSecond, "tx/s", kvstore.perSecond / inside.perSecond, "the kvstore inside CometBFT"); // prettier-ignore
  const nodes = 4;
  figure("network.cpu.loaded", ledger.applications / nodes, "µs", ledger.applications / ledger.comets, "the CometBFT beside it; CPU per transaction of one node's application under that load"); // prettier-ignore
  figure("network.cpu.comet", ledger.comets / nodes, "µs", ledger.comets / kvstore.comets, "the same with the kvstore; CPU per transaction of one CometBFT"); // prettier-ignore
  const [quiet, ours] = [await of("kvstore", rate), await of("ledger", rate)];
  for (const [name, of_] of [["p50", median], ["p95", percentile95]] as const) // prettier-ignore
      figure(`network.latency.${name}`, of_(ours.latency), "ms", of_(ours.latency) / of_(quiet.latency), `the kvstore over the same socket, both at ${rate} tx/s; aim ≤ 1.2`); // prettier-ignore
}

async function measured(validators: Validators, kind: Kind, rate?: number): Promise<Measured> {
  const traders = tradersOf(validators.chainId, validators.genesisTime, TRADERS);
  const count = rate === undefined ? LOAD : rate * STEADY;
  const txs = Array.from({ length: count }, (_, n) => (kind === "ledger" ? traders.offer(n) : pair(n)));
  try {
    await validators.start(kind === "ledger" ? (traders.genesis as unknown as Json) : {});
    if (rate !== undefined) {
      const latency = await latencies(validators.urls[0] ?? "", txs, rate);
      return { perSecond: rate, latency, applications: Number.NaN, comets: Number.NaN };
    }
    const before = validators.spent();
    const { perSecond, blocks } = await throughput(validators.urls, txs);
    const after = validators.spent();
    console.error(`${kind}: ${count} transactions in ${blocks} blocks, ${perSecond.toFixed(0)} a second`);
    const applications = (after.applications - before.applications) / count;
    return { perSecond, latency: [], applications, comets: (after.comets - before.comets) / count };
  } finally {
    await validators.stop();
  }
}

/** What the kvstore takes, as long as a signed offer. */
function pair(n: number): Uint8Array {
  return new TextEncoder().encode(`key${String(n).padStart(9, "0")}=${"v".repeat(560)}`);
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}
