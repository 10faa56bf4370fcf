/** A question to one's own node: the ledger's query on the witness that it gives, under the root of its next header. Its word is taken: it is ours. */
import { encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { toHex } from "../../shared/codec/bytes.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { queryOf, runQuery } from "../../shared/ledger/runQuery.ts";
import { openWitness } from "../../shared/state/openWitness.ts";
import { z } from "zod";
import { OperatorComplaint } from "../command/operatorComplaint.ts";
import { blockAt, callRpc, statusOf } from "../network/rpc.ts";

const Answer = z.object({
  response: z.object({
    code: z.number().int().default(0),
    value: z
      .string()
      .nullish()
      .transform((text) => new Uint8Array(Buffer.from(text ?? "", "base64"))),
  }),
});

export async function ask<N extends QueryName>(url: string, name: N, input: QueryIn<N>): Promise<QueryOut<N>> {
  const newest = (await statusOf(url)).sync_info.latest_block_height;
  const { version } = queryOf(name);
  const data = toHex(encodeCanonical(input as Json));
  const height = String(newest - 1);
  const { response } = await callRpc(url, "abci_query", { path: `/query/${name}/${version}`, data, height }, Answer);
  if (response.code !== 0)
    throw new OperatorComplaint(`${url} does not answer ${name} at block ${height} (code ${response.code})`);
  const root = (await blockAt(url, newest)).block.header.app_hash;
  return runQuery(openWitness(response.value, root), name, version, input as Json) as unknown as QueryOut<N>;
}
