/** What the machine gives: addresses that are free, room on the disk, a clock that agrees with the chain and is kept right. */
import { spawnSync } from "node:child_process";
import { statfsSync } from "node:fs";
import { createServer } from "node:net";
import type { NodeConfig } from "../config/nodeConfig.ts";
import { applicationAddress, type Home, hostAndPort, httpOf } from "../home/home.ts";
import { RpcFailure } from "../client/call.ts";
import { statusOf } from "../client/questions.ts";
import { type Finding, fine, worry, wrong } from "./finding.ts";

const GIB = 2 ** 30;
const LEAST_FREE = GIB / 2;
const GOOD_FREE = 10 * GIB;

export function checkDisk(folder: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  return diskFinding(folder, bavail * bsize);
}

/** @param free bytes that this account may still write */
export function diskFinding(folder: string, free: number): Finding {
  const told = `${(free / GIB).toFixed(1)} GiB free at ${folder}`;
  if (free < LEAST_FREE)
    return wrong("disk", told, "make room: a full disk stops the node; it goes on when there is room");
  return free < GOOD_FREE
    ? worry("disk", told, `have at least ${GOOD_FREE / GIB} GiB, or keep fewer blocks (ledger.retainBlocks)`)
    : fine("disk", told);
}

/** Every address that the node will listen on; where it runs already its own are taken, as they should be. */
export async function checkAddresses(home: Home, config: NodeConfig, running: boolean): Promise<readonly Finding[]> {
  if (running) return [fine("addresses", "in use by the running node")];
  const application = applicationAddress(home, config.application);
  const all: (readonly [string, string])[] = [
    ["comet.rpc", config.comet.rpc],
    ["comet.p2p", config.comet.p2p],
    ["comet.metrics", config.comet.metrics],
    ["metrics", config.metrics],
    ["front.listen", config.front.listen],
    ...(application.kind === "tcp" ? [["application", config.application] as const] : []),
  ];
  const named = all.filter(([, address]) => address !== "");
  return await Promise.all(
    named.map(async ([at, address]) => {
      const why = await taken(hostAndPort(address));
      if (why === undefined) return fine(at, `${address} is free`);
      if (why === "EADDRINUSE")
        return wrong(at, `${address} is taken by another program`, "stop it, or name another address");
      if (why === "EADDRNOTAVAIL") return wrong(at, `${address} is no address of this machine`, "name one of its own");
      return wrong(at, `${address} cannot be used (${why})`, "name another address, with a port above 1023");
    }),
  );
}

function taken({ host, port }: { readonly host: string; readonly port: number }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** Seconds by which a clock may be off without a word; CometBFT stops a validator that is a minute slow. */
const OFF_SECONDS = 5;

export interface Asked {
  readonly findings: readonly Finding[];
  readonly running: boolean;
}

/** Asks the own node and the state-sync servers what time their newest block has. @param now milliseconds since 1970 */
export async function checkClock(config: NodeConfig, now: () => number): Promise<Asked> {
  const findings: Finding[] = [kept()];
  let running = false;
  for (const url of [httpOf(config.comet.rpc), ...config.stateSync.servers]) {
    const own = url === httpOf(config.comet.rpc);
    try {
      const { sync_info } = await statusOf(url);
      if (own) running = true;
      findings.push(clockFinding(url, (Date.parse(sync_info.latest_block_time) - now()) / 1000));
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error;
      if (!own) findings.push(worry("clock", error.message, "look whether that server is still there"));
    }
  }
  return { findings, running };
}

/** @param ahead seconds from this machine's clock to the newest block's time; behind is usual, blocks have a past */
export function clockFinding(url: string, ahead: number): Finding {
  if (ahead > OFF_SECONDS)
    return wrong(
      "clock",
      `this machine's clock is ${Math.round(ahead)} s behind the newest block of ${url}`,
      "set the clock and keep it right (chrony): CometBFT stops a validator that is over a minute slow",
    );
  return -ahead > 60
    ? worry(
        "clock",
        `the newest block of ${url} is ${Math.round(-ahead)} s old`,
        "the chain stands still, the node catches up, or this clock is fast: compare it with another one",
      )
    : fine("clock", `agrees with the newest block of ${url}`);
}

/** Whether something keeps the clock right; unknown is no fault. */
function kept(): Finding {
  const run = spawnSync("timedatectl", ["show", "--property=NTPSynchronized", "--value"], {
    encoding: "utf8",
    timeout: 5_000,
  });
  const said = run.status === 0 ? run.stdout.trim() : "";
  if (said === "yes") return fine("clock", "kept right by the system");
  return worry(
    "clock",
    said === "no" ? "nothing keeps it right" : "it is not known whether anything keeps it right",
    "run chrony or systemd-timesyncd",
  );
}
