/** Reads through the page's own bridge, as the renderer does: parsed by the contract, so the driver sees what the screen sees. */
import type { Page } from "playwright-core";
import { CONTRACT, type Input, type Method, type Output } from "../../shared/ipc/contract.ts";
import { answer } from "../../shared/ipc/fault.ts";
import type { Proof, Verified } from "../../shared/ipc/verified.ts";

export async function call<M extends Method>(page: Page, method: M, input: Input<M>): Promise<Output<M>> {
  const raw = await page.evaluate(
    ([name, value]) =>
      (window as unknown as { wattlight: { call(m: string, i: unknown): Promise<unknown> } }).wattlight.call(
        name as string,
        value,
      ),
    [method, input] as const,
  );
  const heard = answer(CONTRACT[method].output).parse(raw) as
    { ok: true; value: Output<M> } | { ok: false; error: unknown };
  if (!heard.ok) throw new Error(`${method}: ${JSON.stringify(heard.error)}`);
  return heard.value;
}

/** A ledger value must be verified to be used at all; anything else ends the demo. */
export function proved<T>(what: string, heard: Verified<T>): { readonly value: T; readonly proof: Proof } {
  if (heard.state !== "verified") throw new UnverifiedError(`${what} is not verified: ${heard.state}, ${heard.why}`);
  return heard;
}

export class UnverifiedError extends Error {}

/** Asks until the answer satisfies; the error says what was last heard. */
export async function until<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T>,
  satisfied: (heard: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      const heard = await ask();
      if (satisfied(heard)) return heard;
      last = heard;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const heard = last instanceof Error ? last.message : (JSON.stringify(last) ?? "nothing").slice(0, 600);
  throw new Error(`${what} did not happen within ${seconds} s; last heard: ${heard}`);
}
