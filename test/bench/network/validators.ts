/**
 * Four validators of CometBFT on loopback addresses of their own, over one of three applications: the ledger, CometBFT's sample kvstore
 * as a process of its own on the same kind of socket, or the same inside CometBFT.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../../shared/codec/canonical.ts";
import { cpuOf } from "../processes.ts";

export type Kind = "ledger" | "kvstore" | "inside";

export interface Programs {
  readonly cometbft: string;
  /** CometBFT's sample application; undefined where it cannot be had. */
  readonly abciCli: string | undefined;
}

const HOSTS = ["127.0.0.45", "127.0.0.46", "127.0.0.47", "127.0.0.48"];
const APPLICATION = join(import.meta.dirname, "..", "..", "node", "comet", "applicationProcess.ts");
/** What a loaded chain needs of CometBFT's settings, the same for every application. */
const CONFIG: Readonly<Record<string, string>> = {
  size: "20000",
  cache_size: "40000",
  addr_book_strict: "false",
  allow_duplicate_ip: "true",
  pprof_laddr: '""',
  indexer: '"null"',
  log_level: '"error"',
  max_request_batch_size: "100",
};

export class Validators {
  readonly urls: readonly string[];
  readonly chainId = "wattlight-load";
  readonly genesisTime = Math.floor(Date.now() / 1000);
  readonly #folder: string;
  readonly #kind: Kind;
  readonly #programs: Programs;
  readonly #children: ChildProcess[] = [];
  readonly #applications = new Set<ChildProcess>();

  constructor(folder: string, kind: Kind, programs: Programs) {
    this.#folder = folder;
    this.#kind = kind;
    this.#programs = programs;
    this.urls = HOSTS.map((host) => `http://${host}:26657`);
  }

  async start(appState: Json): Promise<void> {
    const { cometbft } = this.#programs;
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { recursive: true });
    const hosts = HOSTS.flatMap((host) => ["--hostname", host]);
    const args = ["testnet", "--v", String(HOSTS.length), "--o", this.#folder, ...hosts];
    const made = spawnSync(cometbft, args, { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`cometbft testnet: ${made.stderr}`);
    await Promise.all(HOSTS.map((host, i) => this.#startOne(host, join(this.#folder, `node${i}`), appState)));
    for (let tries = 0; tries < 300; tries++) {
      if ((await heightOf(this.urls[0] ?? "")) >= 2) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error("the validators made no block");
  }

  async stop(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Microseconds of CPU so far, all four nodes together. */
  spent(): { readonly applications: number; readonly comets: number } {
    let [applications, comets] = [0, 0];
    for (const child of this.#children) {
      const used = cpuOf(child.pid ?? 0);
      if (this.#applications.has(child)) applications += used;
      else comets += used;
    }
    return { applications, comets };
  }

  async #startOne(host: string, home: string, appState: Json): Promise<void> {
    const genesisFile = join(home, "config", "genesis.json");
    const genesis = JSON.parse(readFileSync(genesisFile, "utf8")) as Record<string, Json>;
    const time = new Date(this.genesisTime * 1000).toISOString();
    writeFileSync(
      genesisFile,
      JSON.stringify({ ...genesis, chain_id: this.chainId, genesis_time: time, app_state: appState }),
    );
    const configFile = join(home, "config", "config.toml");
    const config = Object.entries(CONFIG).reduce(
      (toml, [name, value]) => toml.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`),
      readFileSync(configFile, "utf8"),
    );
    writeFileSync(configFile, config);
    const proxy = await this.#application(home);
    const listen = ["--rpc.laddr", `tcp://${host}:26657`, "--p2p.laddr", `tcp://${host}:26656`];
    this.#spawn(this.#programs.cometbft, ["start", "--home", home, "--proxy_app", proxy, ...listen]);
  }

  /** CometBFT's `proxy_app`. */
  async #application(home: string): Promise<string> {
    if (this.#kind === "inside") return "kvstore";
    const address = `unix://${join(home, "abci.sock")}`;
    if (this.#kind === "kvstore") {
      if (this.#programs.abciCli === undefined) throw new Error("abci-cli is missing");
      const sample = this.#spawn(this.#programs.abciCli, [
        "kvstore",
        "--address",
        address,
        "--log_level",
        "error",
        "--persist",
        join(home, "kv"),
      ]);
      this.#applications.add(sample);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return address;
    }
    const child = this.#spawn(process.execPath, [APPLICATION, join(home, "ledger"), address, "0", "here"]);
    this.#applications.add(child);
    await new Promise<void>((resolve, reject) => {
      child.once("exit", () => reject(new Error("the application ended")));
      child.stdout?.on("data", (text: Buffer) => {
        if (String(text).includes('"listening"')) resolve();
      });
    });
    return address;
  }

  #spawn(program: string, args: string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "ignore"] });
    child.stdout?.on("data", () => {});
    this.#children.push(child);
    return child;
  }
}

async function heightOf(url: string): Promise<number> {
  const answer = await fetch(`${url}/status`).then(
    async (response) => (await response.json()) as { result: { sync_info: { latest_block_height: string } } },
    () => undefined,
  );
  return Number(answer?.result.sync_info.latest_block_height ?? 0);
}
