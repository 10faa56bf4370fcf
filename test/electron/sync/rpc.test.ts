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
