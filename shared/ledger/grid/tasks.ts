/**
 * Work over as many records as a zone has goes on by pages, block after block, so that no block has more than a page of each task
 * (DESIGN §4). How many tasks there are is bounded by the operators' nonces, how many run in a block by the sweep's limit.
 */
import type { Context } from "../context.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { save } from "../stored.ts";
import type { TaskRecord } from "./records.ts";

/** Records that one task looks at in one block. */
export const TASK_PAGE = 500;

/** The task's first page is done at the end of this block, when it is started by a transaction. `after`: the name that it goes on after. */
export function startTask(context: Context, id: string, task: Omit<TaskRecord, "after">, after = ""): void {
  save(context.state, KEY.task(id), { ...task, after } satisfies TaskRecord);
  schedule(context.state, "m", context.market, { what: "task", id });
}
