/**
 * A network file from anywhere: a file's bytes, a pasted text, a scanned code or a link. All of them are hostile until a person has
 * compared the fingerprint: size and depth are bounded before parsing, members are known ones, every fault is named with its place.
 */
import { base64urlnopad } from "@scure/base";
import { decodeUtf8, toHex, utf8 } from "../codec/bytes.ts";
import { canonicalText, encodeCanonical, type Json, tooDeepAt } from "../codec/canonical.ts";
import { sha256 } from "../codec/hash.ts";
import { NetworkFile } from "./networkFile.ts";
import { brokenSignature } from "./networkSignatures.ts";

export const NETWORK_LIMITS = { bytes: 1_048_576, depth: 8 } as const;

export type NetworkFault =
  | { readonly fault: "tooLarge"; readonly limit: number }
  | { readonly fault: "notText" }
  | { readonly fault: "tooDeep"; readonly limit: number }
  /** Neither JSON nor a link of ours. */
  | { readonly fault: "notNetwork" }
  /** A link that was cut or changed on its way. */
  | { readonly fault: "link" }
  | { readonly fault: "version"; readonly format: string }
  | { readonly fault: "shape"; readonly path: string }
  /** A signature that does not hold: the file was changed after it was signed, or the signature was. */
  | { readonly fault: "signature"; readonly key: string };
export type NetworkRead =
  { readonly ok: true; readonly network: NetworkFile } | ({ readonly ok: false } & NetworkFault);

const FORMAT = "wattlight-network-1";
const LINK = "wattlight:network/1/";
/** Signs of a format's name that are repeated to the reader. */
const NAMED = 40;

/** A file or a text as bytes; a link may have white space around it and within, as mail programs break lines. */
export function readNetwork(bytes: Uint8Array): NetworkRead {
  if (bytes.length > NETWORK_LIMITS.bytes) return { ok: false, fault: "tooLarge", limit: NETWORK_LIMITS.bytes };
  const text = decodeUtf8(bytes)?.trim();
  if (text === undefined) return { ok: false, fault: "notText" };
  return text.startsWith("wattlight:") ? readLink(text.replaceAll(/\s+/g, "")) : readJson(bytes, text);
}

/**
 * The link of a network, for a code to be scanned or a page to click on: the file without its cards and signatures, which would not fit into
 * a code, as canonical JSON in base64url, and four bytes of its SHA-256, which tell a link that was cut.
 */
export function linkOf(network: NetworkFile): string {
  const bytes = encodeCanonical(linked(network) as unknown as Json);
  return `${LINK}${base64urlnopad.encode(bytes)}.${checkOf(bytes)}`;
}

/** What a link brings of a file. */
export function linked({ signatures: _, ...network }: NetworkFile): NetworkFile {
  return { ...network, cards: [] };
}

/** What two people compare: SHA-256 over the canonical JSON of all but the signatures, lower-case hex; so signing does not change it. */
export function fingerprintOf({ signatures: _, ...network }: NetworkFile): string {
  return toHex(sha256(utf8(canonicalText(network as unknown as Json))));
}

function readLink(text: string): NetworkRead {
  const [coded, check, ...rest] = text.slice(LINK.length).split(".");
  if (!text.startsWith(LINK) || coded === undefined || check === undefined || rest.length > 0)
    return { ok: false, fault: "link" };
  let bytes: Uint8Array;
  try {
    bytes = base64urlnopad.decode(coded);
  } catch {
    return { ok: false, fault: "link" };
  }
  if (checkOf(bytes) !== check) return { ok: false, fault: "link" };
  const inner = decodeUtf8(bytes);
  return inner === undefined ? { ok: false, fault: "link" } : readJson(bytes, inner);
}

function checkOf(bytes: Uint8Array): string {
  return toHex(sha256(bytes).subarray(0, 4));
}

function readJson(bytes: Uint8Array, text: string): NetworkRead {
  if (tooDeepAt(bytes, NETWORK_LIMITS.depth) !== undefined)
    return { ok: false, fault: "tooDeep", limit: NETWORK_LIMITS.depth };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, fault: "notNetwork" };
  }
  const format = typeof json === "object" && json !== null && "format" in json ? json.format : undefined;
  if (typeof format !== "string" || !format.startsWith("wattlight-network-")) return { ok: false, fault: "notNetwork" };
  if (format !== FORMAT) return { ok: false, fault: "version", format: format.slice(0, NAMED) };
  const parsed = NetworkFile.safeParse(json);
  if (parsed.success) {
    const key = brokenSignature(parsed.data);
    return key === undefined ? { ok: true, network: parsed.data } : { ok: false, fault: "signature", key };
  }
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  return { ok: false, fault: "shape", path: [...(issue?.path ?? []), ...unknown].map(String).join(".").slice(0, 100) };
}
