/** Entry of the query thread: news of the chain and questions in, answers out, one after the other. */
import { parentPort } from "node:worker_threads";
import { knownRules } from "../knownRules.ts";
import type { FromThread, ToThread } from "./messages.ts";
import { QueryReplica } from "./queryReplica.ts";

const port = parentPort;
if (!port) throw new Error("this is the entry of a worker thread");
const replica = new QueryReplica(knownRules);
port.on("message", (message: ToThread) => {
  const answer = replica.take(message);
  if (answer && message.kind === "ask")
    port.postMessage({ kind: "answer", id: message.id, answer } satisfies FromThread);
});
