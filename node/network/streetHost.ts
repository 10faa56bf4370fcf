/** What the demo street and the demo's offices work with, over a followed chain: the replayed state, and a node that takes transactions. */
import type { Json } from "../../shared/codec/canonical.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import { queryOf } from "../../shared/ledger/runQuery.ts";
import { ledgerRules } from "../application/ledgerRules.ts";
import type { StreetHost } from "../street/port.ts";
import type { Follower } from "./follower.ts";
import { sendTx } from "../client/questions.ts";

export function streetHost(follower: Follower, url: string, folder: string, log: (line: string) => void): StreetHost {
  const { app } = follower;
  const { params } = app;
  return {
    chainId: params.chainId,
    params,
    folder,
    submit(tx) {
      // Its own copy of the state says at once what the nodes will say; they are told of what is valid, and not waited for.
      const { code, log: refusal } = app.checkTx(tx);
      if (code !== 0) return JSON.parse(refusal) as Refusal;
      sendTx(url, tx).then(
        (sent) => sent.code === 0 || log(`street: a node refused a transaction: ${sent.log.slice(0, 200)}`),
        (error: unknown) => log(`street: ${error instanceof Error ? error.message : String(error)}`),
      );
      return undefined;
    },
    query<N extends QueryName>(name: N, input: QueryIn<N>): QueryOut<N> {
      return ledgerRules.runQuery(app.state, name, queryOf(name).version, input as Json) as unknown as QueryOut<N>;
    },
    onBlock: (listener) => follower.onBlock(listener),
    log,
  };
}
