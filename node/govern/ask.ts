/** A question to one's own node: the ledger's query on the witness that it gives, under the root of its next header. Its word is taken: it is ours. */
import { encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { queryOf, runQuery } from "../../shared/ledger/runQuery.ts";
import { openWitness } from "../../shared/state/openWitness.ts";
import { blockAt, queryAt, statusOf } from "../client/questions.ts";
import { OperatorComplaint } from "../command/operatorComplaint.ts";

export async function ask<N extends QueryName>(url: string, name: N, input: QueryIn<N>): Promise<QueryOut<N>> {
  const newest = (await statusOf(url)).sync_info.latest_block_height;
  const { version } = queryOf(name);
  const height = newest - 1;
  const { code, witness } = await queryAt(url, `/query/${name}/${version}`, encodeCanonical(input as Json), height);
  if (code !== 0) throw new OperatorComplaint(`${url} does not answer ${name} at block ${height} (code ${code})`);
  const root = (await blockAt(url, newest)).block.header.app_hash;
  return runQuery(openWitness(witness, root), name, version, input as Json) as unknown as QueryOut<N>;
}
