/** Load on a network: transactions over several connections to every node, and when they came out in blocks. */
import { Agent, request } from "node:http";

interface Answer {
  readonly id: number;
  readonly result?: { readonly code: number };
  /** `data` is CometBFT's own text: it gives no other sign that it has a transaction already. */
  readonly error?: { readonly data?: string };
}
interface Meta {
  readonly header: { readonly height: string };
  readonly num_txs: string;
}

/** Requests of one HTTP batch. */
const BATCH = 20;
const CONNECTIONS = 3;
const PATIENCE_MS = 240_000;

export interface Throughput {
  readonly perSecond: number;
  readonly blocks: number;
}

/** Sends everything as fast as the nodes take it; the rate counts from the first sent to the last in a block. */
export async function throughput(urls: readonly string[], txs: readonly Uint8Array[]): Promise<Throughput> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const from = await height(urls[0] ?? "");
  let next = 0;
  const began = performance.now();
  const senders = urls.flatMap((url) =>
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < txs.length) {
        const batch = txs.slice(next, (next += BATCH));
        await sendAll(agent, url, batch);
      }
    }),
  );
  const done = committed(urls[0] ?? "", from, txs.length);
  await Promise.all(senders);
  const { blocks } = await done;
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { perSecond: txs.length / seconds, blocks };
}

/** Milliseconds from sending to being in a block, of transactions sent one by one at a steady rate. */
export async function latencies(url: string, txs: readonly Uint8Array[], perSecond: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sent: number[] = [];
  const landed: number[] = [];
  const from = await height(url);
  const began = performance.now();
  const sending = (async () => {
    for (const [i, tx] of txs.entries()) {
      const wait = began + (i * 1000) / perSecond - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      sent.push(performance.now());
      void sendAll(agent, url, [tx]);
    }
  })();
  // Nodes put transactions into blocks in the order that they took them, so the nth in a block is the nth sent.
  await committed(url, from, txs.length, (count) => {
    const now = performance.now();
    while (landed.length < count) landed.push(now);
  });
  await sending;
  agent.destroy();
  return landed.map((at, i) => at - (sent[i] ?? at));
}

/** Asked again, a little later, for those that a full mempool turned away. */
async function sendAll(agent: Agent, url: string, txs: readonly Uint8Array[]): Promise<void> {
  let left = [...txs];
  for (const began = performance.now(); left.length > 0;) {
    const calls = left.map((tx, id) => ({
      jsonrpc: "2.0",
      id,
      method: "broadcast_tx_sync",
      params: { tx: Buffer.from(tx).toString("base64") },
    }));
    // A node under load may close a connection that it has not answered in time; what it took, it then knows already.
    const text = await post(agent, url, JSON.stringify(calls)).catch(() => "[]");
    const parsed = JSON.parse(text) as Answer | Answer[];
    const answers = Array.isArray(parsed) ? parsed : [parsed];
    for (const { result } of answers)
      if (result && result.code !== 0) throw new Error(`a transaction of the load is not valid: ${text.slice(0, 500)}`);
    left = left.filter((_, id) => !taken(answers.find((answer) => answer.id === id)));
    if (performance.now() - began > PATIENCE_MS) throw new Error(`the nodes take nothing more: ${text.slice(0, 500)}`);
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const taken = (answer: Answer | undefined): boolean =>
  answer?.result?.code === 0 || answer?.error?.data?.includes("already exists") === true;

async function post(agent: Agent, url: string, body: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve(Buffer.concat(parts).toString()));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Resolves when so many transactions are in the blocks after `from`; tells how many are after each block. */
async function committed(
  url: string,
  from: number,
  count: number,
  tell: (count: number) => void = () => {},
): Promise<{ readonly blocks: number }> {
  let seen = from;
  let total = 0;
  for (const began = performance.now(); performance.now() - began < PATIENCE_MS;) {
    const latest = await height(url);
    for (let low = seen + 1; low <= latest; low += 20) {
      const high = Math.min(latest, low + 19);
      const answer = (await (await fetch(`${url}/blockchain?minHeight=${low}&maxHeight=${high}`)).json()) as {
        result: { block_metas: Meta[] };
      };
      for (const meta of answer.result.block_metas.toReversed()) {
        total += Number(meta.num_txs);
        tell(total);
      }
    }
    seen = latest;
    if (total >= count) return { blocks: seen - from };
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`${total} of ${count} transactions came into blocks`);
}

async function height(url: string): Promise<number> {
  const answer = (await (await fetch(`${url}/status`)).json()) as {
    result: { sync_info: { latest_block_height: string } };
  };
  return Number(answer.result.sync_info.latest_block_height);
}
