/** What an entry can go through beside being sent: two nodes and their words, withdrawal, entries that build on others, a wrong clock. */
import { expect, test } from "vitest";
import { entryView } from "../../../electron/outbox/entryView.ts";
import { outboxOf } from "../../../electron/outbox/outbox.ts";
import type { Tamper } from "../sync/world.ts";
import { proxyTo, until } from "../sync/world.ts";
import { some } from "../sync/loose.ts";
import { clean, desk, ended, kept, node, OFFER, registration, withNode } from "./desk.ts";

withNode();

const answering =
  (code: number): Tamper =>
  (call, answer) =>
    call.method === "broadcast_tx_sync"
      ? { jsonrpc: "2.0", id: call.id, result: { code, data: "", log: "", hash: "" } }
      : answer();
const silent: Tamper = (call, answer, response) =>
  call.method === "broadcast_tx_sync" ? void response.destroy() : answer();

async function second(tamper?: Tamper): Promise<string> {
  const other = await proxyTo(node.node.url, tamper);
  clean.push(() => other.stop());
  return other.url;
}

test("sent is what two nodes say that they took", async () => {
  const d = await desk(answering(0), [await second(answering(0))]);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const sent = await until(() => {
    const one = some(d.outbox.get(item.id));
    return one.tries > 0 && one;
  });
  expect(sent).toMatchObject({ state: "sent", takers: 2 });
});

test("two nodes disagree: it is not sent, and the one that takes it is counted", async () => {
  const d = await desk(answering(7), [await second(answering(0))]);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const tried = await until(() => {
    const one = some(d.outbox.get(item.id));
    return one.tries > 0 && one;
  });
  expect(tried).toMatchObject({ state: "signed", takers: 1, nodeRefusal: null });
});

test("a node that hides it does not keep another one from proving it", async () => {
  const hiding: Tamper = (call, answer) =>
    call.method === "tx"
      ? { jsonrpc: "2.0", id: call.id, error: { code: -32_603, message: "", data: "not found" } }
      : answer();
  const d = await desk(hiding, [await second()]);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  expect(await ended(d, item.id)).toMatchObject({ state: "committed" });
});

test("withdrawn before it left: never sent, its number stays taken, and it can be signed again", async () => {
  const d = await desk();
  await d.sender.stop();
  const item = kept(d, OFFER);
  expect(entryView(d.outbox, item, 0).acts).toEqual(["withdraw", "export"]);
  expect(d.outbox.withdraw(item.id)).toBe(true);
  const withdrawn = some(d.outbox.get(item.id));
  expect(withdrawn.state).toBe("withdrawn");
  expect(d.outbox.open()).toEqual([]);
  expect(d.outbox.leaves(item.id, Date.now())).toBe(false);
  expect(entryView(d.outbox, withdrawn, 0).acts).toEqual(["again"]);
  // Kept once more it stays withdrawn: the same bytes do not come back to life.
  expect(d.outbox.keep(item.bytes, Date.now()).state).toBe("withdrawn");
});

test("what may have left is not withdrawn, also after a crash between leaving and the node's answer", async () => {
  const d = await desk();
  await d.sender.stop();
  const item = kept(d, OFFER);
  expect(d.outbox.leaves(item.id, 5)).toBe(true);
  const after = outboxOf(d.world.store, node.network.chainId);
  expect(after.withdraw(item.id)).toBe(false);
  expect(some(after.get(item.id))).toMatchObject({ state: "signed", offered: 5, tries: 0 });
  expect(entryView(after, some(after.get(item.id)), 0).acts).toEqual(["revoke", "export"]);
});

test("an entry is marked as having left before its first byte does", async () => {
  const offered: (number | null)[] = [];
  const seen: { id?: string } = {};
  const d = await desk((call, answer) => {
    if (call.method === "broadcast_tx_sync") offered.push(some(d.outbox.get(some(seen.id))).offered);
    return answer();
  });
  const item = d.outbox.keep(await registration(d), Date.now());
  seen.id = item.id;
  d.sender.wake();
  await ended(d, item.id);
  expect(offered.length).toBeGreaterThan(0);
  expect(offered).not.toContain(null);
});

test("a cancellation waits behind its offer, and is withdrawn when the offer never reaches the ledger", async () => {
  const d = await desk(silent);
  const offer = kept(d, OFFER, 600, 1);
  const cancel = kept(d, { kind: "offer.cancel", offer: offer.id }, 600, 2);
  d.sender.wake();
  await until(() => some(d.outbox.get(offer.id)).offered !== null);
  expect(some(d.outbox.get(cancel.id))).toMatchObject({ state: "signed", offered: null });
  expect(entryView(d.outbox, some(d.outbox.get(cancel.id)), 0).waitsFor).toBe(offer.id);
  d.outbox.proved(offer.id, { state: "refused", height: 3, refusal: { rule: "party.active" } });
  d.sender.wake();
  await until(() => some(d.outbox.get(cancel.id)).state === "withdrawn");
  expect(some(d.outbox.get(cancel.id)).offered).toBeNull();
});

test("once the offer is on the ledger its cancellation is sent", async () => {
  const d = await desk();
  const offer = kept(d, OFFER, 600, 1);
  const cancel = kept(d, { kind: "offer.cancel", offer: offer.id }, 600, 2);
  d.outbox.proved(offer.id, { state: "committed", height: 3, refusal: null });
  d.sender.wake();
  await until(() => some(d.outbox.get(cancel.id)).tries > 0);
  expect(some(d.outbox.get(cancel.id)).offered).not.toBeNull();
});

test("the clock moved back: an entry is sent again at once, not when the old time has come again", async () => {
  const clock = { ahead: 86_400_000 };
  const d = await desk(answering(0), [], () => Date.now() + clock.ahead);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  await until(() => some(d.outbox.get(item.id)).tries === 1);
  clock.ahead = 0;
  d.sender.wake();
  await until(() => some(d.outbox.get(item.id)).tries >= 2);
  expect(some(some(d.outbox.get(item.id)).sent)).toBeLessThan(Date.now() + 1_000);
});

test("it lapses soon in the last quarter of its life", async () => {
  const d = await desk();
  await d.sender.stop();
  const item = kept(d, OFFER, 86_400);
  const created = Math.floor(item.created / 1000);
  const soon = (now: number) => entryView(d.outbox, item, now).lapsesSoon;
  expect(soon(created + 60_000)).toBe(false);
  expect(soon(created + 66_000)).toBe(true);
  expect(soon(item.validUntil)).toBe(false);
});
