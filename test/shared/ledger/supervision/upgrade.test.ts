/** Regulators decide on another version of the rules from a height on: with notice, by two thirds, for what is still to come. */
import { expect, test } from "vitest";
import { RULES_VERSION } from "../../../../shared/ledger/genesis.ts";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { appVersionAfter, FIRST_APP_VERSION } from "../../../../shared/ledger/supervision/upgrade.ts";
import { Chain, genesis, home, PARAMS } from "../market.ts";
import { carry, decide, decisionOf, propose } from "./council.ts";

const market = (validators = [{ key: "ab".repeat(32), power: 10 }]) =>
  new Chain({ ...genesis([home("alice")]), validators });
const act = (height: number, version = RULES_VERSION + 1): Act => ({ act: "rules.upgrade", version, height });
const afterNotice = (chain: Chain): void => chain.until(chain.market + PARAMS.supervision.notice + 30);
const FAR = 1_000_000;

test("carried by two thirds, it stands on the ledger after the notice, and every header before its height is as ever", () => {
  const chain = market();
  const id = carry(chain, act(FAR));
  expect(chain.query("upgrade", {})).toEqual({ version: RULES_VERSION, next: null });
  afterNotice(chain);
  expect(decisionOf(chain, id)).toMatchObject({ state: "effective", carried: { needed: 3, of: 4 } });
  const next = { version: RULES_VERSION + 1, height: FAR, decision: id };
  expect(chain.query("upgrade", {})).toEqual({ version: RULES_VERSION, next });
  expect([FAR - 1, FAR].map((height) => appVersionAfter(chain.state, height))).toEqual([
    FIRST_APP_VERSION,
    RULES_VERSION + 1,
  ]);
});

test("a later decision takes its place while its height has not come", () => {
  const chain = market();
  decide(chain, act(FAR));
  const second = carry(chain, act(FAR + 5, RULES_VERSION + 2));
  afterNotice(chain);
  expect(chain.query("upgrade", {}).next).toMatchObject({ version: RULES_VERSION + 2, decision: second });
});

test("refused: the present version, a block that is there, a chain without validators on the ledger", () => {
  const chain = market();
  const ruleOf = (on: Chain, what: Act) => propose(on, what).result.data;
  expect(ruleOf(chain, act(FAR, RULES_VERSION))).toMatchObject({ rule: "act.version" });
  expect(ruleOf(chain, act(chain.height + 1))).toMatchObject({ rule: "act.height" });
  expect(ruleOf(market([]), act(FAR))).toMatchObject({ rule: "act.validators" });
});

test("whose height passes during the notice fails: nobody could have prepared", () => {
  const chain = market();
  const id = carry(chain, act(chain.height + 4));
  for (let i = 0; i < 6; i++) chain.block();
  afterNotice(chain);
  expect(decisionOf(chain, id)).toMatchObject({ state: "failed", refusal: { rule: "act.height" } });
  expect(chain.query("upgrade", {}).next).toBeNull();
});
