/** An installer's certificates per UTC day of header time. */
import { expect, test } from "vitest";
import { changeParty } from "../../../../shared/ledger/parties/standing.ts";
import { Chain, genesis, GENESIS_TIME, INSTALLER } from "../market.ts";
import { onContext } from "./context.ts";
import { done, register } from "./street.ts";

const today = GENESIS_TIME / 86_400;

test("register.quota: one certificate too many enters no block, until the next day", () => {
  const chain = new Chain(genesis());
  onContext(chain, (context) => changeParty(context, INSTALLER.address, { certificates: 2 }));
  expect(register(chain, "ann")).toEqual(done);
  expect(register(chain, "ben")).toEqual(done);
  expect(register(chain, "cai")).toEqual({
    code: 2,
    data: { rule: "register.quota", figure: 3, limit: 2, unit: "count" },
  });
  const quota = (day: number) => chain.query("installerQuota", { installer: INSTALLER.address, day });
  expect(quota(today)).toEqual({ used: 2, limit: 2 });
  while (chain.time < (GENESIS_TIME + 86_400) * 1000) chain.block([], 7200);
  expect(quota(today)).toEqual({ used: 0, limit: 2 });
  expect(register(chain, "cai")).toEqual(done);
  expect(quota(today + 1)).toEqual({ used: 1, limit: 2 });
});

test("what a rule refuses uses no certificate", () => {
  const chain = new Chain(genesis());
  expect(register(chain, "ann", { zone: "NOWHERE" })).toMatchObject({ code: 1 });
  expect(chain.query("installerQuota", { installer: INSTALLER.address, day: today })).toEqual({ used: 0, limit: 100 });
});
