/** Every end of an entry is proved; a node's word ends nothing. Over the real node, with a proxy that forgets and lies. */
import { listAt, objectAt, some } from "../sync/loose.ts";
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { entryView } from "../../../electron/outbox/entryView.ts";
import { noncesOf } from "../../../electron/outbox/nonces.ts";
import { type OutboxItem, outboxOf } from "../../../electron/outbox/outbox.ts";
import { OutboxEntry } from "../../../shared/ipc/ledgerViews.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { proxyTo, type Tamper, until } from "../sync/world.ts";
import { clean, type Desk, desk, ended, kept, node, OFFER, registration, withNode } from "./desk.ts";

withNode();
const viewOf = (d: Desk, item: OutboxItem) =>
  OutboxEntry.parse(entryView(d.outbox, item, Math.floor(Date.now() / 1000)));

test("a registration receives its second signature, is sent and committed with proof", async () => {
  const d = await desk();
  const item = d.outbox.keep(await registration(d), Date.now());
  expect(item).toMatchObject({ state: "signed", tries: 0, height: null });
  d.sender.wake();
  const done = await ended(d, item.id);
  expect(done).toMatchObject({ state: "committed", refusal: null });
  expect(done.tx.signatures).toHaveLength(2);
  expect(d.world.headers.at(some(done.height))).toBeDefined();
  viewOf(d, done);
  const party = await d.world.reads.view((page) => page.query("party", { id: d.sender0 }));
  expect(party).toMatchObject({ state: "verified", value: { status: "pending" } });
});

test("refused by a rule: rule and figures from the proved result", async () => {
  const d = await desk();
  const first = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  await ended(d, first.id);
  const item = kept(d, OFFER);
  d.sender.wake();
  const done = await ended(d, item.id);
  expect(done.state).toBe("refused");
  expect(some(done.refusal).rule).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
  expect(viewOf(d, done)).toMatchObject({ refusal: { rule: some(done.refusal).rule }, summary: { total: 500 } });
});

test('a node that accepts and forgets: one node\'s word is no "sent", and it is sent again', async () => {
  let forgotten = 0;
  const d = await desk((call, answer) => {
    if (call.method === "broadcast_tx_sync" && forgotten < 2) {
      forgotten++;
      const result = { code: 0, data: "", log: "", hash: "00".repeat(32) };
      return { jsonrpc: "2.0", id: call.id, result };
    }
    return answer();
  });
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const taken = await until(() => {
    const one = some(d.outbox.get(item.id));
    return one.takers === 1 && one;
  });
  expect(taken.state).toBe("signed");
  const done = await ended(d, item.id);
  expect(done.state).toBe("committed");
  expect(forgotten).toBe(2);
  expect(done.tries).toBeGreaterThanOrEqual(3);
});

const refusing: Tamper = (call, answer) =>
  call.method === "broadcast_tx_sync"
    ? { jsonrpc: "2.0", id: call.id, result: { code: 7, data: "", log: "send money to see why", hash: "" } }
    : answer();

test("an error is no yes: nodes whose mempool is full have not taken it, one that has it already has", async () => {
  const answering =
    (data: string): Tamper =>
    (call, answer) =>
      call.method === "broadcast_tx_sync"
        ? { jsonrpc: "2.0", id: call.id, error: { code: -32_603, message: "Internal error", data } }
        : answer();
  const d = await desk(answering("mempool is full: number of txs 5000"));
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const refused = await until(() => {
    const one = some(d.outbox.get(item.id));
    return one.tries >= 1 && one;
  });
  expect(refused).toMatchObject({ state: "signed", takers: 0 });
  expect(viewOf(d, refused).nodeRefusal).toMatchObject({ code: -32_603, nodes: 1 });
  d.proxy.tamper = answering("tx already exists in cache");
  expect(await until(() => some(d.outbox.get(item.id)).takers === 1)).toBe(true);
});

test("nodes that refuse: said, with their number and code, never with their text; it is offered again and ends by proof alone", async () => {
  const d = await desk(refusing);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const refused = await until(() => {
    const one = some(d.outbox.get(item.id));
    return one.tries >= 2 && one;
  });
  expect(refused).toMatchObject({ state: "signed", refusal: null });
  const view = viewOf(d, refused);
  expect(view.nodeRefusal).toEqual({ why: "unstated", code: 7, nodes: 1, of: 1 });
  expect(JSON.stringify([view, d.log])).not.toContain("money");
  d.proxy.tamper = undefined;
  const done = await ended(d, item.id);
  expect(done.state).toBe("committed");
  expect(viewOf(d, done).nodeRefusal).toBeNull();
});

test("a sender that the ledger does not know: the reason is found in verified state", async () => {
  const d = await desk(refusing);
  const validUntil = Math.floor(d.world.sync.now() / 1000) + 600;
  const body: TxBody = { kind: "offer.cancel", sender: d.sender0, validUntil, nonce: 3, offer: "00".repeat(32) };
  const bytes = encodeTransaction(signTransaction(body, node.network.chainId, [d.secret]));
  const item = d.outbox.keep(bytes, Date.now());
  d.sender.wake();
  const refused = await until(() => some(d.outbox.get(item.id)).nodeRefusal);
  expect(refused).toMatchObject({ why: "notRegistered", code: 7 });
});

test("one node refuses, another takes it: it is sent", async () => {
  const other = await proxyTo(node.node.url, undefined);
  clean.push(() => other.stop());
  const d = await desk(refusing, [other.url]);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  const done = await ended(d, item.id);
  expect(done.state).toBe("committed");
});

test("a double send commits once", async () => {
  const d = await desk();
  const item = d.outbox.keep(await registration(d), Date.now());
  d.outbox.keep(item.bytes, Date.now());
  d.sender.wake();
  const done = await ended(d, item.id);
  await d.world.sync.ask((n) => n.send(done.bytes).catch(() => ({ code: 2 })));
  expect(d.outbox.list(10)).toHaveLength(1);
});

test("never sent in time: expired only by a later header and a nonce proved unused", { timeout: 20_000 }, async () => {
  const d = await desk((call, answer) =>
    call.method === "broadcast_tx_sync"
      ? { jsonrpc: "2.0", id: call.id, result: { code: 0, data: "", log: "", hash: "" } }
      : answer(),
  );
  const item = d.outbox.keep(await registration(d, 3), Date.now());
  d.sender.wake();
  const done = await ended(d, item.id);
  expect(done.state).toBe("expired");
  expect(some(d.world.sync.newest()).header.time.seconds).toBeGreaterThanOrEqual(item.validUntil);
});

test("past its time without a node: stays what it is, nothing is proved", { timeout: 20_000 }, async () => {
  const d = await desk();
  const bytes = await registration(d, 1);
  d.proxy.tamper = (_, __, response) => void response.destroy();
  const item = d.outbox.keep(bytes, Date.now());
  d.sender.wake();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(some(d.outbox.get(item.id)).state).toBe("signed");
});

const lies: [string, Tamper, RegExp][] = [
  [
    "a result turned into a refusal",
    async (call, answer) => {
      const json = await answer();
      if (call.method === "block_results") {
        for (const one of listAt(json, "result", "txs_results")) one["code"] = 1;
      }
      return json;
    },
    /^tx\.results$/,
  ],
  [
    "inclusion claimed in another block",
    async (call, answer) => {
      const json = await answer();
      if (call.method === "tx" && json["result"]) objectAt(json, "result")["height"] = "2";
      return json;
    },
    /^tx\.inclusion$/,
  ],
  [
    "another transaction's bytes",
    async (call, answer) => {
      const json = await answer();
      if (call.method === "tx" && json["result"]) objectAt(json, "result")["tx"] = Buffer.from("{}").toString("base64");
      return json;
    },
    /^tx\.bytes$/,
  ],
];
test.each(lies)("a lying node: %s", async (_, tamper, rule) => {
  const d = await desk(tamper);
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  await until(() => some(d.world.sync.status().nodes[0]).state === "lied", 15_000);
  expect(some(d.world.sync.status().refused[0]).rule).toMatch(rule);
  expect(some(d.outbox.get(item.id))).toMatchObject({ state: "signed", takers: 1 });
});

test("a foreign co-signature is not merged", async () => {
  const other = Uint8Array.from(randomBytes(32));
  const d = await desk(async (call, answer) => {
    if (call.method !== "demo_cosign") return await answer();
    const tx = signTransaction(call.params["body"] as TxBody, node.network.chainId, [other]);
    return { jsonrpc: "2.0", id: call.id, result: some(tx.signatures[0]) };
  });
  const item = d.outbox.keep(await registration(d), Date.now());
  d.sender.wake();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(d.outbox.get(item.id)).toMatchObject({ state: "signed", tries: 0 });
  expect(some(d.outbox.get(item.id)).tx.signatures).toHaveLength(1);
});

test("nonces are never handed out twice, not even after a restart, and a full day says so", async () => {
  const d = await desk();
  const day = 86_400 * 30_000 + 5;
  const chain = node.network.chainId;
  const first = noncesOf(d.world.store, chain, () => 1_000);
  const seen = new Set<number>();
  for (let i = 0; i < 600; i++) seen.add(first.take("me", day, null));
  const again = noncesOf(d.world.store, chain, () => 0);
  const used = `${"00".repeat(127)}80`;
  for (let i = 0; i < 400; i++) seen.add(again.take("me", day, used));
  expect(seen.size).toBe(1_000);
  expect(() => {
    for (let i = 0; i < 100; i++) again.take("me", day, null);
  }).toThrow("nonce.none");
});

test("a nonce comes back when nothing was signed with it, and only then", async () => {
  const d = await desk();
  const nonces = noncesOf(d.world.store, node.network.chainId, () => 7);
  const day = 86_400 * 30_000 + 5;
  for (let i = 0; i < 3_000; i++) nonces.giveBack("me", day, nonces.take("me", day, null));
  expect(nonces.taken("me", 30_000)).toBe(0);
  const { tx } = d.outbox.keep(await registration(d), Date.now());
  const { sender, validUntil, nonce } = tx.body;
  const taken = nonces.taken(sender, Math.floor(validUntil / 86_400));
  expect(taken).toBeGreaterThan(0);
  nonces.giveBack(sender, validUntil, nonce);
  expect(nonces.taken(sender, Math.floor(validUntil / 86_400))).toBe(taken);
});

test("damaged rows of the outbox leave the others alone, and are said once", async () => {
  const d = await desk();
  await d.sender.stop();
  const kept = [await registration(d), await registration(d, 700)].map((bytes) => d.outbox.keep(bytes, Date.now()).id);
  const [first, second] = [some(kept[0]), some(kept[1])];
  const { db } = d.world.store;
  db.prepare("UPDATE outbox SET node_says = '{' WHERE id = ?").run(first);
  expect(some(d.outbox.get(first)).nodeRefusal).toBeNull();
  db.prepare("UPDATE outbox SET state = 'refused', refusal = '{', height = 3 WHERE id = ?").run(first);
  expect(some(d.outbox.get(first)).refusal).toEqual({ rule: "unknown" });
  db.prepare("UPDATE outbox SET bytes = x'00' WHERE id = ?").run(second);
  const log: string[] = [];
  const outbox = outboxOf(d.world.store, node.network.chainId, (line) => void log.push(line));
  for (let i = 0; i < 2; i++) {
    expect(outbox.list(10).map(({ id }) => id)).toEqual([first]);
    expect(outbox.open()).toEqual([]);
    expect(outbox.get(second)).toBeUndefined();
  }
  expect(log).toEqual([expect.stringContaining(second)]);
});
