/**
 * A file of signed entries (docs/protocol/outbox.md): canonical JSON, so that one content has one byte string. It holds no key and no trust:
 * whoever has it can send what its senders signed, and nothing else. Bounded before anything is parsed, each signature checked.
 */
import { base64 } from "@scure/base";
import { z } from "zod";
import { base64Text } from "../codec/base64Text.ts";
import { toHex, utf8 } from "../codec/bytes.ts";
import {
  canonicalText,
  type CodecFault,
  decodeCanonical,
  encodeCanonical,
  type Json,
  TX_LIMITS,
} from "../codec/canonical.ts";
import { taggedHash } from "../codec/hash.ts";
import { nobleSignatures } from "../codec/signature.ts";
import { decodeTransaction } from "../ledger/identity.ts";
import type { TxBody } from "../ledger/transactions.ts";
import { ChainId } from "../ledger/units.ts";
import { everySignatureVerifies } from "../ledger/validity.ts";

export const OUTBOX_FORMAT = "wattlight-outbox-1";
/** Largest file, bytes, and deepest nesting: checked before anything is parsed. */
export const OUTBOX_LIMITS = { bytes: 1 << 20, depth: 4 } as const;
/** Most entries of one file. */
export const ENTRIES_MAX = 512;

export interface CarriedEntry {
  readonly id: string;
  readonly bytes: Uint8Array;
  readonly body: TxBody;
}

export interface OutboxFile {
  readonly chainId: string;
  /** In the order in which they are to be sent: what builds on another one comes after it. */
  readonly entries: readonly CarriedEntry[];
}

export type OutboxFileFault =
  | { readonly fault: "codec"; readonly codec: CodecFault }
  /** JSON of another kind. */
  | { readonly fault: "notOutbox" }
  /** Made by a version of the program that this one does not know. */
  | { readonly fault: "format"; readonly format: string }
  | { readonly fault: "shape"; readonly path: string; readonly problem: string }
  /** Changed since it was saved. */
  | { readonly fault: "digest" }
  | { readonly fault: "entry"; readonly index: number; readonly problem: "malformed" | "signature" | "twice" };

export type ParsedOutbox =
  { readonly ok: true; readonly file: OutboxFile } | { readonly ok: false; readonly fault: OutboxFileFault };

const Shape = z.strictObject({
  format: z.literal(OUTBOX_FORMAT),
  chainId: ChainId,
  entries: z
    .array(base64Text(Math.ceil(TX_LIMITS.bytes / 3) * 4))
    .min(1)
    .max(ENTRIES_MAX),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The file's bytes; throws a RangeError where there are more entries or bytes than one file may have. */
export function encodeOutbox(chainId: string, entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length === 0 || entries.length > ENTRIES_MAX)
    throw new RangeError(`${entries.length} entries do not fit into one file`);
  const content = { format: OUTBOX_FORMAT, chainId, entries: entries.map((bytes) => base64.encode(bytes)) };
  const bytes = encodeCanonical({ ...content, digest: digestOf(content, chainId) });
  if (bytes.length > OUTBOX_LIMITS.bytes) throw new RangeError(`a file of ${bytes.length} bytes is too large`);
  return bytes;
}

/** Reads a file that anybody may have made. */
export function parseOutbox(bytes: Uint8Array): ParsedOutbox {
  const decoded = decodeCanonical(bytes, OUTBOX_LIMITS);
  if (!decoded.ok) return bad({ fault: "codec", codec: decoded });
  const format = formatOf(decoded.value);
  if (format === undefined) return bad({ fault: "notOutbox" });
  if (format !== OUTBOX_FORMAT) return bad({ fault: "format", format });
  const shaped = Shape.safeParse(decoded.value);
  if (!shaped.success) {
    const issue = shaped.error.issues[0];
    return bad({ fault: "shape", path: `$.${issue?.path.join(".") ?? ""}`, problem: issue?.message ?? "unknown" });
  }
  const { chainId, digest } = shaped.data;
  const { digest: _, ...content } = decoded.value as { readonly [key: string]: Json };
  if (digestOf(content, chainId) !== digest) return bad({ fault: "digest" });
  const entries: CarriedEntry[] = [];
  const ids = new Set<string>();
  for (const [index, entry] of shaped.data.entries.entries()) {
    const tx = decodeTransaction(entry, chainId);
    if (!tx.ok) return bad({ fault: "entry", index, problem: "malformed" });
    if (everySignatureVerifies(tx.tx, tx.digest, nobleSignatures))
      return bad({ fault: "entry", index, problem: "signature" });
    if (ids.has(tx.id)) return bad({ fault: "entry", index, problem: "twice" });
    ids.add(tx.id);
    entries.push({ id: tx.id, bytes: entry, body: tx.tx.body });
  }
  return { ok: true, file: { chainId, entries } };
}

function digestOf(content: { readonly [key: string]: Json }, chainId: string): string {
  return toHex(taggedHash("outbox", chainId, utf8(canonicalText(content))));
}

/** The stated format, where it is one of an outbox at all. */
function formatOf(value: Json): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { format } = value as { readonly [key: string]: Json };
  return typeof format === "string" && /^wattlight-outbox-\d{1,4}$/.test(format) ? format : undefined;
}

function bad(fault: OutboxFileFault): { readonly ok: false; readonly fault: OutboxFileFault } {
  return { ok: false, fault };
}
