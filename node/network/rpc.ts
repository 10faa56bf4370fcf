/** A few questions to CometBFT's RPC of a node that we run ourselves: JSON in, parsed, a deadline each. */
import { z } from "zod";

const int = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, "base64")));
const hex = z
  .string()
  .regex(/^([0-9a-fA-F]{2})*$/)
  .transform((text) => new Uint8Array(Buffer.from(text, "hex")));

const Status = z.object({
  node_info: z.object({ network: z.string(), moniker: z.string(), version: z.string() }),
  sync_info: z.object({
    latest_block_height: int,
    latest_block_hash: z.string(),
    latest_block_time: z.string(),
    catching_up: z.boolean(),
  }),
  validator_info: z.object({ address: z.string(), voting_power: int }),
});
export type Status = z.infer<typeof Status>;

const Block = z.object({
  block_id: z.object({ hash: z.string() }),
  block: z.object({
    header: z.object({ height: int, time: z.string(), app_hash: hex }),
    data: z.object({
      txs: z
        .array(bytes)
        .nullish()
        .transform((txs) => txs ?? []),
    }),
  }),
});
export type Block = z.infer<typeof Block>;

const Sent = z.object({ code: z.number().int(), log: z.string() });
const NetInfo = z.object({ n_peers: int });

export class RpcFailure extends Error {
  override readonly name = "RpcFailure";
}

const PATIENCE = 10_000;

export async function callRpc<T>(
  url: string,
  method: string,
  params: Readonly<Record<string, string>>,
  shape: z.ZodType<T>,
): Promise<T> {
  let response: Response;
  let json: unknown;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    json = await response.json();
  } catch (error) {
    throw new RpcFailure(`${url} does not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = z.object({ result: z.unknown().optional(), error: z.unknown().optional() }).safeParse(json);
  if (!read.success || read.data.error !== undefined)
    throw new RpcFailure(`${url} refused ${method}: ${JSON.stringify(read.data?.error ?? null).slice(0, 300)}`);
  const shaped = shape.safeParse(read.data.result);
  if (!shaped.success) throw new RpcFailure(`${url} answered ${method} in an unknown form`);
  return shaped.data;
}

export const statusOf = (url: string): Promise<Status> => callRpc(url, "status", {}, Status);
export const peersOf = async (url: string): Promise<number> => (await callRpc(url, "net_info", {}, NetInfo)).n_peers;
/** Refused while the block is not there. */
export const blockAt = (url: string, height: number): Promise<Block> =>
  callRpc(url, "block", { height: String(height) }, Block);
export const sendTx = (url: string, tx: Uint8Array): Promise<{ readonly code: number; readonly log: string }> =>
  callRpc(url, "broadcast_tx_sync", { tx: Buffer.from(tx).toString("base64") }, Sent);
