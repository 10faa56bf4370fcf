/** No party fills the book alone, and a full book is still answered, page by page, each with proof that it is complete. */
import { expect, test } from "vitest";
import { wholeBook } from "../../../electron/local/wholeBook.ts";
import { answerQuery, QUERY_BUDGET } from "../../../node/application/answerQuery.ts";
import { Versions } from "../../../node/application/versions.ts";
import { encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { LIVE_OFFERS } from "../../../shared/ledger/offers.ts";
import type { QueryName } from "../../../shared/ledger/queries.ts";
import { queryOf, runQuery } from "../../../shared/ledger/runQuery.ts";
import { wholeBook as wholeOf } from "../../../shared/ledger/wholeBook.ts";
import { openWitness } from "../../../shared/state/openWitness.ts";
import type { Reader } from "../../../shared/state/reader.ts";
import { positionsHold } from "./invariants.ts";
import { Chain, genesis, home, keyOf, sell, TRUSTING, ZONE } from "./market.ts";

const alice = keyOf("alice");
const slivers = (n: number): readonly number[] => Array.from({ length: n }, () => 1);

test("offer.many: a party has so many live offers for a carrier, a replacement is none more, an ended one is one less", () => {
  const chain = new Chain(genesis([home("alice"), home("bob")]), TRUSTING);
  const at = chain.slot + 4;
  const posted = Array.from({ length: LIVE_OFFERS }, (_, i) => chain.sign(alice, sell(at + (i % 3), [1])));
  expect(chain.block(posted).every(({ code }) => code === 0)).toBe(true);
  const refused = { rule: "offer.many", figure: LIVE_OFFERS + 1, limit: LIVE_OFFERS, unit: "count" };
  expect(chain.send(alice, sell(at, [1])).result).toEqual({ code: 1, data: refused });
  expect(chain.send(keyOf("bob"), sell(at, [1])).result.code).toBe(0);
  const replaces = posted[0]?.id ?? "";
  expect(chain.send(alice, { ...sell(at, [2]), kind: "offer.replace", replaces }).result.code).toBe(0);
  expect(chain.send(alice, sell(at, [1])).result.code).toBe(1);
  const energy = { first: at + 1, wh: [1] };
  expect(chain.send(keyOf("bob"), { kind: "offer.accept", offer: posted[1]?.id ?? "", energy }).result.code).toBe(0);
  expect(chain.send(alice, sell(at, [1])).result.code).toBe(0);
  expect(chain.send(alice, sell(at, [1])).result.code).toBe(1);
  expect(chain.send(alice, { kind: "offer.cancel", offer: posted[2]?.id ?? "" }).result.code).toBe(0);
  expect(chain.send(alice, sell(at, [1])).result.code).toBe(0);
  positionsHold(chain.state);
  chain.until((at + 3) * 900);
  expect(chain.state.get(`offers/${alice.address}/electricity`)).toBeUndefined();
  positionsHold(chain.state);
});

test("a book too large for one answer is read whole, by pages that a node answers", async () => {
  const homes = Array.from({ length: 12 }, (_, i) => `home-${i}`);
  const chain = new Chain(genesis(homes.map((label) => home(label))), TRUSTING);
  const at = chain.slot + 4;
  for (const label of homes) {
    const offers = slivers(LIVE_OFFERS).map((_, i) => chain.sign(keyOf(label), sell(at + i, slivers(100))));
    expect(chain.block(offers).every(({ code }) => code === 0)).toBe(true);
  }
  const versions = new Versions(chain.height, chain.state);
  const ask = (name: QueryName, input: object) =>
    answerQuery(versions, { runQuery }, { path: `/query/${name}/1`, data: encodeCanonical(input as Json), height: 0 });
  const span = { carrier: "electricity" as const, zone: ZONE, from: at + 40, to: at + 60 };
  const readWhole = (r: Reader) => wholeOf((input) => queryOf("bookPage").run(r, input), span) as unknown as Json;
  const request = { path: "/query/bookPage/1", data: encodeCanonical({}), height: 0 };
  const whole = answerQuery(versions, { runQuery: readWhole }, request);
  expect([whole.code, whole.value.length]).toEqual([3, 0]);
  // Which limit it is, and what to do.
  expect(JSON.parse(whole.log)).toEqual({
    fault: "overBudget",
    what: "bytes",
    limit: QUERY_BUDGET.bytes,
    next: "smallerPage",
  });
  let pages = 0;
  const page = {
    query: async (name: QueryName, input: object) => {
      const { code, value } = ask(name, input);
      expect(code).toBe(0);
      expect(value.length).toBeLessThan(QUERY_BUDGET.bytes / 2);
      pages++;
      return queryOf(name).run(openWitness(value, chain.state.root), input as never);
    },
  };
  const read = await wholeBook(page as never, span);
  expect(read.length).toBe(12 * 60);
  expect(read).toEqual(chain.book(span));
  expect(pages).toBeGreaterThan(7);
});
