/** The local worker (disk, network, light client) in its thread: opened, joined, and brought back to where it was when it dies. */
import { Worker } from "node:worker_threads";
import { type Fault, FaultError } from "../../shared/ipc/fault.ts";
import { link, type Remote } from "../../shared/link/link.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import { workerPort } from "../link/ports.ts";
import type { Account, LocalHost, LocalPort } from "../local/port.ts";
import { FILE_WAY, sameWay, type Way } from "../sync/way.ts";
import { BackOff } from "./backOff.ts";

export interface LocalWorkerDeps {
  readonly script: string;
  /** Where the database lies to begin with. */
  readonly folder: string;
  readonly host: LocalHost;
  /** Asked once per damaged database, which is kept aside by then: true goes on with an empty one. */
  readonly damaged: (fault: Fault["data"]) => Promise<boolean>;
}
export interface Joined {
  readonly network: NetworkFile;
  readonly account: Account;
  /** The word of the built-in demo chain's own process; null for a network that was joined by its file. */
  readonly builtIn: Anchor | null;
  readonly way: Way;
}
/** One database and what is joined in it, for as long as it is the one in use: workers may die meanwhile. */
interface Place {
  readonly folder: string;
  joined: Joined | undefined;
}
/** One worker for one place, from before it is started until it ended. */
interface Launch {
  readonly place: Place;
  worker: Worker | undefined;
  /** What this worker was told of `place.joined`. */
  told: Joined | undefined;
  ready: Promise<Remote<LocalPort>>;
}

const TOPICS = ["status", "ledger", "readings", "outbox", "needs"] as const;

export class LocalWorker {
  readonly #deps: LocalWorkerDeps;
  readonly #backOff = new BackOff(Date.now);
  #place: Place;
  /** The one for `#place`; those of the places before are ending. */
  #launch: Launch | undefined;
  #locked = true;
  #stopped = false;
  /** A damaged database that nobody has yet chosen to replace: no other one is made in its place meanwhile. */
  #damaged: FaultError | undefined;

  constructor(deps: LocalWorkerDeps) {
    this.#deps = deps;
    this.#place = { folder: deps.folder, joined: undefined };
  }

  /** The worker's methods once its database is open. A database that cannot be opened is a fault, and is tried again on the next call. */
  remote(): Promise<Remote<LocalPort>> {
    if (this.#stopped) return Promise.reject(new FaultError("local.stopped"));
    if (this.#damaged) return Promise.reject(this.#damaged);
    return (this.#launch ?? this.#begin(Promise.resolve())).ready;
  }

  /**
   * Another database from now on, with `joined` in it or nothing: the one before is closed first, and its worker ends. Both come in one call, so that
   * nobody's database is joined as another's. Of the database in use already, what is joined stays where nothing is given.
   */
  async use(folder: string, joined?: Joined): Promise<void> {
    if (this.#stopped) return;
    if (folder !== this.#place.folder) {
      const before = this.#launch;
      this.#place = { folder, joined: undefined };
      this.#damaged = undefined;
      this.#begin(this.#end(before));
    }
    if (joined) await this.join(joined.network, joined.account, joined.builtIn, joined.way);
    else await this.#launch?.ready;
  }

  #begin(after: Promise<void>): Launch {
    const opened = after.then(() => this.#open(launch));
    const launch: Launch = {
      place: this.#place,
      worker: undefined,
      told: undefined,
      ready: opened.catch(async (error: unknown) => {
        // Another one was begun meanwhile, and sees to the end of this one.
        if (this.#launch !== launch) throw error;
        this.#launch = undefined;
        await launch.worker?.terminate();
        if (error instanceof FaultError && error.fault.code === "store.damaged") this.#askAbout(error);
        throw error;
      }),
    };
    this.#launch = launch;
    return launch;
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
  async join(network: NetworkFile, account: Account, builtIn: Anchor | null, way: Way = FILE_WAY): Promise<void> {
    const place = this.#place;
    const before = place.joined;
    const same =
      before?.network === network &&
      before.account.address === account.address &&
      before.builtIn === builtIn &&
      sameWay(before.way, way);
    if (!same) place.joined = { network, account, builtIn, way };
    await this.#settle();
  }

  /** No network is joined any more, until another one is. */
  async leave(): Promise<void> {
    this.#place.joined = undefined;
    await this.#settle();
  }

  /** What the worker in use was told is what is joined in its place. */
  async #settle(): Promise<void> {
    const ready = this.remote();
    const launch = this.#launch;
    const remote = await ready;
    if (launch) await this.#tell(launch, remote);
  }

  async locked(locked: boolean): Promise<void> {
    this.#locked = locked;
    await (await this.remote()).locked(locked);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#end(this.#launch);
  }

  /** Closed in order where it still answers, then gone. */
  async #end(launch: Launch | undefined): Promise<void> {
    await (await launch?.ready.catch(() => undefined))?.close().catch(() => undefined);
    const worker = launch?.worker;
    if (launch) launch.worker = undefined;
    await worker?.terminate();
  }

  async #open(launch: Launch): Promise<Remote<LocalPort>> {
    const worker = new Worker(this.#deps.script);
    launch.worker = worker;
    this.#backOff.started();
    worker.once("exit", (code) => {
      if (launch.worker === worker) this.#ended(launch, code);
    });
    worker.on("error", (error) => this.#deps.host.log(`local worker: ${error.stack ?? error.message}`));
    const remote = link<LocalPort>(workerPort(worker), this.#deps.host);
    await remote.open(launch.place.folder);
    await remote.locked(this.#locked);
    await this.#tell(launch, remote);
    return remote;
  }

  /** Once per worker and network, whether it was launched before or after the network was known. */
  async #tell(launch: Launch, remote: Remote<LocalPort>): Promise<void> {
    const { joined } = launch.place;
    // What another place took the place of is about to be closed.
    if (launch.told === joined || launch.place !== this.#place) return;
    launch.told = joined;
    if (!joined) return await remote.leave();
    await remote.join(joined.network, joined.account, joined.builtIn !== null, joined.builtIn, joined.way);
  }

  #ended(launch: Launch, code: number): void {
    launch.worker = undefined;
    if (this.#launch !== launch) return;
    this.#launch = undefined;
    if (this.#stopped) return;
    const wait = this.#backOff.next();
    this.#deps.host.log(`the local worker ended with code ${code}; starting it again in ${wait} ms`);
    setTimeout(() => {
      if (!this.#stopped) this.#again();
    }, wait);
  }
}
