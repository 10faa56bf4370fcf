/** Nodes that are old, slow, endless, garbled or out of time. */
import { expect, test } from "vitest";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { askParty, behind, caught, clean, edit, headerOf, synced, there } from "./lies.ts";
import { some } from "./loose.ts";
import { openWorld, postTo, startNode, until } from "./world.ts";

test("stale height: behind after the stated time, and what is verified keeps its age", async () => {
  const w = await behind(undefined, { staleMs: 1_500 });
  const { header } = await synced(w, 3);
  const frozen = header.height;
  w.proxy.tamper = async (call, answer) => {
    if (call.method !== "commit" || call.params["height"] !== undefined) return await answer();
    const body = { jsonrpc: "2.0", id: call.id, method: "commit", params: { height: String(frozen) } };
    return await postTo(there.node.node.url, body);
  };
  await until(() => w.sync.status().link === "behind");
  expect(w.sync.status().height).toBeGreaterThanOrEqual(frozen);
  await until(() => /^(stale|behind)$/.test(some(w.sync.status().nodes[0]).why ?? ""));
  const answer = await askParty(w);
  const age = answer.state === "verified" ? Date.now() / 1000 - answer.proof.time : Infinity;
  expect(age).toBeGreaterThan(1);
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
  expect((await w.reads.view((page) => page.query("exposure", { party: there.party }))).state).toBe("waiting");
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
  expect((await w.reads.view((page) => page.query("exposure", { party: there.party }))).state).toBe("waiting");
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
  const network: NetworkFile = { ...there.node.network, trustingPeriod: 60 };
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
  await until(() => there.node.node.height > 3);
  await some(clean.pop())();
  const network: NetworkFile = { ...there.node.network, trustingPeriod: 60 };
  const first = openWorld(network, {}, folder);
  await synced(first);
  await first.close();
  const trusted = there.node.node.latest();
  const later = openWorld(network, { builtIn: true, trusted, now: () => Date.now() + 61_000 }, folder);
  clean.push(() => later.close());
  expect(await until(() => later.headers.anchor()?.height === trusted.height)).toBe(true);
});
