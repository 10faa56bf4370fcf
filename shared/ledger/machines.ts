/**
 * Every state machine of the ledger as a table (DESIGN §4): code steps through it, docs print it, properties are held against it.
 * Where a transition ends or lapses something, `liability` says who bears it.
 */

export interface Transition {
  readonly event: string;
  readonly from: string;
  readonly to: string;
  /** Who is liable after it, in a sentence for the documentation. */
  readonly liability: string;
}
export interface Machine {
  readonly name: string;
  readonly initial: string;
  readonly states: readonly string[];
  readonly transitions: readonly Transition[];
}

const t = (from: string, event: string, to: string, liability: string): Transition => ({ from, event, to, liability });

export const CONTRACT_MACHINE = {
  name: "contract",
  initial: "offered",
  states: ["offered", "held", "refused", "admitted", "delivered", "terminated", "voided", "closedOut"],
  transitions: [
    t("offered", "admit", "admitted", "both sides are bound from here on"),
    t("offered", "refuse", "refused", "none: nobody owes anything"),
    t("offered", "hold", "held", "none while regulators look at it"),
    t("held", "release", "admitted", "both sides are bound from here on"),
    t("held", "refuse", "refused", "none: nobody owes anything"),
    t("held", "lapse", "refused", "none: a hold without a quorum lapses at gate closure"),
    t("held", "void", "refused", "excused: the regulators' decision states its reason"),
    t("held", "withdraw", "refused", "none: both sides took it back"),
    t("held", "closeOut", "refused", "none: it never bound anybody"),
    t("admitted", "deliver", "delivered", "as each slot records it"),
    t(
      "admitted",
      "terminate",
      "terminated",
      "as agreed by both, the damages of who ended it, or none where the connection was handed over",
    ),
    t("admitted", "void", "voided", "excused: the regulators' decision states its reason"),
    t("admitted", "closeOut", "closedOut", "the insolvent side, netted per pair"),
  ],
} as const satisfies Machine;

export const SLOT_MACHINE = {
  name: "contract-slot",
  initial: "pending",
  states: ["pending", "provisional", "disputed", "final"],
  transitions: [
    t(
      "pending",
      "settle",
      "provisional",
      "who fell short of a firm quantity: seller, buyer or both; none when delivered",
    ),
    t(
      "pending",
      "fallAway",
      "final",
      "as the end of its contract records it: excused, the side that ended it, the insolvent side",
    ),
    t("provisional", "remeter", "provisional", "as settled anew with the operator's figures"),
    t("provisional", "dispute", "disputed", "open until the ruling"),
    t("disputed", "rule", "provisional", "as the regulators rule"),
    t("disputed", "withdraw", "provisional", "as settled before"),
    t("final", "correct", "final", "as before; the difference goes into the running period"),
    t("provisional", "finalise", "final", "as settled; the dispute window has passed"),
  ],
} as const satisfies Machine;

export const STATEMENT_MACHINE = {
  name: "pair statement",
  initial: "open",
  states: ["open", "due", "claimed", "paid", "overdue"],
  transitions: [
    t("open", "fallDue", "due", "the side that the sum due names"),
    t("open", "nothingDue", "paid", "none: the balance is zero or carried to the next statement"),
    t("due", "claim", "claimed", "the debtor, until the creditor answers"),
    t("due", "lapse", "overdue", "the debtor, who may not trade until it is paid"),
    t("overdue", "claim", "claimed", "the debtor, who may not trade until it is paid"),
    t("claimed", "confirm", "paid", "none"),
    t("claimed", "silence", "paid", "none: the creditor had the stated time to deny"),
    t("claimed", "deny", "due", "the debtor; the reason is recorded"),
    t(
      "claimed",
      "denyLate",
      "overdue",
      "the debtor, who may not trade until it is paid; the reason is recorded, and the time to pay has passed",
    ),
    t("due", "net", "paid", "as the pair's close-out statement, which takes it over"),
    t("overdue", "net", "paid", "as the pair's close-out statement, which takes it over"),
  ],
} as const satisfies Machine;

export const OFFER_MACHINE = {
  name: "offer",
  initial: "live",
  states: ["live", "taken", "cancelled", "expired"],
  transitions: [
    t("live", "take", "taken", "as the contracts made of it"),
    t("live", "cancel", "cancelled", "none for what was not taken"),
    t("live", "expire", "expired", "none for what was not taken"),
  ],
} as const satisfies Machine;

export const PARTY_MACHINE = {
  name: "party",
  initial: "pending",
  states: ["pending", "active", "suspended", "refused", "left"],
  transitions: [
    t("pending", "admit", "active", "none"),
    t("pending", "refuse", "refused", "none"),
    t("pending", "withdraw", "refused", "none"),
    t("refused", "register", "pending", "none"),
    t("active", "suspend", "suspended", "contracts under way stay binding"),
    t("suspended", "restore", "active", "none"),
    t("active", "leave", "left", "what it owes stays due"),
    t("suspended", "leave", "left", "what it owes stays due"),
  ],
} as const satisfies Machine;

export const DECISION_MACHINE = {
  name: "decision",
  initial: "open",
  states: ["open", "carried", "effective", "rejected", "lapsed", "failed"],
  transitions: [
    t("open", "carry", "carried", "none until its effect"),
    t("carried", "effect", "effective", "as the act records it"),
    t("carried", "fail", "failed", "none: a rule did not allow it any more"),
    t("open", "reject", "rejected", "none"),
    t("open", "lapse", "lapsed", "none: no quorum in time"),
  ],
} as const satisfies Machine;

export const ORDER_MACHINE = {
  name: "order",
  initial: "live",
  states: ["live", "filled", "unfilled", "cancelled"],
  transitions: [
    t("live", "fill", "filled", "as the contracts made of it"),
    t("live", "miss", "unfilled", "none"),
    t("live", "cancel", "cancelled", "none"),
  ],
} as const satisfies Machine;

export const DISPUTE_MACHINE = {
  name: "dispute",
  initial: "open",
  states: ["open", "ruled", "appealed", "closed", "withdrawn", "lapsed"],
  transitions: [
    t("open", "rule", "ruled", "as ruled, unless an appeal changes it"),
    t("ruled", "appeal", "appealed", "open until the second ruling"),
    t("appealed", "rule", "closed", "as ruled, for good"),
    t("ruled", "expire", "closed", "as ruled: nobody appealed in time"),
    t("open", "withdraw", "withdrawn", "as settled before"),
    t("open", "lapse", "lapsed", "as settled before: nobody ruled in time"),
    t("appealed", "lapse", "closed", "as ruled first: nobody ruled on the appeal in time"),
  ],
} as const satisfies Machine;

export const SALE_MACHINE = {
  name: "lot sale",
  initial: "agreed",
  states: ["agreed", "delivered", "lapsed"],
  transitions: [
    t("agreed", "deliver", "delivered", "the buyer, for what the delivery note states"),
    t("agreed", "lapse", "lapsed", "none: no delivery note came in time"),
  ],
} as const satisfies Machine;

export const MACHINES = [
  CONTRACT_MACHINE,
  SLOT_MACHINE,
  STATEMENT_MACHINE,
  OFFER_MACHINE,
  PARTY_MACHINE,
  DECISION_MACHINE,
  ORDER_MACHINE,
  DISPUTE_MACHINE,
  SALE_MACHINE,
] as const;

type StateOf<M extends Machine> = M["states"][number];
type EventOf<M extends Machine> = M["transitions"][number]["event"];

/** The state after an event, or undefined where the table has no such row. */
export function next<M extends Machine>(machine: M, state: StateOf<M>, event: EventOf<M>): StateOf<M> | undefined {
  const row = machine.transitions.find((candidate) => candidate.from === state && candidate.event === event);
  return row?.to;
}

/** The state after an event; throws a RangeError where the table has no row, for that is a fault of this program. */
export function step<M extends Machine>(machine: M, state: StateOf<M>, event: EventOf<M>): StateOf<M> {
  const to = next(machine, state, event);
  if (to === undefined) throw new RangeError(`${machine.name}: no ${event} from ${state}`);
  return to;
}
