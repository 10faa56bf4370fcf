/** The query thread's entry, but that it dies when it is asked to. */
import { parentPort } from "node:worker_threads";
import type { FromThread, ToThread } from "../../../../node/application/queries/messages.ts";
import { QueryReplica } from "../../../../node/application/queries/queryReplica.ts";
import { knownRules } from "../../../../node/application/knownRules.ts";

const replica = new QueryReplica(knownRules);
parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "ask" && message.request.path === "/die") throw new Error("asked to die");
  const answer = replica.take(message);
  if (answer && message.kind === "ask")
    parentPort?.postMessage({ kind: "answer", id: message.id, answer } satisfies FromThread);
});
