/**
 * The one door between windows and the main process. Each call is checked for its channel, its window, its frame and origin,
 * the door and room its window was admitted to, and its input; the answer is parsed on the way out too. Answers are data.
 */
import { CONTRACT, type Input, type Method, type Output, type Topic } from "../../shared/ipc/contract.ts";
import { type Answer, type Fault, FaultError } from "../../shared/ipc/fault.ts";
import { callChannel, CHANGED } from "./channels.ts";

/** What the door needs of Electron's ipcMain, and tests can stand in for. */
export interface Ipc {
  handle(channel: string, listener: (event: IpcEvent, ...args: unknown[]) => unknown): void;
}
export interface IpcEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}
export interface Contents {
  readonly id: number;
  send(channel: string, ...args: unknown[]): void;
  isDestroyed(): boolean;
  once(event: "destroyed", listener: () => void): unknown;
}

/** What a window may ask for: its door in the contract, and within the safe door the room that it stands in. */
export interface Pass {
  readonly door: "wallet" | "safe" | "kiosk";
  readonly room: "wallet" | "entry" | "confirm" | "anchor" | "keys" | "network" | "book" | "agent" | "nodes" | "kiosk";
  /** Origin of the only page that may call, such as `wattlight-app://wallet`. */
  readonly origin: string;
}

export type Handlers = {
  readonly [M in Method]: (input: Input<M>, pass: Pass) => Output<M> | Promise<Output<M>>;
};

type Kiosk = { [M in Method]: (typeof CONTRACT)[M]["door"] extends "kiosk" ? M : never }[Method];
export type KioskHandlers = Pick<Handlers, Kiosk>;
export type WalletHandlers = Omit<Handlers, Kiosk>;

export class Door {
  readonly #handlers: Partial<Handlers>;
  readonly #report: (line: string) => void;
  readonly #admitted = new Map<number, { readonly contents: Contents; readonly pass: Pass }>();

  /** Methods without a handler do not exist: the kiosk has its own alone, the wallet all others. */
  constructor(ipc: Ipc, handlers: Partial<Handlers>, report: (line: string) => void) {
    this.#handlers = handlers;
    this.#report = report;
    for (const method of (Object.keys(CONTRACT) as Method[]).filter((name) => handlers[name]))
      ipc.handle(callChannel(method), (event, ...args) => this.#answer(method, event, args));
  }

  /** From now on this window's page may call what its pass allows. */
  admit(contents: Contents, pass: Pass): void {
    this.#admitted.set(contents.id, { contents, pass });
    contents.once("destroyed", () => this.#admitted.delete(contents.id));
  }

  /** Tells every window that something it may be showing has changed. */
  changed(topic: Topic): void {
    for (const { contents } of this.#admitted.values()) if (!contents.isDestroyed()) contents.send(CHANGED, topic);
  }

  async #answer<M extends Method>(method: M, event: IpcEvent, args: readonly unknown[]): Promise<Answer<unknown>> {
    try {
      const pass = this.#check(method, event);
      if (args.length !== 1) throw new FaultError("door.input", { method, path: "$" });
      const input = CONTRACT[method].input.safeParse(args[0]);
      if (!input.success) throw new FaultError("door.input", { method, path: pathOf(input.error) }, "correct");
      // The contract pairs input and output per method; one generic call cannot express it without this.
      const handler = this.#handlers[method] as (input: unknown, pass: Pass) => unknown;
      const output = CONTRACT[method].output.safeParse(await handler(input.data, pass));
      if (!output.success) throw new FaultError("door.output", { method, path: pathOf(output.error) });
      return { ok: true, value: output.data };
    } catch (error) {
      return { ok: false, error: this.#faultOf(method, error) };
    }
  }

  /** The caller's pass, or a fault that names what did not fit. */
  #check(method: Method, event: IpcEvent): Pass {
    const admitted = this.#admitted.get(event.sender.id);
    if (!admitted) throw new FaultError("door.window", { method });
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null) throw new FaultError("door.frame", { method });
    if (frame.origin !== admitted.pass.origin) throw new FaultError("door.origin", { method });
    const { door } = CONTRACT[method];
    if (door !== "both" && door !== admitted.pass.door) throw new FaultError("door.method", { method });
    return admitted.pass;
  }

  /** Known faults pass; anything else is written to the log and crosses as "internal", without its text. */
  #faultOf(method: Method, error: unknown): Fault {
    if (error instanceof FaultError) {
      if (error.fault.code.startsWith("door.")) this.#report(`${error.fault.code} ${JSON.stringify(error.fault.data)}`);
      return error.fault;
    }
    this.#report(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return { code: "internal", data: { method }, next: "retry" };
  }
}

function pathOf(error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] }): string {
  return ["$", ...(error.issues[0]?.path.map(String) ?? [])].join(".");
}
