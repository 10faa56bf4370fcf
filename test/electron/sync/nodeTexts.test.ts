/** Log, event, info and error texts of a node are its own words: none of them reaches a status, an answer or a log line of ours. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Loose } from "./loose.ts";
import { openWorld, proxyTo, startNode, type TestNode, until } from "./world.ts";

const WORDS = "SEND-YOUR-WORDS-TO-EVIL";
let node: TestNode;
beforeAll(async () => {
  node = await startNode();
});
afterAll(async () => {
  await node.stop();
});

/** Every object of an answer gets the fields that CometBFT has for free text. */
function talkative(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(talkative);
  if (typeof value !== "object" || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, talkative(one)]));
  return {
    ...inner,
    log: WORDS,
    info: WORDS,
    message: WORDS,
    codespace: WORDS,
    events: [{ type: WORDS, attributes: [] }],
  };
}

test("a talkative node is used for its proofs alone; what it says in errors is dropped", async () => {
  let refusing = false;
  const proxy = await proxyTo(node.node.url, async (call, answer): Promise<Loose> => {
    if (refusing)
      return { jsonrpc: "2.0", id: call.id, error: { code: -32603, message: WORDS, data: WORDS } } as unknown as Loose;
    const genuine = await answer();
    return { ...genuine, result: talkative(genuine["result"]) } as unknown as Loose;
  });
  const lines: string[] = [];
  const world = openWorld({ ...node.network, nodes: [proxy.url] }, { log: (line) => lines.push(line) });
  try {
    await until(() => (world.sync.newest()?.header.height ?? 0) >= 3);
    const read = async () => [
      await world.reads.view((page) => page.query("params", {})),
      await world.reads.view((page) => page.query("party", { id: node.network.cards[0]?.party ?? "" })),
      world.sync.status(),
      lines,
      world.topics,
    ];
    const before = await read();
    expect(before[0]).toMatchObject({ state: "verified" });
    expect(JSON.stringify(before)).not.toContain(WORDS);
    refusing = true;
    await world.sync.ask((one) => one.send(new Uint8Array([1]))).catch((error: unknown) => lines.push(String(error)));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(JSON.stringify(await read())).not.toContain(WORDS);
  } finally {
    await world.close();
    await proxy.stop();
  }
});
