/** The embedded demo node in its utility process: started, started again when it dies but not on damaged files, stopped in order. */
import { utilityProcess, type UtilityProcess } from "electron";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { StreetMeters } from "../../shared/ipc/kioskViews.ts";
import { link, type Port, type Remote } from "../../shared/link/link.ts";
import type { EmbeddedHost, EmbeddedOptions, EmbeddedPort, EmbeddedStarted } from "../../node/embedded/port.ts";
import { BackOff } from "./backOff.ts";

export interface DemoNodeDeps {
  readonly script: string;
  readonly options: EmbeddedOptions;
  /** Called on every start, the first included: address and anchor may be new. */
  readonly started: (started: EmbeddedStarted) => void;
  /** `damage` is another one than before. */
  readonly changed: () => void;
  readonly log: (line: string) => void;
}

export class DemoNode {
  readonly #deps: DemoNodeDeps;
  readonly #backOff = new BackOff(Date.now);
  #child: UtilityProcess | undefined;
  #remote: Remote<EmbeddedPort> | undefined;
  #starting: Promise<EmbeddedStarted> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #damage: { readonly file: string } | null = null;

  constructor(deps: DemoNodeDeps) {
    this.#deps = deps;
  }

  /** The file that keeps it from starting; to start it again helps only once somebody has mended that. */
  get damage(): { readonly file: string } | null {
    return this.#damage;
  }

  /** Starts once; later calls give the same answer. After a failure the next call tries again. */
  start(): Promise<EmbeddedStarted> {
    this.#stopped = false;
    this.#starting ??= this.#launch().catch((error: unknown) => {
      this.#starting = undefined;
      if (error instanceof FaultError && error.fault.code === "node.damaged") {
        this.#setDamage({ file: String(error.fault.data["file"]) });
      }
      this.#child?.kill();
      throw error;
    });
    return this.#starting;
  }

  /** The street's own meters; null while the node is not there. */
  async streetToday(): Promise<StreetMeters | null> {
    return (await this.#remote?.streetToday()) ?? null;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#remote?.stop().catch(() => undefined);
    const child = this.#child;
    if (!child) return;
    // The next start finds the folder free.
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await gone;
  }

  async #launch(): Promise<EmbeddedStarted> {
    const child = utilityProcess.fork(this.#deps.script, [], { serviceName: "Wattlight demo node", stdio: "inherit" });
    this.#child = child;
    this.#backOff.started();
    child.once("exit", (code) => this.#ended(code));
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("exit", (code) => reject(new FaultError("node.ended", { code }, "restart")));
    });
    const host: EmbeddedHost = { log: this.#deps.log };
    this.#remote = link<EmbeddedPort>(utilityPort(child), host);
    const started = await this.#remote.start(this.#deps.options);
    this.#setDamage(null);
    this.#deps.started(started);
    return started;
  }

  #setDamage(damage: { readonly file: string } | null): void {
    const same = damage?.file === this.#damage?.file;
    this.#damage = damage;
    if (!same) this.#deps.changed();
  }

  #ended(code: number): void {
    this.#child = undefined;
    this.#remote = undefined;
    this.#starting = undefined;
    if (this.#stopped) return;
    if (this.#damage) return this.#deps.log(`the demo node does not start: ${this.#damage.file} is damaged`);
    const wait = this.#backOff.next();
    this.#deps.log(`the demo node ended with code ${code}; starting it again in ${wait} ms`);
    this.#timer = setTimeout(() => void this.start().catch((error: unknown) => this.#deps.log(String(error))), wait);
  }
}

/** The main process's end of a link with a utility process. */
export function utilityPort(child: UtilityProcess): Port {
  return {
    post: (message) => child.postMessage(message),
    listen: (receive) => void child.on("message", receive),
    onClose: (closed) => void child.once("exit", (code) => closed(`the process ended with code ${code}`)),
  };
}
