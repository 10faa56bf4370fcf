import { listAt, type Loose, objectAt, some } from "./loose.ts";
import { randomBytes } from "node:crypto";
import { cpSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { StatusView } from "../../../shared/ipc/ledgerViews.ts";
import { StatusView as StatusShape } from "../../../shared/ipc/ledgerViews.ts";
import { lightBlockJson } from "../../../shared/light/render.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import {
  openWorld,
  postTo,
  type Proxy,
  proxyTo,
  startNode,
  type Tamper,
  type TestNode,
  until,
  type World,
} from "./world.ts";

let node: TestNode;
let stranger: TestNode;
let party: string;
const clean: (() => Promise<void>)[] = [];
beforeAll(async () => {
  node = await startNode();
  stranger = await startNode({ seed: 8 });
  party = some(node.network.cards[0]).party;
});
afterAll(async () => {
  await node.stop();
  await stranger.stop();
});
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function behind(
  tamper: Tamper | undefined,
  more: Parameters<typeof openWorld>[1] = {},
): Promise<World & { proxy: Proxy }> {
  const proxy = await proxyTo(node.node.url, tamper);
  const world = openWorld({ ...node.network, nodes: [proxy.url] }, more);
  clean.push(
    () => proxy.stop(),
    () => world.close(),
  );
  return { ...world, proxy };
}

const synced = (w: World, height = 2) =>
  until(() => (w.sync.newest()?.header.height ?? 0) >= height && w.sync.newest());
const askParty = (w: World) => w.reads.view((page) => page.query("party", { id: party }));

/** Runs until the node has been caught with this rule. */
async function caught(w: World, rule: RegExp, state: StatusView["nodes"][number]["state"] = "lied") {
  await until(() => some(w.sync.status().nodes[0]).state === state);
  const status = StatusShape.parse(w.sync.status());
  expect(some(status.nodes[0]).role).toBe("setAside");
  expect(status.link).toBe("refused");
  expect(some(status.refused[0]).rule).toMatch(rule);
  expect(some(w.evidence.bytesOf(Number(some(status.refused[0]).evidence))).length).toBeGreaterThan(20);
  return (await askParty(w)).state;
}

const edit =
  (method: string, change: (result: Loose) => void | Promise<void>): Tamper =>
  async (call, answer) => {
    const json = await answer();
    if (call.method === method && json["result"]) await change(objectAt(json, "result"));
    return json;
  };
const headerOf = (result: Loose) => objectAt(result, "signed_header", "header");
const signaturesOf = (result: Loose) => listAt(result, "signed_header", "commit", "signatures");
/** Flips a bit of the witness. */
const flip = (result: Loose, at: (length: number) => number): void => {
  const response = objectAt(result, "response");
  const bytes = Buffer.from(String(response["value"]), "base64");
  const place = at(bytes.length);
  bytes[place] = some(bytes[place]) ^ 1;
  response["value"] = bytes.toString("base64");
};

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

test("stale height: behind after the stated time, and what is verified keeps its age", async () => {
  const w = await behind(undefined, { staleMs: 1_500 });
  const { header } = await synced(w, 3);
  const frozen = header.height;
  w.proxy.tamper = async (call, answer) => {
    if (call.method !== "commit" || call.params["height"] !== undefined) return await answer();
    const body = { jsonrpc: "2.0", id: call.id, method: "commit", params: { height: String(frozen) } };
    return await postTo(node.node.url, body);
  };
  await until(() => w.sync.status().link === "behind");
  expect(w.sync.status().height).toBeGreaterThanOrEqual(frozen);
  await until(() => /^(stale|behind)$/.test(some(w.sync.status().nodes[0]).why ?? ""));
  const answer = await askParty(w);
  const age = answer.state === "verified" ? Date.now() / 1000 - answer.proof.time : Infinity;
  expect(age).toBeGreaterThan(1);
});

test("a stale primary gives way to a node that is ahead", async () => {
  const proxy = await proxyTo(node.node.url);
  const w = openWorld({ ...node.network, nodes: [proxy.url, node.node.url] }, { staleMs: 1_500 });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  const { header } = await synced(w, 3);
  proxy.tamper = async (call, answer) => {
    if (call.method !== "commit" || call.params["height"] !== undefined) return await answer();
    const body = { jsonrpc: "2.0", id: call.id, method: "commit", params: { height: String(header.height) } };
    return await postTo(node.node.url, body);
  };
  await until(() => some(w.sync.status().nodes[1]).role === "primary");
  await synced(w, header.height + 2);
  expect(w.sync.status().link).toBe("online");
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
    const json = await postTo(node.node.url, body);
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
    return await postTo(node.node.url, body);
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
  const other = some(node.network.cards[1]).party;
  const w = await behind(async (call, answer) => {
    if (call.method !== "abci_query") return await answer();
    const data = Buffer.from(JSON.stringify({ id: other })).toString("hex");
    const body = { ...call, jsonrpc: "2.0", params: { ...call.params, data } };
    return await postTo(node.node.url, body);
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
    if (stranger.node.height <= header.height) await new Promise((resolve) => setTimeout(resolve, 500));
    const json = await postTo(stranger.node.url, body);
    if (call.method === "commit") headerOf(objectAt(json, "result"))["chain_id"] = node.network.chainId;
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
    { builtIn: true, trusted: node.node.latest() },
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
  const proxy = await proxyTo(stranger.node.url);
  const w = openWorld({ ...node.network, nodes: [proxy.url] });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  expect(await caught(w, /^header\.chainId$/, "otherChain")).not.toBe("verified");
});

test("two nodes that prove different things: nobody is believed about it", async () => {
  const proxy = await proxyTo(node.node.url);
  const w = openWorld({ ...node.network, nodes: [node.node.url, proxy.url] });
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
    node.node.url,
    edit("abci_query", (result) => {
      flip(result, (length) => length - 3);
    }),
  );
  const w = openWorld({ ...node.network, nodes: [proxy.url, node.node.url] });
  clean.push(
    () => proxy.stop(),
    () => w.close(),
  );
  await synced(w);
  const answer = await askParty(w);
  expect(answer).toMatchObject({ state: "verified", proof: { node: node.node.url } });
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
  const again = openWorld({ ...node.network, nodes: [w.proxy.url] }, {}, folder);
  clean.push(() => again.close());
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(again.sync.status()).toMatchObject({ link: "refused", nodes: [{ state: "lied", why: "remembered" }] });
  expect(w.proxy.calls).toBe(before);
});

test("down, then up again: offline, back-off, online", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = (_, __, response) => void response.destroy();
  await until(() => w.sync.status().link === "offline");
  expect(w.sync.status().nodes[0]).toMatchObject({ state: "down", why: "down" });
  expect(w.sync.status().refused).toEqual([]);
  w.proxy.tamper = undefined;
  await until(() => w.sync.status().link === "online", 15_000);
});

test("slow and dripping answers are cut off at the deadline", async () => {
  const w = await behind(undefined, { limits: { ms: 300, bytes: 2_000_000, depth: 32 } });
  await synced(w);
  w.proxy.tamper = (_, __, response) => {
    response.setHeader("content-type", "application/json");
    const timer = setInterval(() => response.write(" "), 50);
    response.on("close", () => clearInterval(timer));
    return undefined;
  };
  const start = Date.now();
  await until(() => some(w.sync.status().nodes[0]).state === "slow");
  expect(Date.now() - start).toBeLessThan(3_000);
  expect(w.sync.status().link).toBe("offline");
  expect((await w.reads.view((page) => page.query("exposure", { party }))).state).toBe("waiting");
});

const bodies: [string, string, RegExp][] = [
  ["garbage", "<html>hello</html>", /^answer\.garbage$/],
  ["bytes that are not UTF-8", "\xff\xfe{}", /^answer\.garbage$/],
  ["an answer to another question", '{"jsonrpc":"2.0","id":-1,"result":{}}', /^answer\.garbage$/],
  ["deep JSON", "[".repeat(100_000), /^answer\.tooDeep$/],
];
test.each(bodies)("%s: not used, kept, asked again later", async (_, body, rule) => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = (_call, __, response) => void response.end(Buffer.from(body, "latin1"));
  await until(() => w.sync.status().refused.some((entry) => rule.test(entry.rule)));
  expect(w.sync.status().nodes[0]).toMatchObject({ role: "primary", state: "down" });
  expect((await w.reads.view((page) => page.query("exposure", { party }))).state).toBe("waiting");
  w.proxy.tamper = undefined;
  await until(() => w.sync.status().link === "online", 15_000);
});

test("a body without end is cut off at the byte limit", async () => {
  const w = await behind(undefined);
  await synced(w);
  let sent = 0;
  w.proxy.tamper = (_, __, response) => {
    const chunk = Buffer.alloc(65_536, 0x20);
    const pump = (): void => {
      while (!response.destroyed && sent < 1_000_000_000) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", pump);
      }
    };
    pump();
    return undefined;
  };
  await until(() => w.sync.status().refused.some((entry) => entry.rule === "answer.tooLarge"));
  expect(sent).toBeLessThan(100_000_000);
});

test("a header from the future accuses nobody and is not trusted", async () => {
  let ahead = 0;
  const fast = await startNode({ clock: () => Date.now() + ahead });
  const w = openWorld(fast.network);
  clean.push(
    () => fast.stop(),
    () => w.close(),
  );
  const { header } = await synced(w);
  ahead = 3_600_000;
  await until(() => w.sync.status().link === "refused");
  expect(w.sync.status().nodes[0]).toMatchObject({ role: "primary" });
  expect(w.sync.status().refused).toEqual([]);
  expect(some(w.sync.newest()).header.time.seconds).toBeLessThan(Date.now() / 1000 + 11);
  expect(some(w.sync.newest()).header.height).toBeGreaterThanOrEqual(header.height);
});

test("a header moved an hour ahead without its signatures is the node's lie, not a wrong clock", async () => {
  const w = await behind(undefined);
  await synced(w);
  w.proxy.tamper = edit("commit", (result) => {
    const header = headerOf(result);
    // One that is trusted already would be caught by its hash alone.
    if (Number(header["height"]) <= some(w.sync.newest()).header.height) return;
    header["time"] = new Date(Date.parse(String(header["time"])) + 3_600_000).toISOString();
  });
  expect(await caught(w, /^commitHash$/)).not.toBe("verified");
});

test("trusting period over while away: nothing that a node says helps", async () => {
  const network: NetworkFile = { ...node.network, trustingPeriod: 60 };
  let ahead = 0;
  const w = openWorld(network, { now: () => Date.now() + ahead });
  clean.push(() => w.close());
  await synced(w);
  ahead = 3_600_000;
  await until(() => w.sync.status().link === "trustExpired");
  const height = w.sync.status().height;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(w.sync.status().height).toBe(height);
});

test("trusting period over, chain built in: the node's own process gives the new anchor", async () => {
  const folder = (await behind(undefined)).store.file.replace(/\/[^/]*$/, "");
  await until(() => node.node.height > 3);
  await some(clean.pop())();
  const network: NetworkFile = { ...node.network, trustingPeriod: 60 };
  const first = openWorld(network, {}, folder);
  await synced(first);
  await first.close();
  const trusted = node.node.latest();
  const later = openWorld(network, { builtIn: true, trusted, now: () => Date.now() + 61_000 }, folder);
  clean.push(() => later.close());
  expect(await until(() => later.headers.anchor()?.height === trusted.height)).toBe(true);
});
