/** How long what is over stays in the state (DESIGN §5). */
import type { Context } from "./context.ts";

/** How long a final slot is kept, administrative seconds: for retention, and while its operator may still correct it. */
export function keptFor({ params }: Pick<Context, "params">): number {
  return Math.max(params.supervision.retain, params.supervision.correct);
}
