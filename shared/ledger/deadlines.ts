/**
 * Deadlines queue in the state by clock and time (DESIGN §4). `m`: the market clock, for what is physical (gates, slot ends);
 * `a`: the administrative clock, which stands while the chain stands, for what people must do. Swept by sweep.ts.
 */
import type { Writer } from "../state/reader.ts";
import { KEY } from "./keys.ts";
import type { Carrier } from "./units.ts";

/** What a deadline is about, in the order in which its parts stand in its key. */
export type Deadline =
  /** m: an offer expires. a: an offer that is no longer live leaves the state. */
  | { readonly what: "expire" | "forget"; readonly offer: string }
  /** m: the auction of a slot clears at its gate. a: what it left behind leaves the state. */
  | { readonly what: "clear" | "unclear"; readonly carrier: Carrier; readonly zone: string; readonly slot: number }
  /** m: a hold without a decision lapses at the contract's first gate. a: a final and paid contract leaves the state. */
  | { readonly what: "hold" | "retire"; readonly contract: string }
  /** m: a message leaves the state. */
  | { readonly what: "mail"; readonly to: string; readonly id: string }
  /** a: a lot's sale without a delivery note lapses. */
  | { readonly what: "sale"; readonly sale: string }
  /** m: a slot has ended. a: its readings have been awaited long enough. */
  | { readonly what: "slotEnd" | "grace"; readonly carrier: Carrier; readonly slot: number }
  /** a: what is neither contract nor statement leaves the state (history/leaving.ts). */
  | { readonly what: "leave"; readonly of: "call" | "sale" | "intervention" | "decision"; readonly id: string }
  /** a: the factor of a zone's gas day leaves the state. */
  | { readonly what: "unfactor"; readonly slot: number; readonly zone: string }
  /** a: what a party's meter was before a slot leaves the state. */
  | { readonly what: "unmeter"; readonly party: string; readonly until: number; readonly meter: string }
  /** a: a batch of readings leaves the state. */
  | { readonly what: "prune"; readonly party: string; readonly meter: string; readonly batch: number }
  /** a: the next page of a party's close-out; old entries of its log leave the state. */
  | { readonly what: "closeOut" | "unlog"; readonly party: string }
  /** a: the dispute window of a contract's slot has passed. */
  | { readonly what: "final"; readonly contract: string; readonly slot: number }
  /** m: the next page of a task is done. */
  | { readonly what: "task"; readonly id: string }
  /** a: a slot of a call for flexibility is rewarded. */
  | { readonly what: "reward"; readonly call: string; readonly slot: number }
  /** a: a decision lapses; a carried one takes effect; the next customers of a supplier get another one. */
  | { readonly what: "decide" | "effect" | "replace"; readonly decision: string }
  /** a: the window to appeal against a ruling has passed; nobody has ruled in time. */
  | { readonly what: "appeal" | "unruled"; readonly dispute: string }
  /** m: the votes on pending registrations after a party are counted anew. */
  | { readonly what: "recount"; readonly after: string }
  /** a: a pair's period ends; a statement that is due, or claimed, was left alone; one that is paid leaves the state. */
  | {
      readonly what: "close" | "lapse" | "silence" | "unstate";
      readonly a: string;
      readonly b: string;
      readonly period: number;
    };

export type ClockName = "m" | "a";

function nameOf(deadline: Deadline): string {
  switch (deadline.what) {
    case "expire":
    case "forget":
      return `${deadline.what}/${deadline.offer}`;
    case "clear":
    case "unclear":
      return `${deadline.what}/${deadline.carrier}/${deadline.zone}/${deadline.slot}`;
    case "hold":
    case "retire":
      return `${deadline.what}/${deadline.contract}`;
    case "mail":
      return `${deadline.what}/${deadline.to}/${deadline.id}`;
    case "sale":
      return `${deadline.what}/${deadline.sale}`;
    case "slotEnd":
    case "grace":
      return `${deadline.what}/${deadline.carrier}/${deadline.slot}`;
    case "leave":
      return `${deadline.what}/${deadline.of}/${deadline.id}`;
    case "unfactor":
      return `${deadline.what}/${deadline.slot}/${deadline.zone}`;
    case "unmeter":
      return `${deadline.what}/${deadline.party}/${deadline.until}/${deadline.meter}`;
    case "prune":
      return `${deadline.what}/${deadline.party}/${deadline.meter}/${deadline.batch}`;
    case "closeOut":
    case "unlog":
      return `${deadline.what}/${deadline.party}`;
    case "final":
      return `${deadline.what}/${deadline.contract}/${deadline.slot}`;
    case "task":
      return `${deadline.what}/${deadline.id}`;
    case "reward":
      return `${deadline.what}/${deadline.call}/${deadline.slot}`;
    case "decide":
    case "effect":
    case "replace":
      return `${deadline.what}/${deadline.decision}`;
    case "appeal":
    case "unruled":
      return `${deadline.what}/${deadline.dispute}`;
    case "recount":
      return `${deadline.what}/${deadline.after}`;
    case "close":
    case "lapse":
    case "silence":
    case "unstate":
      return `${deadline.what}/${deadline.a}/${deadline.b}/${deadline.period}`;
  }
}

/** The deadline that a key of the queue stands for. */
export function deadlineOf(key: string): Deadline {
  const [, , , name, first = "", second = "", third = ""] = key.split("/");
  const what = name as Deadline["what"];
  switch (what) {
    case "expire":
    case "forget":
      return { what, offer: first };
    case "clear":
    case "unclear":
      return { what, carrier: first as Carrier, zone: second, slot: Number(third) };
    case "hold":
    case "retire":
      return { what, contract: first };
    case "mail":
      return { what, to: first, id: second };
    case "sale":
      return { what, sale: first };
    case "slotEnd":
    case "grace":
      return { what, carrier: first as Carrier, slot: Number(second) };
    case "leave":
      return { what, of: first as "call", id: second };
    case "unfactor":
      return { what, slot: Number(first), zone: second };
    case "unmeter":
      return { what, party: first, until: Number(second), meter: third };
    case "prune":
      return { what, party: first, meter: second, batch: Number(third) };
    case "closeOut":
    case "unlog":
      return { what, party: first };
    case "final":
      return { what, contract: first, slot: Number(second) };
    case "task":
      return { what, id: first };
    case "reward":
      return { what, call: first, slot: Number(second) };
    case "decide":
    case "effect":
    case "replace":
      return { what, decision: first };
    case "appeal":
    case "unruled":
      return { what, dispute: first };
    case "recount":
      return { what, after: first };
    case "close":
    case "lapse":
    case "silence":
    case "unstate":
      return { what, a: first, b: second, period: Number(third) };
    default:
      throw new RangeError(`${key} is no deadline: ${String(what satisfies never)}`);
  }
}

export function schedule(state: Writer, clock: ClockName, seconds: number, deadline: Deadline): void {
  const key = KEY.due(clock, seconds, nameOf(deadline));
  if (state.get(key) === undefined) state.set(key, 1);
}

export function unschedule(state: Writer, clock: ClockName, seconds: number, deadline: Deadline): void {
  state.delete(KEY.due(clock, seconds, nameOf(deadline)));
}
