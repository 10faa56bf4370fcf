/** One JSON-RPC request to one response, whichever way it came. */
import { FaultError } from "../../shared/ipc/fault.ts";
import { errorOf, type Request, type Response, resultOf } from "./jsonRpc.ts";
import { METHODS } from "./methods.ts";
import { jsonParams, type Params } from "./params.ts";
import { INTERNAL_ERROR, METHOD_NOT_FOUND, RpcError, SERVER_ERROR } from "./rpcError.ts";
import type { RpcNode } from "./rpcNode.ts";

/** Never rejects. */
export async function answer(node: RpcNode, request: Request | RpcError): Promise<Response> {
  if (request instanceof RpcError) return errorOf(null, request);
  try {
    const method = METHODS.get(request.method);
    if (method) return resultOf(request.id, await method.run(node, jsonParams(request.params, method.names)));
    return resultOf(request.id, extra(node, request.method, request.params));
  } catch (error) {
    return errorOf(request.id, asRpcError(error));
  }
}

/** As `answer`, for a GET of `/<name>?<params>`. */
export async function answerUri(node: RpcNode, name: string, params: Params): Promise<Response> {
  try {
    const method = METHODS.get(name);
    if (!method) throw new RpcError(METHOD_NOT_FOUND, name.slice(0, 100));
    return resultOf(-1, await method.run(node, params));
  } catch (error) {
    return errorOf(-1, asRpcError(error));
  }
}

function extra(node: RpcNode, method: string, params: unknown) {
  if (!node.extra?.names.has(method)) throw new RpcError(METHOD_NOT_FOUND, method);
  const outcome = node.extra.call(method, params);
  if ("fault" in outcome) throw new RpcError(SERVER_ERROR, outcome.fault);
  return outcome.result;
}

/** A disk's fault keeps its code; its file does not leave this computer. */
function asRpcError(error: unknown): unknown {
  return error instanceof FaultError ? new RpcError(INTERNAL_ERROR, error.fault.code) : error;
}
