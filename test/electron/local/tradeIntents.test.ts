/** What the wallet composes beyond the first market is what the ledger takes, and costs what the signing window says. */
import { expect, test } from "vitest";
import { intentOf } from "../../../electron/outbox/intent.ts";
import { myOffers } from "../../../electron/local/views/myOffers.ts";
import { CONTRACT } from "../../../shared/ipc/contract.ts";
import { sum } from "../../../shared/ledger/amounts.ts";
import { MyOffer } from "../../../shared/ipc/tradeViews.ts";
import { alice, bob, contract, deliver, FIRM, market, statements } from "../../shared/ledger/ends/scene.ts";
import { sell } from "../../shared/ledger/market.ts";
import { onLedger } from "./onLedger.ts";

const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  await work.then(
    () => "none",
    (error: unknown) => (error as { fault: { code: string } }).fault.code,
  );

test("an offer is replaced in one step: the old one is gone, the new one stands, and what was taken stays binding", async () => {
  const chain = market();
  const wallet = onLedger(chain, alice);
  const first = chain.slot + 3;
  const { id } = chain.send(alice, sell(first, [600, 600]));
  chain.send(bob, { kind: "offer.accept", offer: id, energy: { first, wh: [200, 200] } });
  const [before] = await myOffers(wallet.joined, wallet.page());
  expect(MyOffer.parse(before)).toMatchObject({ id, total: 800, taken: 400, price: 450_000 });

  const done = await wallet.sign("sign.replace", {
    replaces: id,
    side: "sell",
    type: "firm",
    carrier: "electricity",
    energy: { first, wh: [300, 0] },
    price: 480_000,
    minimum: 100,
    damages: { seller: 100_000, buyer: 100_000 },
    expires: null,
  });
  expect(done.refusal).toBeUndefined();
  expect(done.view.worst).toMatchObject({ amount: 30_000 });
  const mine = await myOffers(wallet.joined, wallet.page());
  expect(mine).toMatchObject([{ id: done.id, total: 300, taken: 0, price: 480_000, type: "firm" }]);
  expect(mine[0]?.allIn).toBeGreaterThan(480_000);
  expect(chain.query("contractsOf", { party: alice.address, limit: 5 })).toHaveLength(1);
  // Taken back or replaced again it is not there any more.
  expect(await codeOf(wallet.sign("sign.cancel", { offer: id }))).toBe("compose.offer");
  const intent = intentOf(done.body);
  expect(intent?.method).toBe("sign.replace");
  expect(CONTRACT["sign.replace"].input.parse(intent?.input)).toEqual(intent?.input);
});

test("ending a firm contract alone costs what the window said, to the micro", async () => {
  const chain = market();
  const wallet = onLedger(chain, alice);
  const { id, first } = contract(chain, [600, 400, 333], FIRM);
  const done = await wallet.sign("sign.end", { contract: id, from: first + 1 });
  expect(done.refusal).toBeUndefined();
  expect(done.body).toMatchObject({ kind: "contract.end", from: first + 1, mutual: false });
  const owed = sum(
    statements(chain, alice, bob)
      .flatMap(({ lines }) => lines)
      .filter(({ what }) => what === "termination")
      .map(({ amount }) => Math.abs(amount)),
  );
  expect(owed).toBeGreaterThan(0);
  expect(done.view.worst?.amount).toBe(owed);
  expect(await codeOf(wallet.sign("sign.end", { contract: id, from: first }))).toBe("compose.closed");
  expect(await codeOf(onLedger(chain, bob).sign("sign.end", { contract: "ab".repeat(32), from: 1 }))).toBe(
    "compose.contract",
  );
});

test("ending as produced costs nothing, and says so", async () => {
  const chain = market();
  const { id, first } = contract(chain, [600, 400]);
  const done = await onLedger(chain, bob).sign("sign.end", { contract: id, from: 0 });
  expect(done.refusal).toBeUndefined();
  expect(done.body).toMatchObject({ from: first });
  expect(done.view.worst).toMatchObject({ amount: 0 });
});

test("a dispute names slots and evidence, is taken back by who raised it, and by nobody else", async () => {
  const chain = market();
  const wallet = onLedger(chain, bob);
  const { id, first } = contract(chain, [600, 400], FIRM);
  deliver(chain, first, 600, 500);
  const evidence = "ab".repeat(32);
  const input = { contract: id, first, count: 1, evidence, reason: "Meter was replaced that hour." };
  const raised = await wallet.sign("sign.dispute", input);
  expect(raised.refusal).toBeUndefined();
  expect(raised.view.sentence.en).toContain("Meter was replaced that hour.");
  expect(raised.view.counterparty?.address).toBe(alice.address);
  expect(intentOf(raised.body)).toEqual({ method: "sign.dispute", input });
  expect((await onLedger(chain, alice).sign("sign.undispute", { dispute: raised.id })).refusal?.rule).toBe(
    "dispute.mine",
  );
  expect((await wallet.sign("sign.appeal", { dispute: raised.id, reason: "no" })).refusal?.rule).toBe("appeal.ruled");
  expect((await wallet.sign("sign.undispute", { dispute: raised.id })).refusal).toBeUndefined();
  expect(chain.query("dispute", { id: raised.id })?.state).toBe("withdrawn");
});

test("an order reserves in the ledger what the window calls its worst case; cancelled it reserves nothing", async () => {
  const chain = market();
  const slot = chain.slot + 4;
  for (const [side, key] of [
    ["sell", alice],
    ["buy", bob],
  ] as const) {
    const wallet = onLedger(chain, key);
    const done = await wallet.sign("sign.order", { carrier: "electricity", side, slot, wh: 777, price: 431_000 });
    expect(done.refusal).toBeUndefined();
    expect(chain.query("order", { id: done.id })?.reserved).toBe(done.view.worst?.amount);
    expect(intentOf(done.body)?.method).toBe("sign.order");
    expect((await wallet.sign("sign.unorder", { order: done.id })).refusal).toBeUndefined();
    expect(chain.query("exposure", { party: key.address }).open).toBe(0);
    expect(await codeOf(wallet.sign("sign.unorder", { order: done.id }))).toBe("compose.order");
  }
});

test("hours of another carrier are those of its own grid", async () => {
  const chain = market();
  const wallet = onLedger(chain, alice);
  const grid = chain.params.grids.heat;
  const slot = Math.floor(chain.market / (grid?.slotSeconds ?? 1)) + 3;
  const { view } = await wallet.sign("sign.offer", {
    side: "buy",
    type: "asProduced",
    carrier: "heat",
    energy: { first: slot, wh: [1000] },
    price: 400_000,
    minimum: 0,
    damages: { seller: 0, buyer: 0 },
    expires: null,
  });
  const hour = new Date((slot * 3600 + 28_800) * 1000).toISOString().slice(11, 16);
  expect(view.sentence.en).toContain(hour);
});
