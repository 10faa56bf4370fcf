/** A call that was kept, by a home whose operator says nothing: the reading waits for the operator's totals as long as the call is here. */
import { expect, test } from "vitest";
import { KEY } from "../../../../shared/ledger/keys.ts";
import { OPERATOR, PARAMS, ZONE } from "../market.ts";
import { BOB, metered, scene } from "../scene.ts";

test("totals that come after retention still decide the reward, the party can leave, and nothing of it stays", () => {
  const s = scene({ bob: metered("bob", "B") });
  const first = s.chain.slot + 2;
  const slots = { first, count: 1 };
  const call = { carrier: "electricity", capPpm: 333_333, price: 123_457, until: first * 900, most: 2 } as const;
  const id = s.operator({ kind: "grid.call", zone: ZONE, ...call, ...slots });
  s.done(BOB, { kind: "grid.answer", call: id });
  s.end(first);
  s.read("bob", first, 0, 0);
  const keep = Math.max(PARAMS.supervision.retain, PARAMS.supervision.correct);
  s.pass(keep * 3 + 20_000);
  const reading = KEY.metered(BOB.address, "electricity", first);
  expect(s.chain.state.get(reading)).toBeDefined();
  expect(s.chain.query("call", { id })).toMatchObject({ undecided: 1 });
  s.done(OPERATOR, { kind: "meter.totals", party: BOB.address, first, totals: [{ sold: 0, bought: 0 }] });
  expect(s.chain.query("call", { id })).toMatchObject({ undecided: 0 });
  expect(s.owes(OPERATOR, BOB)).toBeGreaterThan(0);
  for (let day = 0; day < 5; day++) {
    s.pass(keep + 20_000);
    for (const { a, b, period, state } of s.chain.query("statementsOf", { party: OPERATOR.address, limit: 100 })) {
      const creditor = a === OPERATOR.address ? b : a;
      if (state === "due" || state === "overdue")
        s.done(OPERATOR, { kind: "payment.claim", creditor, period, reference: "R" });
    }
  }
  expect(s.chain.query("call", { id })).toBeNull();
  const left = [...s.chain.state.range("", "\x7f")].map(([key]) => key).filter((key) => key.includes(String(first)));
  expect(left.filter((key) => /^(?:metered|totals|answered|blocked)\//.test(key))).toEqual([]);
});
