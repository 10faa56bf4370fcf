/** The safe window's side of the door: typed calls, answers parsed by the contract, faults thrown as FaultError. */
import { CONTRACT, type Input, type Method, type Output, Topic } from "../../shared/ipc/contract.ts";
import { answer, FaultError } from "../../shared/ipc/fault.ts";
import { z } from "zod";

type SafeMethod = {
  [M in Method]: (typeof CONTRACT)[M]["door"] extends "safe" | "both" ? M : never;
}[Method];

/** What the preload gives the page. */
interface Bridge {
  call(method: string, input: unknown): Promise<unknown>;
  onChanged(heard: (topic: string) => void): () => void;
}
const bridge = (globalThis as unknown as { readonly wattlight: Bridge }).wattlight;

export async function call<M extends SafeMethod>(method: M, input: Input<M>): Promise<Output<M>> {
  const parsed = answer(z.unknown()).safeParse(await bridge.call(method, input));
  if (!parsed.success) throw new FaultError("door.output", { method });
  if (!parsed.data.ok) {
    const { code, data, next } = parsed.data.error;
    throw new FaultError(code, data, next);
  }
  const value = CONTRACT[method].output.safeParse(parsed.data.value);
  if (!value.success) throw new FaultError("door.output", { method });
  return value.data as Output<M>;
}

/** Returns a function that stops listening. */
export function onChanged(heard: (topic: Topic) => void): () => void {
  return bridge.onChanged((raw) => {
    const topic = Topic.safeParse(raw);
    if (topic.success) heard(topic.data);
  });
}
