/**
 * Typed calls over a message port between the main process, its worker and its utility process. Answers are data; what the
 * other side throws arrives as a FaultError with its fields, and a port that closes rejects every call under way.
 */
import { type Fault, FaultError } from "../ipc/fault.ts";

/** The part of MessagePort that worker_threads, utilityProcess and process.parentPort have in common (see ports.ts). */
export interface Port {
  post(message: unknown): void;
  listen(receive: (message: unknown) => void): void;
  onClose(closed: (why: string) => void): void;
}

type AnyAsync = (...args: never[]) => unknown;
export type Api = { readonly [name: string]: AnyAsync };
/** The same methods, each answering with a promise. */
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

type Message =
  | { readonly call: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly reply: number; readonly value: unknown }
  | { readonly reply: number; readonly fault: Fault };

/** Serves `mine` to the other side and returns the other side's methods. */
export function link<Theirs extends object>(port: Port, mine: object): Remote<Theirs> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let next = 0;
  let closed: string | undefined;

  port.listen((raw) => {
    const message = raw as Message;
    if ("call" in message) void serve(message);
    else {
      const caller = waiting.get(message.reply);
      waiting.delete(message.reply);
      if ("fault" in message)
        caller?.reject(new FaultError(message.fault.code, message.fault.data, message.fault.next));
      else caller?.resolve(message.value);
    }
  });
  port.onClose((why) => {
    closed = why;
    for (const caller of waiting.values()) caller.reject(new FaultError("link.closed", { why }, "restart"));
    waiting.clear();
  });

  async function serve(message: Extract<Message, { call: number }>): Promise<void> {
    try {
      const method = Object.hasOwn(mine, message.method) ? (mine as Api)[message.method] : undefined;
      if (!method) throw new FaultError("link.noMethod", { method: message.method });
      port.post({ reply: message.call, value: await method(...(message.args as never[])) });
    } catch (error) {
      port.post({ reply: message.call, fault: asFault(error) });
    }
  }

  return new Proxy({} as Remote<Theirs>, {
    get: (_, method) =>
      typeof method !== "string" || method === "then"
        ? undefined
        : (...args: unknown[]) =>
            new Promise((resolve, reject) => {
              if (closed !== undefined) return reject(new FaultError("link.closed", { why: closed }, "restart"));
              const call = next++;
              waiting.set(call, { resolve, reject });
              port.post({ call, method, args } satisfies Message);
            }),
  });
}

/** Anything thrown, as data; unknown errors keep their message for the log, never for a decision. */
export function asFault(error: unknown): Fault {
  if (error instanceof FaultError) return error.fault;
  return { code: "internal", data: { message: error instanceof Error ? error.message : String(error) }, next: "retry" };
}
