/** One page of a task: which records it goes through, and what is done with each. */
import type { Reader } from "../../state/reader.ts";
import { under } from "../../state/reader.ts";
import type { Context } from "../context.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import type { Shares } from "../allocation.ts";
import { followDeal } from "../metering/remeter.ts";
import { convertVolume } from "../metering/volumes.ts";
import { settleIfMetered } from "../settlement.ts";
import { save } from "../stored.ts";
import type { Carrier } from "../units.ts";
import { curtailSlot } from "./curtailment.ts";
import { decideReward } from "./flexibility.ts";
import { excuseSlot } from "./outages.ts";
import { loadGrid, type TaskRecord } from "./records.ts";
import { TASK_PAGE } from "./tasks.ts";

/** Returns how many records it went through. */
export function runTask(context: Context, id: string): number {
  const { state } = context;
  let done = 0;
  let task = loadGrid.task(state, id);
  // A slot costs one as well, so that many empty ones are no more work than a full one.
  for (let left = TASK_PAGE; task && left > 0;) {
    const names = namesAfter(state, prefixOf(context, task), task.after, left);
    const shares: Shares = new Map();
    for (const name of names) act(context, task, name, shares);
    task = names.length === left ? { ...task, after: names.at(-1) ?? "" } : nextSlot(task);
    left -= names.length + 1;
    done += names.length;
  }
  if (task) {
    save(state, KEY.task(id), task);
    schedule(state, "m", context.market + 1, { what: "task", id });
  } else state.delete(KEY.task(id));
  return done;
}

function nextSlot(task: TaskRecord): TaskRecord | undefined {
  return task.slot < task.last ? { ...task, slot: task.slot + 1, after: "" } : undefined;
}

/** Where the records of a task's slot stand: names under this prefix. */
function prefixOf({ state }: Context, { what, of, slot }: TaskRecord): string {
  if (what === "convert") return KEY.volume(slot, of, "");
  if (what === "reward") return KEY.answer(of, "");
  if (what === "settle" || what === "remeter" || what === "heed") return KEY.deal(...partyAndCarrier(of), slot, "");
  const intervention = loadGrid.intervention(state, of);
  if (!intervention) throw new RangeError(`the state lacks intervention ${of}`);
  const { act, zone, carrier } = intervention;
  const party = act.what === "outage" ? act.party : null;
  return party === null ? KEY.inZone(zone, carrier, slot, "") : KEY.deal(party, carrier, slot, "");
}

function act(context: Context, { what, of, slot }: TaskRecord, name: string, shares: Shares): void {
  switch (what) {
    case "curtail":
      return curtailSlot(context, of, name, slot);
    case "excuse":
      return excuseSlot(context, of, name, slot);
    case "convert":
      return convertVolume(context, of, slot, name);
    case "reward":
      return decideReward(context, of, slot, name);
    case "settle":
      return settleIfMetered(context, name, slot, partyAndCarrier(of)[0], shares);
    case "remeter":
    case "heed":
      return followDeal(context, what, partyAndCarrier(of)[0], name, slot, shares);
  }
}

function partyAndCarrier(of: string): readonly [party: string, carrier: Carrier] {
  const [party = "", carrier = ""] = of.split("/");
  return [party, carrier as Carrier];
}

function namesAfter(reader: Reader, prefix: string, after: string, limit: number): readonly string[] {
  const [from, to] = under(prefix);
  const start = after === "" ? from : `${from}${after}!`;
  return Array.from(reader.range(start, to, { limit }), ([key]) => key.slice(prefix.length));
}
