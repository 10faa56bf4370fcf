/** The reader's choice of a proxy: which addresses are taken, which node it leads to, and that a damaged choice lets nobody past it. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { proxiesOf, systemProxy } from "../../../electron/network/proxies.ts";
import { readProxyAddress } from "../../../electron/network/proxyAddress.ts";
import { ProxyChoice } from "../../../electron/network/proxyChoice.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const silent = () => undefined;
const FAR = "https://node.example";
const nodes = [FAR, "http://127.0.0.1:26657", "http://localhost:26657", "http://[::1]:26657", "http://10.0.0.7:26657"];
const LAN = "http://10.0.0.7:26657";
const unasked = () => Promise.reject(new Error("nobody asked the system"));

it.each([
  ["proxy.example:3128", { host: "proxy.example", port: 3128, spelled: "http://proxy.example:3128" }],
  [" http://Proxy.example:80/ ", { host: "proxy.example", port: 80, spelled: "http://proxy.example:80" }],
  ["[fd00::2]:8080", { host: "fd00::2", port: 8080, spelled: "http://[fd00::2]:8080" }],
])("%s is taken", (typed, read) => {
  expect(readProxyAddress(typed)).toEqual({ ok: true, ...read });
  expect(readProxyAddress(read.spelled)).toEqual({ ok: true, ...read });
});
it.each([
  ["", "url"],
  ["pro xy:1", "url"],
  ["https://proxy.example:443", "scheme"],
  ["socks5://proxy.example:1080", "scheme"],
  ["me:secret@proxy.example:3128", "user"],
  ["proxy.example:3128/path", "more"],
  ["proxy.example", "port"],
  ["proxy.example:0", "port"],
  ["proxy.example:70000", "port"],
])("%s is refused: %s", (typed, problem) => {
  expect(readProxyAddress(typed)).toEqual({ ok: false, problem });
});

it("an own proxy leads to every node but those on this computer; none leads nowhere", async () => {
  const proxy = { host: "proxy.example", port: 3128 };
  expect(await proxiesOf({ kind: "own", at: "http://proxy.example:3128" }, nodes, unasked)).toEqual([
    { node: FAR, proxy },
    { node: LAN, proxy },
  ]);
  expect(await proxiesOf({ kind: "none" }, nodes, unasked)).toEqual([]);
});

it("the system is asked for each node, and its first answer is the one that counts", async () => {
  const system = (url: string) => Promise.resolve(url === FAR ? "PROXY proxy.example:8080; DIRECT" : "DIRECT");
  expect(await proxiesOf({ kind: "system" }, nodes, system)).toEqual([
    { node: FAR, proxy: { host: "proxy.example", port: 8080 } },
  ]);
  expect(systemProxy("DIRECT")).toBeUndefined();
  // What is not spoken is not gone around.
  for (const other of ["SOCKS5 proxy.example:1080", "HTTPS proxy.example:443; DIRECT", "PROXY nowhere"])
    expect(systemProxy(other)).toEqual({ unusable: "kind" });
});

it("is the system's until another is chosen, and stays chosen", async () => {
  const folder = temporaryFolder();
  const choice = new ProxyChoice(folder, silent);
  expect(choice.kept).toEqual({ kind: "system" });
  await choice.choose({ kind: "own", at: "proxy.example:3128" });
  expect(new ProxyChoice(folder, silent).kept).toEqual({ kind: "own", at: "http://proxy.example:3128" });
  await expect(choice.choose({ kind: "own", at: "proxy.example" })).rejects.toMatchObject({
    fault: { code: "nodes.proxy", data: { problem: "port" } },
  });
  await choice.choose({ kind: "none" });
  expect(new ProxyChoice(folder, silent).kept).toEqual({ kind: "none" });
});

it.each(["{", '{"format":"wattlight-proxy-2"}', '{"format":"wattlight-proxy-1","proxy":{"kind":"own","at":"x"}}'])(
  "a damaged choice leaves no way to any node until one is made, and is kept aside: %s",
  async (text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "proxy.json"), text);
    const choice = new ProxyChoice(folder, silent);
    expect(await proxiesOf(choice.kept, nodes, unasked)).toEqual(
      [FAR, LAN].map((node) => ({ node, proxy: { unusable: "damaged" } })),
    );
    await choice.choose({ kind: "none" });
    expect(choice.kept).toEqual({ kind: "none" });
    expect(readdirSync(folder).filter((name) => name.startsWith("proxy.damaged-"))).toHaveLength(1);
  },
);
