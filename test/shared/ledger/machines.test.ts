/** DESIGN §4, three machines, each a table; offers and parties have theirs too. */
import { describe, expect, test } from "vitest";
import {
  CONTRACT_MACHINE,
  MACHINES,
  type Machine,
  next,
  step,
  STATEMENT_MACHINE,
} from "../../../shared/ledger/machines.ts";

describe.each(MACHINES.map((machine): [string, Machine] => [machine.name, machine]))("%s", (_, machine) => {
  test("names known states alone, and one outcome per state and event", () => {
    const seen = new Set<string>();
    for (const { from, event, to } of machine.transitions) {
      expect(machine.states).toContain(from);
      expect(machine.states).toContain(to);
      expect(seen).not.toContain(`${from} ${event}`);
      seen.add(`${from} ${event}`);
    }
    expect(machine.states).toContain(machine.initial);
  });

  test("reaches every state from the first", () => {
    const reached = new Set([machine.initial]);
    for (let i = 0; i < machine.states.length; i++) {
      for (const { from, to } of machine.transitions) if (reached.has(from)) reached.add(to);
    }
    expect([...reached].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      machine.states.toSorted((a, b) => (a < b ? -1 : 1)),
    );
  });

  test("says who is liable after each transition", () => {
    for (const { liability } of machine.transitions) expect(liability.length).toBeGreaterThan(3);
  });
});

test("a step outside the table is a fault, not a state", () => {
  expect(next(STATEMENT_MACHINE, "open", "claim")).toBeUndefined();
  expect(() => step(STATEMENT_MACHINE, "paid", "claim")).toThrow("pair statement: no claim from paid");
  expect(step(CONTRACT_MACHINE, "offered", "admit")).toBe("admitted");
});
