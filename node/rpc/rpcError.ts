/** JSON-RPC 2.0 errors as CometBFT answers them (rpc/jsonrpc/types): a code, a fixed message, and the particulars in `data`. */
export const PARSE_ERROR = -32700;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const INTERNAL_ERROR = -32603;
export const SERVER_ERROR = -32000;

const MESSAGES: Readonly<Record<number, string>> = {
  [PARSE_ERROR]: "Parse error. Invalid JSON",
  [INVALID_REQUEST]: "Invalid Request",
  [METHOD_NOT_FOUND]: "Method not found",
  [INVALID_PARAMS]: "Invalid params",
  [INTERNAL_ERROR]: "Internal error",
  [SERVER_ERROR]: "Server error",
};

export class RpcError extends Error {
  readonly code: number;
  readonly data: string;
  constructor(code: number, data = "") {
    super(MESSAGES[code] ?? "Server error");
    this.name = "RpcError";
    this.code = code;
    this.data = data;
  }
}
