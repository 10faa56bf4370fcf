/** Which proxy leads to which node, by the reader's choice. Nodes on this very computer are reached straight: nothing leaves it. */
import type { Proxy } from "../sync/tunnel.ts";
import type { Way } from "../sync/way.ts";
import { readProxyAddress } from "./proxyAddress.ts";
import type { ProxyKept } from "./proxyChoice.ts";

/** `system`: what the system says of an address, as "PROXY host:port; DIRECT" (the form of a PAC file's answer). */
export async function proxiesOf(
  kept: ProxyKept,
  nodes: readonly string[],
  system: (url: string) => Promise<string>,
): Promise<Way["proxies"]> {
  if (kept.kind === "none") return [];
  const found = await Promise.all(
    nodes
      .filter((node) => !isThisComputer(node))
      .map(async (node) => ({ node, proxy: await proxyTo(node, kept, system) })),
  );
  return found.flatMap(({ node, proxy }) => (proxy ? [{ node, proxy }] : []));
}

async function proxyTo(
  node: string,
  kept: Exclude<ProxyKept, { kind: "none" }>,
  system: (url: string) => Promise<string>,
): Promise<Proxy | undefined> {
  switch (kept.kind) {
    case "damaged":
      return { unusable: "damaged" };
    case "own":
      return proxyAt(kept.at) ?? { unusable: "damaged" };
    case "system":
      return systemProxy(await system(node));
    default:
      return kept satisfies never;
  }
}

/** The first of the system's list; a further one is a way around the first, and not ours to take. */
export function systemProxy(answer: string): Proxy | undefined {
  const [kind = "", at = ""] = (answer.split(";")[0] ?? "").trim().split(/\s+/);
  if (kind === "DIRECT" || kind === "") return undefined;
  return (kind === "PROXY" ? proxyAt(at) : undefined) ?? { unusable: "kind" };
}

function proxyAt(text: string): Proxy | undefined {
  const read = readProxyAddress(text);
  return read.ok ? { host: read.host, port: read.port } : undefined;
}

function isThisComputer(node: string): boolean {
  if (!URL.canParse(node)) return false;
  const { hostname } = new URL(node);
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
