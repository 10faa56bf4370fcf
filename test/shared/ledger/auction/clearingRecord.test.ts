/** DESIGN §4, Auction: what a clearing leaves behind: for how long, how it is proved, and how it is told. */
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../shared/codec/canonical.ts";
import { KEY } from "../../../../shared/ledger/keys.ts";
import type { QueryName } from "../../../../shared/ledger/queries.ts";
import { runQuery } from "../../../../shared/ledger/runQuery.ts";
import { openWitness } from "../../../../shared/state/openWitness.ts";
import { witnessOf } from "../../../../shared/state/witness.ts";
import { fillText } from "../../../../shared/words/auction.ts";
import { type Chain, ZONE } from "../market.ts";
import { ANN, CAI, buys, cleared, edit, gateOf, invariantsHold, market, sells, why } from "./book.ts";

const contractsOf = (chain: Chain, party: string) => chain.query("contractsOf", { party, limit: 100 });

describe("retention", () => {
  const traces = (chain: Chain): readonly string[] =>
    ["order/", "orderlive/", "orderof/", "auction/", "clearing/", "clearingpair/"].filter(
      (prefix) => [...chain.state.range(prefix, `${prefix}~`, { limit: 1 })].length > 0,
    );

  test("without contracts it leaves whole after its time", () => {
    const chain = market();
    const at = chain.slot + 2;
    chain.send(ANN, sells(at, 100, 500_001));
    const { id } = chain.send(CAI, buys(at, 100, 500_000));
    chain.send(CAI, { kind: "auction.cancel", order: id });
    chain.until(gateOf(at));
    chain.until(gateOf(at) + 7200 - 60);
    expect(traces(chain)).toHaveLength(5);
    chain.until(gateOf(at) + 7200 + 60);
    expect(traces(chain)).toEqual([]);
    expect([...chain.state.range("due/", "due0")]).toEqual([]);
    expect(chain.query("clearing", { carrier: "electricity", zone: ZONE, slot: at })).toBeNull();
  });

  test("as long as a contract rests on it, it stays", () => {
    const chain = market();
    const { at } = cleared(chain);
    chain.until(gateOf(at) + 80_000);
    expect(traces(chain)).toHaveLength(6);
    invariantsHold(chain);
    for (const { id } of contractsOf(chain, CAI.address)) edit(chain, KEY.contract(id), undefined);
    chain.until(chain.market + 86_400);
    expect(traces(chain)).toEqual([]);
  });
});

test("each of its queries is the same on its witness", () => {
  const chain = market();
  const { at, ids } = cleared(chain);
  const slot = { carrier: "electricity", zone: ZONE, slot: at };
  const inputs: readonly (readonly [QueryName, Json])[] = [
    ["order", { id: ids[0] }],
    ["order", { id: "00".repeat(32) }],
    ["ordersOf", { party: ANN.address, carrier: "electricity", from: at, to: at + 1 }],
    ["orderBook", { ...slot, limit: 3 }],
    ["clearing", slot],
    ["clearings", { carrier: "electricity", zone: ZONE, from: at - 5, to: at + 5 }],
    ["clearingPairs", { ...slot, from: 1, limit: 5 }],
  ];
  const lengths = inputs.map(([name, input]) => {
    const whole = runQuery(chain.state, name, 1, input);
    const witness = witnessOf(chain.state, (reader) => runQuery(reader, name, 1, input), {
      leaves: 1000,
      bytes: 100_000,
    });
    expect(runQuery(openWitness(witness, chain.state.root), name, 1, input)).toEqual(whole);
    return Array.isArray(whole) ? whole.length : whole === null ? 0 : 1;
  });
  expect(lengths).toEqual([1, 0, 1, 3, 1, 1, 1]);
});

test("every explanation has its sentence in both languages", () => {
  const chain = market({ deliverable: 1100 });
  const { at, ids } = cleared(chain);
  const place = { slotSeconds: 900, startSeconds: 0, utcOffset: 28_800 };
  const refusal = { rule: "seller.exposure", figure: 2, limit: 1, unit: "micro" } as const;
  const all = [
    ...ids.map((id) => why(chain, id, at)),
    { why: "live" },
    { why: "cancelled" },
    { why: "noMatch" },
    { why: "noRoom" },
    { why: "refused", refusal },
    { why: "behind", price: 1, margin: 2, bound: false },
    { why: "behind", price: 1, margin: 2, bound: true },
    { why: "unbound", refusal, awarded: 2, filled: 1 },
  ] as const;
  for (const fill of all) {
    expect(fillText(fill, "en", place)).toMatch(/^[A-Z].*\.$/);
    expect(fillText(fill, "zh", place)).toMatch(/\p{Script=Han}.*。$/u);
  }
  expect(fillText(why(chain, ids[2], at), "en")).toBe(
    "At its price 1.20 kWh were ordered and 1.10 kWh could be filled, shared in proportion at ¥0.475 per kWh.",
  );
});
