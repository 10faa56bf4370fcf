/** The local worker (disk, network, light client) in its thread: opened, joined, and brought back to where it was when it dies. */
import { Worker } from "node:worker_threads";
import { type Fault, FaultError } from "../../shared/ipc/fault.ts";
import { link, type Remote } from "../../shared/link/link.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import { workerPort } from "../link/ports.ts";
import type { Account, LocalHost, LocalPort } from "../local/port.ts";
import { BackOff } from "./backOff.ts";

export interface LocalWorkerDeps {
  readonly script: string;
  /** Where the database lies to begin with. */
  readonly folder: string;
  readonly host: LocalHost;
  /** Asked once per damaged database, which is kept aside by then: true goes on with an empty one. */
  readonly damaged: (fault: Fault["data"]) => Promise<boolean>;
}
interface Joined {
  readonly network: NetworkFile;
  readonly account: Account;
  /** The word of the built-in demo chain's own process; null for a network that was joined by its file. */
  readonly builtIn: Anchor | null;
}

const TOPICS = ["status", "ledger", "readings", "outbox", "needs"] as const;

export class LocalWorker {
  readonly #deps: LocalWorkerDeps;
  readonly #backOff = new BackOff(Date.now);
  #folder: string;
  #worker: Worker | undefined;
  #ready: Promise<Remote<LocalPort>> | undefined;
  #joined: Joined | undefined;
  /** What the running worker was told of `#joined`. */
  #told: Joined | undefined;
  #locked = true;
  #stopped = false;
  /** A damaged database that nobody has yet chosen to replace: no other one is made in its place meanwhile. */
  #damaged: FaultError | undefined;

  constructor(deps: LocalWorkerDeps) {
    this.#deps = deps;
    this.#folder = deps.folder;
  }

  /** The worker's methods once its database is open. A database that cannot be opened is a fault, and is tried again on the next call. */
  remote(): Promise<Remote<LocalPort>> {
    if (this.#stopped) return Promise.reject(new FaultError("local.stopped"));
    if (this.#damaged) return Promise.reject(this.#damaged);
    this.#ready ??= this.#begin(Promise.resolve());
    return this.#ready;
  }

  /** Another database from now on, with nothing joined: the one before is closed first, and its worker ends. */
  async use(folder: string): Promise<void> {
    if (this.#stopped || folder === this.#folder) return;
    const before = this.#ready;
    this.#folder = folder;
    this.#joined = undefined;
    this.#told = undefined;
    this.#damaged = undefined;
    this.#ready = this.#begin(this.#end(before));
    await this.#ready;
  }

  #begin(after: Promise<void>): Promise<Remote<LocalPort>> {
    const ready: Promise<Remote<LocalPort>> = after
      .then(() => this.#launch())
      .catch(async (error: unknown) => {
        // Another database was asked for meanwhile: its own beginning is another promise.
        if (this.#ready !== ready) throw error;
        this.#ready = undefined;
        await this.#worker?.terminate();
        if (error instanceof FaultError && error.fault.code === "store.damaged") this.#askAbout(error);
        throw error;
      });
    return ready;
  }

  #askAbout(damage: FaultError): void {
    this.#damaged = damage;
    void this.#deps.damaged(damage.fault.data).then((goOn) => {
      if (!goOn || this.#stopped || this.#damaged !== damage) return;
      this.#damaged = undefined;
      this.#again();
    });
  }

  /** Opens again and tells the windows to ask again: what failed meanwhile was answered with a fault. */
  #again(): void {
    void this.remote().then(
      () => TOPICS.forEach((topic) => this.#deps.host.changed(topic)),
      (error: unknown) => this.#deps.host.log(String(error)),
    );
  }

  /** Starts or renews synchronising; after a restart of the worker it is done again by itself. */
  async join(network: NetworkFile, account: Account, builtIn: Anchor | null): Promise<void> {
    const before = this.#joined;
    const same =
      before?.network === network && before.account.address === account.address && before.builtIn === builtIn;
    if (!same) this.#joined = { network, account, builtIn };
    await this.#tell(await this.remote());
  }

  async locked(locked: boolean): Promise<void> {
    this.#locked = locked;
    await (await this.remote()).locked(locked);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end(this.#ready);
  }

  /** Closed in order where it still answers, then gone. */
  async #end(ready: Promise<Remote<LocalPort>> | undefined): Promise<void> {
    await (await ready?.catch(() => undefined))?.close().catch(() => undefined);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  async #launch(): Promise<Remote<LocalPort>> {
    const worker = new Worker(this.#deps.script);
    this.#worker = worker;
    this.#backOff.started();
    worker.once("exit", (code) => {
      if (this.#worker === worker) this.#ended(code);
    });
    worker.on("error", (error) => this.#deps.host.log(`local worker: ${error.stack ?? error.message}`));
    const remote = link<LocalPort>(workerPort(worker), this.#deps.host);
    await remote.open(this.#folder);
    await remote.locked(this.#locked);
    await this.#tell(remote);
    return remote;
  }

  /** Once per worker and network, whether it was launched before or after the network was known. */
  async #tell(remote: Remote<LocalPort>): Promise<void> {
    const joined = this.#joined;
    if (!joined || this.#told === joined) return;
    this.#told = joined;
    await remote.join(joined.network, joined.account, joined.builtIn !== null, joined.builtIn);
  }

  #ended(code: number): void {
    const wasReady = this.#ready !== undefined;
    this.#worker = undefined;
    this.#ready = undefined;
    this.#told = undefined;
    if (this.#stopped || !wasReady) return;
    const wait = this.#backOff.next();
    this.#deps.host.log(`the local worker ended with code ${code}; starting it again in ${wait} ms`);
    setTimeout(() => {
      if (!this.#stopped) this.#again();
    }, wait);
  }
}
