/** One node that lies about headers, commits and answers: caught by the rule it broke, never believed. */
import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { lightBlockJson } from "../../../shared/light/render.ts";
import { askParty, behind, caught, clean, edit, flip, headerOf, signaturesOf, synced, there } from "./lies.ts";
import { listAt, objectAt, some } from "./loose.ts";
import { openWorld, postTo, proxyTo, until } from "./world.ts";

test("changed app hash in the header: set aside, evidence kept", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = edit("commit", (result) => {
    headerOf(result)["app_hash"] = randomBytes(32).toString("hex").toUpperCase();
  });
  expect(await caught(w, /^(commitHash|header\.conflict)$/)).not.toBe("verified");
});

test("changed app hash from the first answer on: the anchor does not match", async () => {
  const w = await behind(
    edit("commit", (result) => {
      headerOf(result)["app_hash"] = "00".repeat(32);
    }),
  );
  expect(await caught(w, /^anchor$/, "otherChain")).not.toBe("verified");
});

test("witness with bytes flipped: withheld, never verified", async () => {
  for (const place of [0.1, 0.3, 0.5, 0.7, 0.95]) {
    const w = await behind(undefined);
    await synced(w);
    w.proxy.tamper = edit("abci_query", (result) => {
      flip(result, (length) => Math.floor(length * place));
    });
    const answer = await askParty(w);
    expect(answer).toMatchObject({ state: "refused", why: "lied", node: w.proxy.url });
    expect(await caught(w, /^witness\./)).not.toBe("verified");
    expect(await askParty(w)).toMatchObject({ state: "refused", why: "lied" });
  }
});

test("witness of an older state, entry withheld: the root is another one", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = async (call, answer) => {
    if (call.method !== "abci_query") return await answer();
    const height = String(Number(call.params["height"]) - 1);
    const body = { ...call, jsonrpc: "2.0", params: { ...call.params, height } };
    const json = await postTo(there.node.node.url, body);
    objectAt(json, "result", "response")["height"] = call.params["height"];
    return json;
  };
  expect(await askParty(w)).toMatchObject({ state: "refused", why: "lied" });
  expect(await caught(w, /^witness\.lied$/)).not.toBe("verified");
});

test("another state height than was asked for", async () => {
  const w = await behind(
    edit("abci_query", (result) => {
      objectAt(result, "response")["height"] = "1";
    }),
  );
  await synced(w, 4);
  expect(await askParty(w)).toMatchObject({ state: "refused", why: "lied" });
  expect(await caught(w, /^query\.height$/)).not.toBe("verified");
});

test("another query's witness has the right root but proves nothing: unprovable, not a lie", async () => {
  const w = await behind(async (call, answer) => {
    if (call.method !== "abci_query") return await answer();
    const data = Buffer.from("{}").toString("hex");
    const body = { ...call, jsonrpc: "2.0", params: { ...call.params, path: "/query/clock/1", data } };
    return await postTo(there.node.node.url, body);
  });
  await synced(w);
  expect(await askParty(w)).toMatchObject({ state: "refused", why: "unprovable", node: w.proxy.url });
  expect(w.sync.status().nodes[0]).toMatchObject({ role: "primary", state: "ok" });
  expect(w.sync.status().refused[0]).toMatchObject({ rule: "answer.unprovable" });
});

test("an answer over the node's budget is told apart from one that it cannot prove, and is nobody's fault", async () => {
  const w = await behind(
    edit("abci_query", (result) => {
      objectAt(result, "response")["code"] = 3;
    }),
  );
  await synced(w);
  expect(await askParty(w)).toEqual({ state: "waiting", why: "overBudget" });
  expect(w.sync.status().nodes[0]).toMatchObject({ role: "primary", state: "ok" });
  expect(w.sync.status().refused).toEqual([]);
});

test("another party's witness is not an answer about this one", async () => {
  const other = some(there.node.network.cards[1]).party;
  const w = await behind(async (call, answer) => {
    if (call.method !== "abci_query") return await answer();
    const data = Buffer.from(JSON.stringify({ id: other })).toString("hex");
    const body = { ...call, jsonrpc: "2.0", params: { ...call.params, data } };
    return await postTo(there.node.node.url, body);
  });
  await synced(w);
  expect(await askParty(w)).toMatchObject({ state: "refused", why: "unprovable" });
});

test("forged commit: a signature replaced", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = edit("commit", (result) => {
    for (const signature of signaturesOf(result)) {
      if (signature["signature"] !== null) signature["signature"] = randomBytes(64).toString("base64");
    }
  });
  expect(await caught(w, /^signature$/)).not.toBe("verified");
});

test("one forged vote that nothing needs: the header is true, the vote is never counted nor kept, and the node lied", async () => {
  const w = await behind(undefined);
  const { header } = await synced(w);
  w.proxy.tamper = edit("commit", (result) => {
    some(signaturesOf(result).at(-1))["signature"] = randomBytes(64).toString("base64");
  });
  await caught(w, /^signature$/);
  const newest = some(w.sync.newest());
  expect(newest.header.height).toBeGreaterThan(header.height);
  expect(w.sync.status()).toMatchObject({ signed: 3, of: 4 });
  expect(newest.commit.signatures.map(({ flag }) => flag)).toEqual(["commit", "commit", "commit", "absent"]);
  expect(JSON.parse(some(w.headers.newest()).block)).toEqual(lightBlockJson(newest));
});

test("forged commit: signed by validators of the attacker's own", async () => {
  const w = await behind(undefined);
  const { header } = await synced(w);
  w.proxy.tamper = async (call, answer) => {
    if (call.method !== "commit" && call.method !== "validators") return await answer();
    const params = { ...call.params };
    const body = { ...call, jsonrpc: "2.0", params };
    if (there.stranger.node.height <= header.height) await new Promise((resolve) => setTimeout(resolve, 500));
    const json = await postTo(there.stranger.node.url, body);
    if (call.method === "commit") headerOf(objectAt(json, "result"))["chain_id"] = there.node.network.chainId;
    return json;
  };
  expect(await caught(w, /^(commitHash|header\.conflict|validatorsHash|timeMonotonic)$/)).not.toBe("verified");
});

test("forged commit of an older block: its header is in the hash chain, its votes are not genuine", async () => {
  const w = await behind(
    async (call, answer) => {
      const json = await answer();
      if (call.method !== "commit" || call.params["height"] !== "1") return json;
      for (const signature of signaturesOf(objectAt(json, "result"))) {
        if (signature["signature"] !== null) signature["signature"] = randomBytes(64).toString("base64");
      }
      return json;
    },
    { builtIn: true, trusted: there.node.node.latest() },
  );
  await until(() => (w.headers.anchor()?.height ?? 0) > 1);
  await expect(w.sync.at(1)).rejects.toMatchObject({ failure: { kind: "lied", rule: "signature" } });
  expect(w.headers.at(1)).toBeUndefined();
});

test("too few signatures: a third of the validators is not enough", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = edit("commit", (result) => {
    for (const signature of signaturesOf(result).slice(1)) {
      Object.assign(signature, { block_id_flag: 1, validator_address: "", signature: null });
      signature["timestamp"] = "0001-01-01T00:00:00Z";
    }
  });
  await until(() => some(w.sync.status().nodes[0]).state === "lied");
  expect(some(w.sync.status().refused[0]).rule).toMatch(/^(twoThirds|commit\.trust)$/);
});

test("wrong validators for a header", async () => {
  const w = await behind(
    edit("validators", (result) => {
      const fewer = listAt(result, "validators").slice(1);
      Object.assign(result, { validators: fewer, count: String(fewer.length), total: String(fewer.length) });
    }),
  );
  expect(await caught(w, /^validators\.(hash|nextHash)$/)).not.toBe("verified");
});

test("another chain", async () => {
  const proxy = await proxyTo(there.stranger.node.url);
  const w = openWorld({ ...there.node.network, nodes: [proxy.url] });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  expect(await caught(w, /^header\.chainId$/, "otherChain")).not.toBe("verified");
});
