/** The auction's page shows the ledger's own clearing, figure by figure, and why each own order was filled as it was. */
import { expect, test } from "vitest";
import { auctionView } from "../../../electron/local/views/auction.ts";
import { AuctionView } from "../../../shared/ipc/auctionViews.ts";
import { alice, bob, market } from "../../shared/ledger/ends/scene.ts";
import { ZONE } from "../../shared/ledger/market.ts";
import { onLedger } from "./onLedger.ts";

test("before and after the gate", async () => {
  const chain = market();
  const slot = chain.slot + 2;
  const seller = onLedger(chain, alice);
  const look = async () => AuctionView.parse(await auctionView(seller.joined, seller.page(), "electricity"));
  expect(await look()).toEqual({ mine: [], last: null });
  const order = { carrier: "electricity" as const, slot };
  const { id } = await seller.sign("sign.order", { ...order, side: "sell", wh: 800, price: 400_000 });
  await onLedger(chain, bob).sign("sign.order", { ...order, side: "buy", wh: 500, price: 500_000 });
  const before = await look();
  expect(before.last).toBeNull();
  expect(before.mine).toMatchObject([{ slot, order: { id, status: "live", filled: 0 } }]);
  chain.until(slot * 900);
  const after = await look();
  const result = chain.query("clearing", { carrier: "electricity", zone: ZONE, slot })?.cleared?.result;
  expect(result?.volume).toBe(500);
  expect(after.last).toMatchObject({ slot, orders: 2, admitted: 2, contracts: 1, contracted: 500 });
  expect(after.last?.result).toMatchObject({ price: result?.price, volume: 500, low: result?.low, high: result?.high });
  expect(after.mine).toMatchObject([{ order: { id, status: "filled", filled: 500 } }]);
  expect(after.mine[0]?.order.why.en).toContain("0.50 kWh");
});
