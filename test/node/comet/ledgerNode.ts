/** A genuine CometBFT with the ledger behind its socket, both processes of their own, on a loopback address of their own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../../shared/codec/canonical.ts";
import { COMETBFT } from "../../comet.ts";

export interface LedgerNodeOptions {
  readonly folder: string;
  /** 127.0.0.x: nodes on one machine need one each, because CometBFT takes one peer per address. */
  readonly host: string;
  readonly snapshotEvery?: number;
}

export class LedgerNode {
  readonly url: string;
  readonly #options: LedgerNodeOptions;
  readonly #processes = new Set<ChildProcess>();
  #application: ChildProcess | undefined;
  #comet: ChildProcess | undefined;
  log = "";

  constructor(options: LedgerNodeOptions) {
    this.#options = options;
    this.url = `http://${options.host}:26657`;
    const init = spawnSync(COMETBFT, ["init", "--home", this.home], { encoding: "utf8" });
    if (init.status !== 0) throw new Error(`cometbft init: ${init.stderr}`);
    this.configure({
      timeout_commit: '"100ms"',
      timeout_propose: '"1s"',
      pprof_laddr: '""',
      addr_book_strict: "false",
      allow_duplicate_ip: "true",
    });
  }

  get home(): string {
    return join(this.#options.folder, "comet");
  }

  get applicationFolder(): string {
    return join(this.#options.folder, "ledger");
  }

  get peer(): string {
    const { stdout } = spawnSync(COMETBFT, ["show-node-id", "--home", this.home], { encoding: "utf8" });
    return `${stdout.trim()}@${this.#options.host}:26656`;
  }

  genesis(): Record<string, Json> {
    return JSON.parse(readFileSync(join(this.home, "config", "genesis.json"), "utf8")) as Record<string, Json>;
  }

  setGenesis(document: Record<string, Json>): void {
    writeFileSync(join(this.home, "config", "genesis.json"), JSON.stringify(document));
  }

  /** Lines of config.toml by name; `section` where a name stands in several. */
  configure(values: Record<string, string>, section = ""): void {
    const file = join(this.home, "config", "config.toml");
    const text = readFileSync(file, "utf8");
    const at = section === "" ? 0 : text.indexOf(`\n[${section}]`);
    const after = Object.entries(values).reduce(
      (toml, [name, value]) => toml.replace(new RegExp(`^${name} = .*$`, "m"), `${name} = ${value}`),
      text.slice(at),
    );
    writeFileSync(file, text.slice(0, at) + after);
  }

  async start(): Promise<void> {
    const { folder, host, snapshotEvery = 0 } = this.#options;
    const address = `unix://${join(folder, "abci.sock")}`;
    const program = join(import.meta.dirname, "applicationProcess.ts");
    const application = this.#spawn(process.execPath, [
      program,
      this.applicationFolder,
      address,
      String(snapshotEvery),
    ]);
    this.#application = application;
    await new Promise<void>((resolve, reject) => {
      application.once("exit", () => reject(new Error(`the application ended: ${this.log}`)));
      application.stdout?.on("data", (text: Buffer) => {
        if (String(text).includes('"listening"')) resolve();
      });
    });
    const listen = ["--rpc.laddr", `tcp://${host}:26657`, "--p2p.laddr", `tcp://${host}:26656`];
    this.#comet = this.#spawn(COMETBFT, ["start", "--home", this.home, "--proxy_app", address, ...listen]);
  }

  killApplication(): void {
    this.#application?.kill("SIGKILL");
  }

  killComet(): void {
    this.#comet?.kill("SIGKILL");
  }

  /** Kills what still runs of both, and waits for it. */
  async kill(): Promise<void> {
    await Promise.all(
      [...this.#processes].map(async (child) => {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        if (child.exitCode === null && child.signalCode === null && child.kill("SIGKILL")) await ended;
      }),
    );
    this.#processes.clear();
  }

  async rpc<T>(method: string, params: Record<string, string> = {}): Promise<T> {
    const query = new URLSearchParams(params).toString();
    const response = await fetch(`${this.url}/${method}?${query}`, { signal: AbortSignal.timeout(15_000) });
    const { result, error } = (await response.json()) as { result?: T; error?: object };
    if (result === undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  /** Height of the latest block; 0 while it does not answer. */
  async height(): Promise<number> {
    const status = await this.rpc<{ sync_info: { latest_block_height: string } }>("status").catch(() => undefined);
    return Number(status?.sync_info.latest_block_height ?? 0);
  }

  /** Throws with the log when it takes longer than a minute. */
  async untilHeight(height: number): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      if ((await this.height()) >= height) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`height ${height} was not reached: ${this.log.slice(-4000)}`);
  }

  #spawn(program: string, args: string[]): ChildProcess {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (text: Buffer) => (this.log = (this.log + String(text)).slice(-100_000)));
    this.#processes.add(child);
    return child;
  }
}
