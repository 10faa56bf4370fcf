/** What a kiosk sees of a real street: every figure from one verified page, and all of it from the same contracts. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { nobody } from "../../../electron/kiosk/nobody.ts";
import { Wallet } from "../../../electron/local/wallet.ts";
import { StreetLedger } from "../../../shared/ipc/kioskViews.ts";
import { verified } from "../../../shared/ipc/verified.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { startNode, type TestNode, until } from "../sync/world.ts";

let node: TestNode;
const folder = temporaryFolder();
const wallet = new Wallet({
  changed: () => Promise.resolve(),
  signMeter: () => Promise.reject(new Error("a kiosk signs nothing")),
  meterSalt: () => Promise.reject(new Error("a kiosk has no secret")),
  localDataKey: () => Promise.reject(new Error("a kiosk has no secret")),
  log: () => Promise.resolve(),
});
beforeAll(async () => {
  node = await startNode({ rate: 240, street: true, seed: 3 });
  wallet.open(folder);
  await wallet.join(node.network, nobody(), true, node.node.latest());
}, 30_000);
afterAll(async () => {
  await wallet.close();
  await node.stop();
});

test("trades of now, an offer, a contract in both languages, and who regulates", { timeout: 120_000 }, async () => {
  const view = await until(async () => {
    const heard = verified(StreetLedger).parse(await wallet.street());
    return heard.state === "verified" && heard.value.trades.length > 0 && heard.value.contract && heard.value;
  }, 100_000);
  // Positions and contracts are two roads to the same figure; parties with more contracts than are listed would show less.
  const traded = view.trades.reduce((all, { watts }) => all + watts, 0);
  expect(Math.abs(traded - view.watts)).toBeLessThanOrEqual(view.trades.length * 4);
  const known = new Set(node.network.cards.map(({ party }) => party));
  for (const { seller, buyer, price } of view.trades) {
    expect(known.has(seller) && known.has(buyer)).toBe(true);
    expect(price).toBeGreaterThan(0);
  }
  expect(view.contract?.en.length).toBe(view.contract?.zh.length);
  expect(view.contract?.rules).toBeGreaterThan(0);
  expect(view.regulators).toHaveLength(node.network.regulators.length);
  for (const { name } of view.regulators) expect(name).not.toBeNull();
  expect(view.offer?.allIn ?? Infinity).toBeGreaterThanOrEqual(view.offer?.price ?? 0);
});
