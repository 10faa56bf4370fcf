/** TLS of a node: believed by the system's roots alone, and under a pin with that key alone. The roots are those of a process of its own. */
import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pinOf } from "../../../electron/sync/tls.ts";
import type { Proxy } from "../../../electron/sync/tunnel.ts";
import { NetworkFile } from "../../../shared/network/networkFile.ts";
import { exampleNetwork } from "../../shared/network/exampleNetwork.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { connectProxy } from "./connectProxy.ts";
import { NODE_CERTIFICATE, NODE_KEY, NODE_PIN } from "./nodeCertificate.ts";

const OTHER = "ab".repeat(32);
const folder = temporaryFolder();
const roots = join(folder, "roots.pem");
let server: Server;
let url = "";
beforeAll(async () => {
  writeFileSync(roots, NODE_CERTIFICATE);
  server = createServer({ key: NODE_KEY, cert: NODE_CERTIFICATE }, (request, response) => {
    request.resume().on("end", () => response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "told" })));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  url = `https://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));

/** What a wallet on a computer with these roots hears: the answer, or the kind of fault. */
async function heard(pins: readonly string[], env: Record<string, string> = {}, proxy?: Proxy): Promise<string> {
  const rpc = join(import.meta.dirname, "../../../electron/sync/rpc.ts");
  const script = `
    const { rpcTo } = await import(${JSON.stringify(rpc)});
    const ask = rpcTo(${JSON.stringify(url)}, new AbortController().signal, { ms: 20000, bytes: 4000, depth: 8 }, ${JSON.stringify(pins)}, ${JSON.stringify(proxy)});
    console.log(await ask("status", {}).catch((error) => error.fault.kind));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...env },
  });
  return stdout.trim();
}

it("the pin of a certificate is the hash of its public key", () => {
  expect(pinOf(new X509Certificate(NODE_CERTIFICATE).raw)).toBe(NODE_PIN);
});

it("a certificate that no root of the system vouches for is not believed, pinned or not", async () => {
  expect(await heard([])).toBe("down");
  expect(await heard([NODE_PIN])).toBe("down");
});

it.runIf(process.platform === "linux")(
  "a root of the system makes it believed; a pin of another key does not",
  async () => {
    const env = { SSL_CERT_FILE: roots };
    expect(await heard([], env)).toBe("told");
    expect(await heard([OTHER, NODE_PIN], env)).toBe("told");
    expect(await heard([OTHER], env)).toBe("pin");
  },
);

it.runIf(process.platform === "linux")(
  "through a proxy the node's own certificate is checked as without one",
  async () => {
    const proxy = await connectProxy({ host: "localhost", port: Number(new URL(url).port) });
    const at = { host: proxy.host, port: proxy.port };
    const env = { SSL_CERT_FILE: roots };
    try {
      expect(await heard([NODE_PIN], env, at)).toBe("told");
      expect(await heard([OTHER], env, at)).toBe("pin");
      expect(await heard([NODE_PIN], {}, at)).toBe("down");
      expect(proxy.asked.every((asked) => asked === new URL(url).host)).toBe(true);
      expect(proxy.asked.length).toBeGreaterThan(2);
    } finally {
      await proxy.stop();
    }
  },
);

it("a network file pins keys of its own nodes by https, and of no others", () => {
  const [node = ""] = exampleNetwork.nodes;
  const reads = (pins: unknown) => NetworkFile.safeParse({ ...exampleNetwork, cards: [], pins }).success;
  expect(reads([{ node, keys: [OTHER] }])).toBe(true);
  expect(reads([{ node: "https://elsewhere.example", keys: [OTHER] }])).toBe(false);
  expect(reads([{ node: "http://127.0.0.15:26680", keys: [OTHER] }])).toBe(false);
  expect(reads([{ node, keys: [OTHER, OTHER] }])).toBe(false);
  expect(reads([{ node, keys: ["xyz"] }])).toBe(false);
});
