/** What changed from one state to another did so by a table, and decisions by votes. */
import { MACHINES, type Machine, ORDER_MACHINE, SALE_MACHINE } from "../../../../shared/ledger/machines.ts";
import { load } from "../../../../shared/ledger/stored.ts";
import type { BallotRecord, DecisionRecord } from "../../../../shared/ledger/supervision/records.ts";
import type { Reader } from "../../../../shared/state/reader.ts";
import { expect } from "../holds.ts";
import { all } from "./primary.ts";

const [CONTRACT, SLOT, STATEMENT, OFFER, PARTY, DECISION] = MACHINES;
const WATCHED: readonly (readonly [prefix: string, machine: Machine, field: "state" | "status"])[] = [
  ["progress/", CONTRACT, "state"],
  ["slot/", SLOT, "state"],
  ["statement/", STATEMENT, "state"],
  ["offerlive/", OFFER, "status"],
  ["party/", PARTY, "status"],
  ["sale/", SALE_MACHINE, "state"],
  ["orderlive/", ORDER_MACHINE, "status"],
  ["decision/", DECISION, "state"],
];

/** Whatever changed its state did so along the table, from the first state on when it is new. */
export function transitionsHold(before: Reader, after: Reader): void {
  for (const [prefix, machine, field] of WATCHED) {
    for (const [name, record] of all<Record<string, string>>(after, prefix)) {
      const to = record[field] ?? "";
      const old = before.get(prefix + name) as unknown as Record<string, string> | undefined;
      const from = old?.[field] ?? machine.initial;
      expect(machine.states).toContain(to);
      expect(reachable(machine, from), `${machine.name}: ${from} to ${to}`).toContain(to);
    }
  }
}

function reachable(machine: Machine, from: string): ReadonlySet<string> {
  const reached = new Set([from]);
  for (let i = 0; i < machine.states.length; i++) {
    for (const row of machine.transitions) if (reached.has(row.from)) reached.add(row.to);
  }
  return reached;
}

/** No decision is carried without the votes that it takes, cast by regulators in office; nothing takes effect that was not carried. */
export function decisionsHold(before: Reader, after: Reader): void {
  const officesOf = (state: Reader): ReadonlySet<string> => new Set(all(state, "regulator/").map(([id]) => id));
  const offices = [officesOf(before), officesOf(after)];
  for (const [id, { state, carried, signed, ended }] of all<DecisionRecord>(after, "decision/")) {
    const passed = state === "carried" || state === "effective" || state === "failed";
    expect(carried !== null).toBe(passed);
    expect(ended !== null).toBe(state !== "open" && state !== "carried");
    const old = before.get(`decision/${id}`) as unknown as DecisionRecord | undefined;
    if (!carried || (old && old.state !== "open")) continue;
    const yes = all<BallotRecord>(after, `ballot/${id}/`).flatMap(([who, { approve }]) => (approve ? [who] : []));
    // Votes come before the end of the block, where offices begin and end: those of before or of after were counted.
    const counts = offices.map((office) => yes.filter((who) => office.has(who)).length);
    expect(counts).toContain(carried.votes);
    expect(carried.votes).toBeGreaterThanOrEqual(carried.needed);
    expect(carried.needed).toBeGreaterThanOrEqual(Math.min(load.params(before).quorum, load.params(after).quorum));
    if (signed.body.decide.act === "validator.set") expect(carried.needed * 3).toBeGreaterThan(carried.of * 2);
  }
}
