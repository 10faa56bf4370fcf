import { expect, test } from "vitest";
import { rpcTo } from "../../../electron/sync/rpc.ts";
import { proxyTo } from "./world.ts";

test("calls under way at once each take their own answer, whatever the order", async () => {
  const proxy = await proxyTo("http://127.0.0.1:9", async (call) => {
    await new Promise((resolve) => setTimeout(resolve, 50 - 10 * Number(call.params["n"])));
    return { jsonrpc: "2.0", id: call.id, result: call.params["n"] };
  });
  const rpc = rpcTo(proxy.url, new AbortController().signal);
  expect(await Promise.all([1, 2, 3, 4].map((n) => rpc("echo", { n })))).toEqual([1, 2, 3, 4]);
  await proxy.stop();
});

test("a connection that breaks once is tried again, twice is down", async () => {
  let breaks = 1;
  const proxy = await proxyTo("http://127.0.0.1:9", (call, _, response) => {
    if (breaks-- > 0) return void response.destroy();
    return { jsonrpc: "2.0", id: call.id, result: "here" };
  });
  const rpc = rpcTo(proxy.url, new AbortController().signal);
  expect(await rpc("health", {})).toBe("here");
  breaks = 2;
  await expect(rpc("health", {})).rejects.toMatchObject({ fault: { kind: "down" } });
  await proxy.stop();
});

test("an answer larger than allowed ends at the limit, a redirect is not followed, a stopped call ends at once", async () => {
  const proxy = await proxyTo("http://127.0.0.1:9", (call, _, response) => {
    if (call.method === "elsewhere") return void response.writeHead(302, { location: "/" }).end();
    if (call.method === "silent") return undefined;
    return { jsonrpc: "2.0", id: call.id, result: "x".repeat(5_000) };
  });
  const stop = new AbortController();
  const rpc = rpcTo(proxy.url, stop.signal, { ms: 5_000, bytes: 4_000, depth: 8 });
  await expect(rpc("large", {})).rejects.toMatchObject({ fault: { kind: "tooLarge", limit: 4_000 } });
  await expect(rpc("elsewhere", {})).rejects.toMatchObject({ fault: { kind: "down" } });
  const silent = rpc("silent", {});
  stop.abort();
  await expect(silent).rejects.toMatchObject({ fault: { kind: "stopped" } });
  await proxy.stop();
});
