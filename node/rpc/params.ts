/**
 * Parameters of a call, read by name with a position for arrays. Three spellings reach us (CometBFT rpc/jsonrpc/server):
 * JSON with 64-bit integers as strings or numbers, bytes as base64 or (HexBytes) hex; URI text with "quoted" strings and 0x hex.
 */
import { INVALID_PARAMS, RpcError } from "./rpcError.ts";
import type { Request } from "./jsonRpc.ts";

export interface Params {
  /** A height, page or count; undefined when absent. */
  int(name: string): number | undefined;
  flag(name: string): boolean;
  text(name: string): string | undefined;
  /** `[]byte`: base64 in JSON. */
  bytes(name: string): Uint8Array;
  /** `HexBytes`: hex in JSON. */
  hexBytes(name: string): Uint8Array;
  /** As it came. */
  raw(name: string): unknown;
}

const UINT = /^\d{1,15}$/;
const HEX = /^(?:[0-9a-fA-F]{2})*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const wrong = (name: string, expected: string) => new RpcError(INVALID_PARAMS, `${name}: expected ${expected}`);

/** `names` gives the order of positional parameters. */
export function jsonParams(params: Request["params"], names: readonly string[]): Params {
  if (Array.isArray(params) && params.length > names.length)
    throw new RpcError(INVALID_PARAMS, `${params.length} parameters, at most ${names.length}`);
  const value = (name: string): unknown => {
    if (Array.isArray(params)) return params[names.indexOf(name)] ?? undefined;
    return Object.hasOwn(params, name) ? ((params as Record<string, unknown>)[name] ?? undefined) : undefined;
  };
  return {
    raw: value,
    int(name) {
      const given = value(name);
      if (given === undefined || given === "") return undefined;
      if (typeof given === "string" && UINT.test(given)) return Number(given);
      if (typeof given === "number" && Number.isSafeInteger(given) && given >= 0) return given;
      throw wrong(name, "a whole number");
    },
    flag(name) {
      const given = value(name);
      if (given === undefined || typeof given === "boolean") return given ?? false;
      throw wrong(name, "true or false");
    },
    text(name) {
      const given = value(name);
      if (given === undefined || typeof given === "string") return given;
      throw wrong(name, "text");
    },
    bytes: (name) => bytesIn(name, value(name), BASE64, "base64"),
    hexBytes: (name) => bytesIn(name, value(name), HEX, "hex"),
  };
}

function bytesIn(name: string, given: unknown, form: RegExp, encoding: "base64" | "hex"): Uint8Array {
  if (given === undefined) return new Uint8Array();
  if (typeof given !== "string" || !form.test(given)) throw wrong(name, `bytes in ${encoding}`);
  return new Uint8Array(Buffer.from(given, encoding));
}

/** Query string of a GET: `height=5`, `hash=0xAB…`, `query="tm.event='NewBlock'"`, `prove=true`. */
export function uriParams(search: URLSearchParams): Params {
  const unquoted = (name: string): string | undefined => {
    const given = search.get(name) ?? undefined;
    return given !== undefined && given.length >= 2 && given.startsWith('"') && given.endsWith('"')
      ? given.slice(1, -1)
      : given;
  };
  const bytes = (name: string): Uint8Array => {
    const given = search.get(name);
    if (given === null) return new Uint8Array();
    if (given.startsWith("0x")) {
      if (!HEX.test(given.slice(2))) throw wrong(name, "0x and hex");
      return new Uint8Array(Buffer.from(given.slice(2), "hex"));
    }
    return new Uint8Array(Buffer.from(unquoted(name) ?? "", "utf8"));
  };
  return {
    raw: unquoted,
    int(name) {
      const given = unquoted(name);
      if (given === undefined || given === "") return undefined;
      if (!UINT.test(given)) throw wrong(name, "a whole number");
      return Number(given);
    },
    flag(name) {
      const given = search.get(name);
      if (given === null || given === "false" || given === "") return false;
      if (given === "true") return true;
      throw wrong(name, "true or false");
    },
    text: unquoted,
    bytes,
    hexBytes: bytes,
  };
}
