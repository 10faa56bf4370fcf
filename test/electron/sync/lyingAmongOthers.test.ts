/** A liar among other nodes: who is asked next, who is believed, what is remembered. */
import { cpSync } from "node:fs";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { askParty, behind, clean, edit, flip, headerOf, synced, there } from "./lies.ts";
import { some } from "./loose.ts";
import { openWorld, postTo, proxyTo, startNode, until } from "./world.ts";

test("a stale primary gives way to a node that is ahead", async () => {
  const proxy = await proxyTo(there.node.node.url);
  const w = openWorld({ ...there.node.network, nodes: [proxy.url, there.node.node.url] }, { staleMs: 1_500 });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  const { header } = await synced(w, 3);
  proxy.tamper = async (call, answer) => {
    if (call.method !== "commit" || call.params["height"] !== undefined) return await answer();
    const body = { jsonrpc: "2.0", id: call.id, method: "commit", params: { height: String(header.height) } };
    return await postTo(there.node.node.url, body);
  };
  await until(() => some(w.sync.status().nodes[1]).role === "primary");
  await synced(w, header.height + 2);
  expect(w.sync.status().link).toBe("online");
});

test("two nodes that prove different things: nobody is believed about it", async () => {
  const proxy = await proxyTo(there.node.node.url);
  const w = openWorld({ ...there.node.network, nodes: [there.node.node.url, proxy.url] });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  await synced(w);
  proxy.tamper = edit("commit", (result) => {
    headerOf(result)["data_hash"] = "11".repeat(32);
  });
  await until(() => some(w.sync.status().nodes[1]).state === "lied");
  const status = w.sync.status();
  expect(status.nodes[0]).toMatchObject({ role: "primary", state: "ok" });
  expect(status.link).toBe("online");
  expect((await askParty(w)).state).toBe("verified");
});

test("two genuine chains signed by the same validators: an attack, nobody is trusted, both proofs kept", async () => {
  const folder = temporaryFolder();
  const origin = await startNode({ folder, seed: 5 });
  await until(() => origin.node.height >= 4);
  const { network } = origin;
  await origin.stop();
  const copy = `${temporaryFolder()}/copy`;
  cpSync(folder, copy, { recursive: true });
  const one = await startNode({ folder });
  const two = await startNode({ folder: copy });
  const lines: string[] = [];
  const w = openWorld({ ...network, nodes: [one.node.url, two.node.url] }, { log: (line) => lines.push(line) });
  clean.push(
    () => one.stop(),
    () => two.stop(),
    () => w.close(),
  );
  await until(() => w.sync.status().attack !== null && w.evidence.list(10).length >= 2);
  // The same keys signed two histories from one block on: evidence against each side, for the other.
  const attacks = w.evidence.list(10).filter((entry) => entry.rule.startsWith("attack."));
  expect(attacks.map((entry) => entry.node).toSorted()).toEqual([one.node.url, two.node.url].toSorted());
  for (const { id, rule } of attacks) {
    expect(rule).toMatch(/^attack\.(lunatic|equivocation|amnesia)$/);
    const kept = JSON.parse(new TextDecoder().decode(w.evidence.bytesOf(id))) as { value: { CommonHeight: string } };
    expect(Number(kept.value.CommonHeight)).toBeGreaterThan(0);
  }
  const { height } = w.sync.status();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(w.sync.status()).toMatchObject({ link: "refused", height });
  // Each node checked the evidence against the other side on its own chain, and took it.
  await until(() => lines.filter((line) => line.includes(" was taken by ")).length === 2);
  // Validators are at fault: neither node is called a liar.
  expect(w.evidence.list(10).filter((entry) => entry.lied)).toEqual([]);
  expect(w.sync.status().nodes.map((one) => one.role)).not.toContain("setAside");
  expect(await w.reads.view((page) => page.query("params", {}))).toMatchObject({ state: "refused", why: "lied" });
});

test("a lying primary is replaced by an honest node and the answer is verified there", async () => {
  const proxy = await proxyTo(
    there.node.node.url,
    edit("abci_query", (result) => {
      flip(result, (length) => length - 3);
    }),
  );
  const w = openWorld({ ...there.node.network, nodes: [proxy.url, there.node.node.url] });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  await synced(w);
  const answer = await askParty(w);
  expect(answer).toMatchObject({ state: "verified", proof: { node: there.node.node.url } });
  expect(w.sync.status().nodes[0]).toMatchObject({ role: "setAside", state: "lied" });
});

test("a liar is remembered across a restart", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = edit("commit", (result) => {
    headerOf(result)["app_hash"] = "22".repeat(32);
  });
  await until(() => some(w.sync.status().nodes[0]).state === "lied");
  const folder = w.store.file.replace(/\/[^/]*$/, "");
  await some(clean.pop())();
  w.proxy.tamper = undefined;
  const before = w.proxy.calls;
  const again = openWorld({ ...there.node.network, nodes: [w.proxy.url] }, {}, folder);
  clean.push(() => again.close());
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(again.sync.status()).toMatchObject({ link: "refused", nodes: [{ state: "lied", why: "remembered" }] });
  expect(w.proxy.calls).toBe(before);
});
