/** The laws that random histories are held against find what breaks them: each is shown a block that keeps it and one that does not. */
import { describe, expect, test } from "vitest";
import type { Json } from "../../../shared/codec/canonical.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { templateHash } from "../../../shared/words/contract.ts";
import { commute, refusalsLeaveNothing } from "./blockLaws.ts";
import { BEGINNING, History, type Played } from "./history.ts";
import { certificate, type Draft, type Key, keyOf, registration, type Sent, sell, SUPPLIER } from "./market.ts";
import { sameRoots } from "./sameRoots.ts";

const [ann, ben, cai] = ["ann", "ben", "cai"].map((label) => keyOf(label)) as [Key, Key, Key];
const with1 = (state: MerkleMap, key: string, value: Json = 1): MerkleMap => {
  const edit = state.edit();
  edit.set(key, value);
  return edit.done();
};

interface Scene {
  readonly history: History;
  readonly before: MerkleMap;
  readonly after: MerkleMap;
  readonly block: Played;
}

/** One block of what is drawn up in the state after those before it. */
function played(drawUp: (history: History) => readonly Sent[], history = new History()): Scene {
  const before = history.chain.state;
  history.block(drawUp(history), 2);
  const block = history.blocks.at(-1);
  if (!block) throw new Error("no block was played");
  return { history, before, after: history.chain.state, block };
}
const offer = ({ chain }: History, key: Key, change: Partial<Draft<"offer.post">> = {}): Sent =>
  chain.sign(key, sell(chain.slot + 2, [100], change));
/** An offer without energy is refused. */
const empty = (history: History, key: Key): Sent =>
  offer(history, key, { energy: { first: history.chain.slot, wh: [0] } });

describe("refusals leave nothing", () => {
  const mixed = () => played((history) => [offer(history, ann), empty(history, ben), empty(history, cai)]);

  test("but nonces and entries of paths, also beside what is done", () => {
    const { before, after, block } = mixed();
    expect(block.results.map(({ code }) => code)).toEqual([0, 1, 1]);
    expect(() => refusalsLeaveNothing(before, after, block)).not.toThrow();
  });

  test("a record that came with them is named", () => {
    const { before, after, block } = mixed();
    expect(() => refusalsLeaveNothing(before, with1(after, `watch/${ben.address}`), block)).toThrow(
      /changed by a refusal.*watch\//,
    );
  });

  test("what is not valid leaves not even a nonce", () => {
    const late = ({ chain }: History) =>
      chain.sign(ann, { ...sell(chain.slot + 2, [100]), validUntil: Math.floor(chain.time / 1000) });
    const { before, after, block } = played((history) => [late(history)]);
    expect(block.results[0]?.data?.rule).toBe("valid.expired");
    expect(() => refusalsLeaveNothing(before, after, block)).not.toThrow();
    expect(() => refusalsLeaveNothing(before, with1(after, `nonce/0000001/${ann.address}`, "01"), block)).toThrow(
      /changed by what is not valid/,
    );
  });
});

describe("independent transactions commute", () => {
  const two = () => played((history) => [offer(history, ann), offer(history, ben)]);

  test("two homes' offers do", () => {
    const { before, after, block } = two();
    expect(commute(before, after, block, 1)).toBe("commute");
  });

  test("a record that the order left behind is named", () => {
    const { before, after, block } = two();
    expect(() => commute(before, with1(after, `watch/${ann.address}`), block, 1)).toThrow(/the order.*watch\//);
  });

  test("an offer and its acceptance have to do with each other", () => {
    const history = new History();
    const posted = offer(history, ann);
    history.block([posted], 2);
    const accept = ({ chain }: History, key: Key): Sent =>
      chain.sign(key, { kind: "offer.accept", offer: posted.id, energy: { first: chain.slot + 2, wh: [100] } });
    const { before, after, block } = played((now) => [accept(now, cai), accept(now, ben)], history);
    expect(commute(before, after, block, 1)).toBe("have to do with each other");
  });

  test("who lives in a house has to do with whoever registers there, though the registration does not name them", () => {
    const [old, next] = [keyOf("newcomer"), keyOf("another")];
    const handTo = ({ chain }: History, to: Key): Sent =>
      chain.sign(ann, { kind: "party.move", to: to.address, contracts: "end" });
    const register = ({ chain }: History): Sent => {
      const { point, meter } = certificate("ann").claims;
      return chain.sign(old, registration("newcomer", { point, meter }), [old, SUPPLIER]);
    };
    const { history } = played((now) => [handTo(now, old)]);
    const { before, after, block } = played((now) => [handTo(now, next), register(now)], history);
    expect(block.results.map(({ data }) => data?.rule)).toEqual([undefined, "register.point"]);
    expect(commute(before, after, block, 1)).toBe("have to do with each other");
  });

  test("two agreements that are more than their zone can deliver share its limit", () => {
    // The zone delivers 1,500 Wh in a slot (history.ts).
    const agree = ({ chain }: History, from: Key, to: Key): Sent => {
      const draft: Draft<"deal.agree"> = {
        kind: "deal.agree",
        counterparty: to.address,
        side: "sell",
        type: "firm",
        carrier: "electricity",
        energy: { first: chain.slot + 2, wh: [1000] },
        price: 450_000,
        damages: { seller: 90_000, buyer: 70_000 },
        technology: "solar",
        template: templateHash("firm"),
      };
      return chain.sign(from, draft, [from, to]);
    };
    const { before, after, block } = played((history) => [agree(history, ann, cai), agree(history, ben, keyOf("dee"))]);
    expect(block.results.map(({ data }) => data?.rule)).toEqual([undefined, "zone.deliverable"]);
    expect(commute(before, after, block, 1)).toBe("share a limit");
  });
});

describe("the same roots", () => {
  const traded = () => played((history) => [offer(history, ann), empty(history, ben)], afterAnOffer()).history;
  const afterAnOffer = () => played((history) => [offer(history, cai, { technology: "battery" })]).history;

  test("of a replay, with a restore before, between and after its blocks", () => {
    for (const restoredAfter of [0, 1, 2]) expect(() => sameRoots(traded(), BEGINNING, restoredAfter)).not.toThrow();
  });

  test("another root or result is named with its block", () => {
    const history = traded();
    const [, second] = history.blocks;
    if (!second) throw new Error("two blocks were played");
    history.blocks[1] = { ...second, root: "00".repeat(32) };
    expect(() => sameRoots(history, BEGINNING, 1)).toThrow(/root of block 2 after a restore/);
    history.blocks[1] = { ...second, results: second.results.toReversed() };
    expect(() => sameRoots(history, BEGINNING, 2)).toThrow(/results of block 2/);
  });
});
