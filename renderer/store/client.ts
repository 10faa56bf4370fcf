/** The one way out of the renderer: every question goes through the bridge and every answer is parsed before anything sees it. */
import { z } from "zod";
import type { Bridge } from "../../shared/ipc/bridge.ts";
import { CONTRACT, type Input, type Method, type Output, Topic } from "../../shared/ipc/contract.ts";
import { type Answer, answer, type Fault } from "../../shared/ipc/fault.ts";

// The content policy forbids generated code; without this the parser would try it once and be reported.
z.config({ jitless: true });

declare global {
  interface Window {
    wattlight?: Bridge;
  }
}

const fault = (code: string, method: string, next: Fault["next"]): { ok: false; error: Fault } => ({
  ok: false,
  error: { code, data: { method }, next },
});

export async function call<M extends Method>(method: M, input: Input<M>): Promise<Answer<Output<M>>> {
  const bridge = window.wattlight;
  if (!bridge) return fault("door.absent", method, "restart");
  let heard: unknown;
  try {
    heard = await bridge.call(method, input);
  } catch {
    return fault("door.broken", method, "restart");
  }
  const schema: z.ZodType = answer(CONTRACT[method].output);
  const parsed = schema.safeParse(heard);
  if (!parsed.success) {
    console.error(`answer of ${method} is not as agreed`, parsed.error.issues.slice(0, 3));
    return fault("answer.shape", method, "restart");
  }
  // The schema is CONTRACT[method].output, so its parsed value is Output<M>; the compiler cannot follow the index.
  return parsed.data as Answer<Output<M>>;
}

export function onChanged(heard: (topic: Topic) => void): () => void {
  return (
    window.wattlight?.onChanged((topic) => {
      const known = Topic.safeParse(topic);
      if (known.success) heard(known.data);
    }) ?? (() => undefined)
  );
}
