/** Where a contract's time line says that it stands: at its admission until its first slot begins, never "delivering" before. */
import { expect, test } from "vitest";
import type { Joined } from "../../../electron/local/joined.ts";
import { stationsOf } from "../../../electron/local/views/stations.ts";
import { slotStart } from "../../../shared/ledger/time.ts";
import { alice, contract, deliver, FIRM, market } from "../../shared/ledger/ends/scene.ts";

const joined = { account: { address: alice.address }, network: { cards: [] } } as unknown as Joined;

test("admitted until the first slot begins, then delivering, then over", () => {
  const chain = market();
  const { id, first } = contract(chain, [600, 400], FIRM);
  const grid = { slotSeconds: 900, startSeconds: 0, gateSeconds: 0 };
  const at = (now: number) => {
    const found = chain.query("contract", { id });
    if (!found) throw new Error("the contract is there");
    const stations = stationsOf(joined, { ...found, statements: [], params: chain.params, now });
    return new Map(stations.map((station) => [station.name, station]));
  };
  const begins = slotStart(grid, first);
  const before = at(begins - 1);
  expect(before.get("admitted")).toMatchObject({ state: "now" });
  expect(before.get("admitted")?.height).toBeGreaterThan(0);
  // When it will begin is told, as something to come.
  expect(before.get("delivering")).toMatchObject({ state: "next", at: begins });
  expect([...before.values()].filter(({ state }) => state === "now")).toHaveLength(1);

  const during = at(begins);
  expect(during.get("admitted")).toMatchObject({ state: "done" });
  expect(during.get("delivering")).toMatchObject({ state: "now", at: begins });

  deliver(chain, first, 600, 600);
  deliver(chain, first + 1, 400, 400);
  const over = at(begins + 1800);
  expect(over.get("delivering")).toMatchObject({ state: "done", at: begins + 1800 });
  expect([...over.values()].filter(({ state }) => state === "now")).toHaveLength(1);
});
