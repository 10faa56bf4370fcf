/** What other rooms call: runs a change in the context of a block of its own. */
import { type Context, contextOf } from "../../../../shared/ledger/context.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import type { Chain } from "../market.ts";

export function onContext<T>(chain: Chain, change: (context: Context) => T): T {
  const edit = chain.state.edit();
  const clock = load.clock(edit);
  const result = change(contextOf(edit, load.params(edit), chain.check, clock, clock));
  chain.state = edit.done();
  return result;
}
