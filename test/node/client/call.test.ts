/** One question to a node: what cannot be used is told apart, and is never taken for an answer. */
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { ANSWER_BYTES, callRpc, RpcFailure } from "../../../node/client/call.ts";
import { statusOf, txAt, validatorsAt } from "../../../node/client/questions.ts";

let server: Server | undefined;
afterEach(() => void server?.close());

async function nodeThat(answer: (response: ServerResponse) => void): Promise<string> {
  const listening = createServer((_, response) => answer(response));
  server = listening;
  await new Promise<void>((done) => void listening.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}
const says = (json: unknown) => nodeThat((response) => void response.end(JSON.stringify(json)));
async function failureOf(asked: Promise<unknown>): Promise<RpcFailure> {
  const error = await asked.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RpcFailure)) throw new Error("it answered, or failed otherwise");
  return error;
}

test("a refusal keeps its code, and the reason that CometBFT puts beside its message", async () => {
  const url = await says({ error: { code: -32603, message: "Internal error", data: "height 9 is not available" } });
  const { problem, message } = await failureOf(callRpc(url, "block", { height: "9" }, z.unknown()));
  expect(problem).toEqual({ kind: "refused", code: -32603, message: "Internal error: height 9 is not available" });
  expect(message).toBe(`${url} refused block: Internal error: height 9 is not available (-32603)`);
});

test("an answer of another form is named by its path", async () => {
  const url = await says({ result: { node_info: { network: 7 } } });
  expect((await failureOf(statusOf(url))).problem).toEqual({ kind: "misshapen", path: "node_info.network" });
});

test("what is no JSON, too long, or elsewhere is silence", async () => {
  const kinds = [
    (response: ServerResponse) => void response.end("<html>"),
    (response: ServerResponse) => void response.end(`"${"a".repeat(ANSWER_BYTES)}"`),
    (response: ServerResponse) => void response.writeHead(302, { location: "http://127.0.0.1/" }).end(),
    (response: ServerResponse) => void response.end(Buffer.from([0x22, 0xff, 0x22])),
  ];
  for (const kind of kinds) {
    const url = await nodeThat(kind);
    expect((await failureOf(callRpc(url, "status", {}, z.unknown()))).problem.kind).toBe("silent");
    server?.close();
  }
});

test("nobody there: the sentence says what the system said, not only that it failed", async () => {
  const url = await says({});
  await new Promise((done) => void server?.close(done));
  expect((await failureOf(statusOf(url))).message).toContain("ECONNREFUSED");
});

test("a transaction that the node has not is none; any other refusal is a failure", async () => {
  expect(await txAt(await says({ error: { code: -32603, message: "tx not found" } }), new Uint8Array(32))).toBe(
    undefined,
  );
  server?.close();
  const busy = await says({ error: { code: -32000, message: "busy" } });
  expect((await failureOf(txAt(busy, new Uint8Array(32)))).problem).toMatchObject({ kind: "refused", code: -32000 });
});

test("pages without validators end the question", async () => {
  const url = await says({ result: { block_height: "3", validators: [], count: "0", total: "5" } });
  expect((await failureOf(validatorsAt(url, 3))).problem.kind).toBe("misshapen");
});
