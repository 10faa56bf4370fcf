/** What is neither contract, statement nor reading leaves the state as well, after any history of all rooms (docs/protocol/history.md). */
import { expect, test } from "vitest";
import { loadGrid } from "../../../../shared/ledger/grid/records.ts";
import { type Reader, under } from "../../../../shared/state/reader.ts";
import { ROOM_ACTS } from "../acts/acts.ts";
import { DEAL_ACTS } from "../acts/deals.ts";
import { type Act, FIRST_ROOM_ACT, historyGenesis, History, HOMES } from "../history.ts";
import { moneyHolds } from "../invariants.ts";
import { keyOf, OPERATOR } from "../market.ts";

const KINDS = FIRST_ROOM_ACT + ROOM_ACTS.length;
const names = (state: Reader, prefix: string): string[] =>
  Array.from(state.range(...under(prefix)), ([key]) => key.slice(prefix.length));

/** The last acts of deals: a lot, its sales and their delivery notes. */
const LOT_ACTS = DEAL_ACTS.slice(-4);

/** Whoever owes claims, so that silence pays. */
function payAll({ chain }: History): void {
  const sent = [...HOMES.map(keyOf), OPERATOR].flatMap((key) =>
    chain.query("statementsOf", { party: key.address, limit: 100 }).flatMap(({ a, b, period, state, due }) => {
      const [debtor, creditor] = due > 0 ? [a, b] : [b, a];
      if (debtor !== key.address || (state !== "due" && state !== "overdue")) return [];
      return [chain.sign(key, { kind: "payment.claim", creditor, period, reference: "R" })];
    }),
  );
  chain.block(sent);
}

test("calls, sales, interventions, decisions and factors leave; what is unpaid or undecided stays, and nothing else", () => {
  const document = historyGenesis();
  const supervision = { ...document.params.supervision, retain: 1800, correct: 1200 };
  const seen = new Set<string>();
  for (let seed = 1; seed <= 12; seed++) {
    const history = new History({ ...document, params: { ...document.params, supervision } });
    const { chain } = history;
    let noise = seed;
    const draw = (below: number): number => {
      noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
      // The lowest bits of such a sequence repeat soon.
      return (noise >> 12) % below;
    };
    for (let i = 0; i < 160; i++) {
      const act: Act = [draw(KINDS), draw(100), draw(10_000), draw(10_000)];
      history.block(history.transactions(act), history.seconds(act));
      const ofLots = LOT_ACTS[draw(LOT_ACTS.length)];
      if (ofLots) history.block(ofLots(chain, draw(100), draw(10_000), draw(10_000)), 2);
      if (i % 5 === 4) history.block([], 40);
      for (const room of ["call", "sale", "intervention", "decision"])
        if (names(chain.state, `${room}/`).length > 0) seen.add(room);
      if (i % 20 === 19) payAll(history);
    }
    for (let hours = 0; hours < 100 * 24; hours += 6) {
      chain.until(chain.market + 6 * 3600);
      if (hours % 24 === 0) payAll(history);
    }
    moneyHolds(chain.state);
    for (const prefix of [
      "intervention/",
      "interventionin/",
      "decision/",
      "decisionin/",
      "ballot/",
      "factor/",
      "task/",
    ])
      expect(names(chain.state, prefix), `${prefix} of seed ${seed}`).toEqual([]);
    for (const id of names(chain.state, "call/")) {
      const undecided = loadGrid.call(chain.state, id)?.undecided ?? 0;
      expect(undecided > 0 || names(chain.state, `lineof/${id}/`).length > 0, `call ${id} of seed ${seed}`).toBe(true);
    }
    for (const id of names(chain.state, "sale/"))
      expect(names(chain.state, `lineof/${id}/`), `sale ${id} of seed ${seed}`).not.toEqual([]);
    for (const room of ["answer", "reward"])
      for (const name of names(chain.state, `${room}/`))
        expect(loadGrid.call(chain.state, name.split("/")[0] ?? ""), `${room} ${name} of seed ${seed}`).toBeDefined();
  }
  expect([...seen].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(["call", "decision", "intervention", "sale"]);
}, 120_000);
