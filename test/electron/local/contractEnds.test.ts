/** What a contract's page says of its ends is what the ledger does: costs, disputes and rulings, what can still be disputed, what was held. */
import { expect, test } from "vitest";
import { contractRows, contractView } from "../../../electron/local/views/contracts.ts";
import { ContractView } from "../../../shared/ipc/marketViews.ts";
import { rule } from "../../../shared/ledger/ends/disputes.ts";
import { alice, bob, contract, DECISION, decide, deliver, FIRM, market } from "../../shared/ledger/ends/scene.ts";
import { type Chain, genesis, home, type Key, Chain as TestChain } from "../../shared/ledger/market.ts";
import { onLedger } from "./onLedger.ts";

const view = async (chain: Chain, key: Key, id: string): Promise<ContractView> => {
  const { joined, page } = onLedger(chain, key);
  return ContractView.parse(await contractView(joined, page(), id));
};

test("each slot of which the gate is open can be the first to fall away, and costs what the ledger then makes of it", async () => {
  const chain = market();
  const { id, first } = contract(chain, [600, 400, 333], FIRM);
  const before = await view(chain, bob, id);
  expect(before.ends.options).toEqual([
    { from: first, slots: 3, wh: 1333, owed: 48_000 + 32_000 + 26_640 },
    { from: first + 1, slots: 2, wh: 733, owed: 32_000 + 26_640 },
    { from: first + 2, slots: 1, wh: 333, owed: 26_640 },
  ]);
  // Past the gate of the first slot it is bound.
  chain.until(first * 900 - 300);
  expect((await view(chain, bob, id)).ends.options.map(({ from }) => from)).toEqual([first + 1, first + 2]);

  await onLedger(chain, bob).sign("sign.end", { contract: id, from: first + 1 });
  const after = await view(chain, bob, id);
  expect(after.ends.ended).toMatchObject({ how: "terminated", from: first + 1, liability: "buyer" });
  expect(after.ends.options).toEqual([]);
  const owed = after.bill.filter(({ what }) => what === "termination");
  expect(owed.reduce((all, { amount }) => all + amount, 0)).toBe(-(32_000 + 26_640));
  expect(owed.every(({ price }) => price === FIRM.damages.buyer)).toBe(true);
  expect(after.total).toBe(after.bill.reduce((all, { amount }) => all + amount, 0));
  const seller = await view(chain, alice, id);
  expect(seller.total).toBe(0 - after.total);
  expect(seller.row.amount).toBe(seller.total);
});

test("a dispute stands with its slots, its ruling in numbers and its award; each side sees what it can do", async () => {
  const chain = market();
  const { id, first } = contract(chain, [600, 400], FIRM);
  deliver(chain, first, 600, 500);
  expect((await view(chain, bob, id)).ends.disputable).toEqual([first]);
  const input = { contract: id, first, count: 2, evidence: "ab".repeat(32), reason: "The meter stood still." };
  // The second slot is not settled: the wallet offers it to nobody, the ledger refuses it.
  expect((await onLedger(chain, bob).sign("sign.dispute", input)).refusal?.rule).toBe("dispute.provisional");
  const { id: dispute } = await onLedger(chain, bob).sign("sign.dispute", { ...input, count: 1 });
  const open = await view(chain, bob, id);
  expect(open.ends.disputes).toMatchObject([
    { id: dispute, mine: true, state: "open", slots: [first], mayWithdraw: true, mayAppeal: false, rulings: [] },
  ]);
  const until = open.ends.disputes[0]?.until ?? 0;
  expect(until).toBeGreaterThan(chain.market);
  expect(open.ends.disputable).toEqual([]);
  const theirs = await view(chain, alice, id);
  expect(theirs.ends.disputes).toMatchObject([{ mine: false, mayWithdraw: false }]);

  const ruling = {
    slots: [{ slot: first, aS: 600, aB: 400 }],
    liability: "buyer" as const,
    award: { from: "buyer" as const, amount: 5000 },
  };
  decide(chain, (context) => rule(context, dispute, ruling, DECISION, "The counter shows 400 Wh."));
  for (const [key, award] of [
    [alice, 5000],
    [bob, -5000],
  ] as const) {
    const [ruled] = (await view(chain, key, id)).ends.disputes;
    expect(ruled).toMatchObject({ state: "ruled", mayAppeal: true, mayWithdraw: false });
    expect(ruled?.rulings).toMatchObject([{ award, liability: "buyer", slots: ruling.slots }]);
  }
  expect((await onLedger(chain, alice).sign("sign.appeal", { dispute, reason: "No." })).refusal).toBeUndefined();
  const [appealed] = (await view(chain, bob, id)).ends.disputes;
  expect(appealed).toMatchObject({ state: "appealed", mayAppeal: false, appeal: { mine: false, reason: "No." } });
});

test("a held contract says so in list and time line, and offers no end that the ledger would refuse", async () => {
  const document = genesis([home("alice"), home("bob")]);
  const limits = document.limits.map((one) => ({ ...one, limits: { ...one.limits, review: 1 } }));
  const chain = new TestChain({ ...document, limits });
  const { id } = contract(chain, [600]);
  const held = await view(chain, alice, id);
  expect(held.row.stage).toBe("held");
  expect(held.ends.held.length).toBeGreaterThan(0);
  expect(held.ends.options).toEqual([]);
  expect(held.stations.find(({ name }) => name === "admitted")?.state).not.toBe("done");
  const { joined, page } = onLedger(chain, alice);
  expect((await contractRows(joined, page())).map(({ stage }) => stage)).toEqual(["held"]);
});
