/** Methods that send a transaction: without waiting, after CheckTx, after its block. */
import type { Json } from "../../shared/codec/canonical.ts";
import { equalBytes } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import type { Params } from "./params.ts";
import { INTERNAL_ERROR, RpcError } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";
import { execResultJson, hex } from "./shapes.ts";

/** CometBFT: timeout_broadcast_tx_commit. */
const COMMIT_TIMEOUT = 10_000;
const WHY = {
  seen: "tx already exists in cache",
  full: "mempool is full",
  tooLarge: "Tx too large. Max size is 65536",
} as const;

interface Checked {
  readonly code: 0 | 2;
  readonly log: string;
  readonly hash: Uint8Array;
}

/** CheckTx's answer; what never reaches CheckTx is an error, as with CometBFT. */
function check(node: RpcNode, params: Params): { readonly tx: Uint8Array } & Checked {
  const tx = params.bytes("tx");
  const admission = node.submit(tx);
  const hash = sha256(tx);
  if (admission.added) return { tx, code: 0, log: admission.log, hash };
  if (admission.why === "invalid") return { tx, code: 2, log: admission.log, hash };
  throw new RpcError(INTERNAL_ERROR, WHY[admission.why]);
}

const broadcastJson = ({ code, log, hash }: Checked): Json => ({
  code,
  data: "",
  log,
  codespace: code === 0 ? "" : "wattlight",
  hash: hex(hash),
});

/** The canonical JSON of a Refusal stands in `log` when code is 2. */
export function broadcastSync(node: RpcNode, params: Params): Json {
  return broadcastJson(check(node, params));
}

export function broadcastAsync(node: RpcNode, params: Params): Json {
  const { hash } = check(node, params);
  return broadcastJson({ code: 0, log: "", hash });
}

export async function broadcastCommit(node: RpcNode, params: Params): Promise<Json> {
  const checked = check(node, params);
  const checkTx = execResultJson({ code: checked.code, data: new Uint8Array() }, checked.log);
  const none = execResultJson({ code: 0, data: new Uint8Array() });
  if (checked.code !== 0) return { check_tx: checkTx, tx_result: none, hash: hex(checked.hash), height: "0" };
  return await new Promise<Json>((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      reject(new RpcError(INTERNAL_ERROR, "timed out waiting for tx to be included in a block"));
    }, COMMIT_TIMEOUT);
    const stop = node.onBlock(({ block, results }) => {
      const index = block.txs.findIndex((tx) => equalBytes(tx, checked.tx));
      const result = results[index];
      if (!result) return;
      clearTimeout(timer);
      stop();
      resolve({
        check_tx: checkTx,
        tx_result: execResultJson(result),
        hash: hex(checked.hash),
        height: String(block.header.height),
      });
    });
  });
}
