/** An agreed height: a program that knows the next version goes on with the same roots as all others, one that does not stops before it. */
import { expect, test } from "vitest";
import type { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import type { UpgradeRecord } from "../../../shared/ledger/supervision/upgrade.ts";
import { openWitness } from "../../../shared/state/witness.ts";
import { runQuery } from "../../../shared/ledger/runQuery.ts";
import { fromHex, utf8 } from "../../../shared/codec/bytes.ts";
import { CHAIN_ID, GENESIS_MS, memoryStore, openLedger, timeOf } from "./ledgerUnderTest.ts";
import { bothVersions, COUNTED, MIGRATED, nextRules } from "./nextRules.ts";
import { appState, txsOf, UPGRADE_AT } from "./upgradedChain.ts";

function begun(app: LedgerApplication): LedgerApplication {
  app.initChain({ chainId: CHAIN_ID, time: GENESIS_MS, appState, initialHeight: 1 });
  return app;
}
const request = (height: number) => ({ height, time: timeOf(height), txs: txsOf(height) });
/** Executes and commits up to a height; what each block ended in. */
function runTo(app: LedgerApplication, to: number) {
  const ended: { readonly root: string; readonly appVersion: number | undefined }[] = [];
  for (let height = app.info().lastBlockHeight + 1; height <= to; height++) {
    const { appHash, appVersion, results } = app.finalizeBlock(request(height));
    expect(results.map(({ code }) => code)).toEqual(txsOf(height).map(() => 0));
    app.commit();
    ended.push({ root: Buffer.from(appHash).toString("hex"), appVersion });
  }
  return ended;
}
const tooOld = {
  code: "node.upgrade",
  data: { version: nextRules.version, height: UPGRADE_AT, known: ledgerRules.version },
};
const LAST = UPGRADE_AT + 3;

test("a program that knows both goes on: migrated once, headers named before the block, and every restart the same", () => {
  const whole = runTo(begun(openLedger({ rules: bothVersions })), LAST);
  expect(whole.map(({ appVersion }) => appVersion).filter((version) => version !== undefined)).toEqual([
    nextRules.version,
  ]);
  expect(whole[UPGRADE_AT - 2]?.appVersion, "told with the block before").toBe(nextRules.version);

  const store = memoryStore();
  begun(openLedger({ rules: bothVersions, store })).info();
  let app = begun(openLedger({ rules: bothVersions, store }));
  const again: typeof whole = [];
  for (let height = 1; height <= LAST; height++) {
    again.push(...runTo(app, height));
    app = openLedger({ rules: bothVersions, store });
  }
  expect(again).toEqual(whole);
  expect(app.state.get(MIGRATED)).toBe(1);
  expect(app.state.get(COUNTED)).toBe(LAST - UPGRADE_AT + 1);
  expect(app.info().appVersion).toBe(nextRules.version);
});

test("a program that does not know it follows to the block before and no further, and the next program takes its home over", () => {
  const store = memoryStore();
  const told: UpgradeRecord[] = [];
  const old = begun(openLedger({ store, onTooOld: (upgrade) => told.push(upgrade) }));
  const before = runTo(old, UPGRADE_AT - 2);
  expect(told).toEqual([]);
  before.push(...runTo(old, UPGRADE_AT - 1));
  expect(told).toMatchObject([{ version: nextRules.version, height: UPGRADE_AT }]);
  const block = request(UPGRADE_AT);
  expect(old.prepareProposal({ ...block, maxTxBytes: 100_000 })).toEqual([]);
  expect(old.processProposal(block)).toBe(false);
  expect(() => old.finalizeBlock(block)).toThrow(
    expect.objectContaining({ fault: expect.objectContaining(tooOld) as unknown }),
  );
  expect(old.info().lastBlockHeight).toBe(UPGRADE_AT - 1);
  expect(() => openLedger({ store })).toThrow(
    expect.objectContaining({ fault: expect.objectContaining(tooOld) as unknown }),
  );

  const whole = runTo(begun(openLedger({ rules: bothVersions })), LAST);
  const next = openLedger({ store, rules: bothVersions });
  expect(next.processProposal(block)).toBe(true);
  expect([...before, ...runTo(next, LAST)]).toEqual(whole);
});

test("a state of the next version is none that the old program takes for its own", () => {
  const store = memoryStore();
  runTo(begun(openLedger({ rules: bothVersions, store })), LAST);
  expect(() => openLedger({ store })).toThrow(
    expect.objectContaining({ fault: expect.objectContaining({ code: "node.damaged" }) as unknown }),
  );
});

test("wallets ask for it: decided, then past, at heights on both sides", () => {
  const app = begun(openLedger({ rules: bothVersions }));
  const roots = runTo(app, LAST).map(({ root }) => fromHex(root));
  const asked = (height: number) => {
    const { code, value } = app.query({ path: "/query/upgrade/1", data: utf8("{}"), height });
    expect(code).toBe(0);
    return runQuery(openWitness(value, roots[height - 1] ?? new Uint8Array()), "upgrade", 1, {});
  };
  expect(asked(UPGRADE_AT - 1)).toMatchObject({ version: ledgerRules.version, next: { height: UPGRADE_AT } });
  expect(asked(UPGRADE_AT)).toEqual({ version: nextRules.version, next: null });
});
