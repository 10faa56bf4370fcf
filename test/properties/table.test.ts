/** The table of what happened shows every kind of transaction, and says which ones never came out one way. */
import { expect, test } from "vitest";
import { portionOf } from "./portion.ts";
import { Table } from "./table.ts";

test("kinds come with their counts, summed; what never happened is named", () => {
  const table = new Table();
  table.add({ "offer.post · done": 2, "offer.post · refused": 1, "late · invalid": 4, gate: 1 });
  table.add({ "offer.post · done": 3, "propose watch.set · done": 1, gate: 1 });
  const lines = table.text().split("\n");
  const row = (name: string) => lines.find((line) => line.startsWith(name))?.split(/\s{2,}/);
  expect(row("offer.post")).toEqual(["offer.post", "5", "1", "0"]);
  expect(row("late")).toEqual(["late", "0", "0", "4"]);
  expect(row("gate")).toEqual(["gate", "2"]);
  expect(table.missing("done")).not.toContain("offer.post");
  expect(table.missing("done")).not.toContain("propose watch.set");
  expect(table.missing("refused")).toEqual(expect.arrayContaining(["propose watch.set", "offer.accept"]));
  expect(lines.at(-1)).toMatch(/^never refused: .*offer\.accept/);
});

test("a portion of a seed is the same histories wherever it is played", { timeout: 120_000 }, () => {
  const task = { seed: 20_000, histories: 2, every: 40 };
  const [one, other] = [portionOf(task), portionOf(task)];
  expect(one.fault).toBeUndefined();
  expect(one.histories).toBe(2);
  expect(one.counts).toEqual(other.counts);
});
