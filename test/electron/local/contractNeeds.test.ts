/** "Needs me" names a dispute that the reader can answer and a contract that is held, and nothing that waits for others. */
import { expect, test } from "vitest";
import { needs } from "../../../electron/local/views/home.ts";
import { Need } from "../../../shared/ipc/marketViews.ts";
import { rule } from "../../../shared/ledger/ends/disputes.ts";
import { alice, bob, contract, DECISION, decide, deliver, FIRM, market } from "../../shared/ledger/ends/scene.ts";
import { Chain, genesis, home, type Key } from "../../shared/ledger/market.ts";
import { onLedger } from "./onLedger.ts";

async function asked(chain: Chain, key: Key): Promise<readonly Need[]> {
  const { joined, page } = onLedger(chain, key);
  const around = {
    ...joined,
    sync: { ...joined.sync, status: () => ({ nodes: [] }) },
    readings: { ...joined.readings, currentFile: () => ({}) },
  } as unknown as typeof joined;
  return (await needs(around, page()))
    .map((need) => Need.parse(need))
    .filter(({ what }) => what === "dispute" || what === "held");
}

test("a dispute of the other side waits for the reader, an own one does not; ruled on, it waits for both", async () => {
  const chain = market();
  const { id, first } = contract(chain, [600], FIRM);
  deliver(chain, first, 600, 500);
  expect(await asked(chain, alice)).toEqual([]);
  const input = { contract: id, first, count: 1, evidence: "ab".repeat(32), reason: "The meter stood still." };
  const { id: dispute } = await onLedger(chain, bob).sign("sign.dispute", input);
  expect(await asked(chain, alice)).toMatchObject([{ what: "dispute", contract: id, state: "open" }]);
  expect(await asked(chain, bob)).toEqual([]);
  decide(chain, (context) =>
    rule(context, dispute, { slots: [], liability: "none", award: null }, DECISION, "Both meters agree."),
  );
  for (const key of [alice, bob]) expect(await asked(chain, key)).toMatchObject([{ what: "dispute", state: "ruled" }]);
});

test("a held contract is named to both sides", async () => {
  const document = genesis([home("alice"), home("bob")]);
  const limits = document.limits.map((one) => ({ ...one, limits: { ...one.limits, review: 1 } }));
  const chain = new Chain({ ...document, limits });
  const { id } = contract(chain, [600]);
  for (const key of [alice, bob]) expect(await asked(chain, key)).toMatchObject([{ what: "held", contract: id }]);
});
