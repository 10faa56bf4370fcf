/** DESIGN §3: an order of the auction that still waits is cancelled by its revocation; what the auction says decides. */
import { expect, test, vi } from "vitest";
import type { AUCTION_HANDLERS as Handlers } from "../../../../shared/ledger/auction/handlers.ts";
import { Chain, genesis, home, keyOf } from "../market.ts";

const { asked, live } = vi.hoisted(() => ({
  asked: [] as { order: string; sender: string }[],
  live: "11".repeat(32),
}));
vi.mock("../../../../shared/ledger/auction/handlers.ts", async (original) => {
  const { AUCTION_HANDLERS } = await original<{ AUCTION_HANDLERS: typeof Handlers }>();
  const cancel: (typeof Handlers)["auction.cancel"] = (_context, { body }) => {
    asked.push({ order: body.order, sender: body.sender });
    return body.order === live ? undefined : { rule: "order.unknown" };
  };
  return { AUCTION_HANDLERS: { ...AUCTION_HANDLERS, "auction.cancel": cancel } };
});

const alice = keyOf("alice");

test("a live order is taken back, and nothing is left to revoke; any other target is revoked as usual", () => {
  const chain = new Chain(genesis([home("alice")]));
  const until = Math.floor(chain.time / 1000) + 600;
  const revoke = (id: string) => chain.send(alice, { kind: "tx.revoke", id, until, index: 900 }).result;
  expect(revoke(live)).toEqual({ code: 0, data: null });
  expect(asked).toEqual([{ order: live, sender: alice.address }]);
  expect(chain.query("revoked", { party: alice.address, until, id: live })).toBeNull();
  const other = "22".repeat(32);
  expect(revoke(other)).toEqual({ code: 0, data: null });
  expect(chain.query("revoked", { party: alice.address, until, id: other })).toEqual({ height: 2 });
});
