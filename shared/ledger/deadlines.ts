/**
 * Deadlines queue in the state by clock and time (DESIGN §4). `m`: the market clock, for what is physical (gates, slot ends);
 * `a`: the administrative clock, which stands while the chain stands, for what people must do. Swept by sweep.ts.
 */
import type { Writer } from "../state/reader.ts";
import { KEY } from "./keys.ts";
import type { Carrier } from "./units.ts";

export type Deadline =
  /** m: an offer expires. a: an offer that is no longer live leaves the state. */
  | { readonly what: "expire" | "forget"; readonly offer: string }
  /** m: a slot has ended. a: its readings have been awaited long enough. */
  | { readonly what: "slotEnd" | "grace"; readonly carrier: Carrier; readonly slot: number }
  /** a: the dispute window of a contract's slot has passed. */
  | { readonly what: "final"; readonly contract: string; readonly slot: number }
  /** a: a pair's period ends; a statement that is due, or claimed, was left alone. */
  | { readonly what: "close" | "lapse" | "silence"; readonly a: string; readonly b: string; readonly period: number };

export type ClockName = "m" | "a";

function nameOf(deadline: Deadline): string {
  switch (deadline.what) {
    case "expire":
    case "forget":
      return `${deadline.what}/${deadline.offer}`;
    case "slotEnd":
    case "grace":
      return `${deadline.what}/${deadline.carrier}/${deadline.slot}`;
    case "final":
      return `${deadline.what}/${deadline.contract}/${deadline.slot}`;
    case "close":
    case "lapse":
    case "silence":
      return `${deadline.what}/${deadline.a}/${deadline.b}/${deadline.period}`;
  }
}

/** The deadline that a key of the queue stands for. */
export function deadlineOf(key: string): Deadline {
  const [, , , what, first = "", second = "", third = ""] = key.split("/");
  switch (what) {
    case "expire":
    case "forget":
      return { what, offer: first };
    case "slotEnd":
    case "grace":
      return { what, carrier: first as Carrier, slot: Number(second) };
    case "final":
      return { what, contract: first, slot: Number(second) };
    case "close":
    case "lapse":
    case "silence":
      return { what, a: first, b: second, period: Number(third) };
    default:
      throw new RangeError(`${key} is no deadline`);
  }
}

export function schedule(state: Writer, clock: ClockName, seconds: number, deadline: Deadline): void {
  const key = KEY.due(clock, seconds, nameOf(deadline));
  if (state.get(key) === undefined) state.set(key, 1);
}

export function unschedule(state: Writer, clock: ClockName, seconds: number, deadline: Deadline): void {
  state.delete(KEY.due(clock, seconds, nameOf(deadline)));
}
