/**
 * A snapshot for state sync (docs/protocol/state-files.md, CometBFT spec/abci, "State Sync"): the state's entries cut into chunks. Its
 * metadata lists the SHA-256 of every chunk before compression, so that a bad chunk is known on arrival and compressors may
 * differ from node to node; its hash binds the list to the height.
 */
import { deflateRaw, inflateRawSync } from "node:zlib";
import { promisify } from "node:util";
import { concat, equalBytes } from "../../../shared/codec/bytes.ts";
import { nativeSha256 } from "../nativeSha256.ts";

export const SNAPSHOT_FORMAT = 1;
/** Characters of a chunk before compression. CometBFT carries at most 16 MB. */
export const CHUNK_SIZE = 2_097_152;
/** Most bytes that a chunk may grow to: every character three bytes, and one entry more. */
export const CHUNK_LIMIT = 4 * CHUNK_SIZE;
/** Chunks at most: the list of their hashes has to fit into CometBFT's message of 4 MB. */
export const CHUNKS_MAX = 65_536;

export interface Snapshot {
  readonly height: number;
  readonly format: number;
  readonly chunks: number;
  readonly hash: Uint8Array;
  /** SHA-256 of each chunk before compression, one after the other. */
  readonly metadata: Uint8Array;
}

export function snapshotOf(height: number, chunkHashes: readonly Uint8Array[]): Snapshot {
  const metadata = concat(...chunkHashes);
  return {
    height,
    format: SNAPSHOT_FORMAT,
    chunks: chunkHashes.length,
    hash: snapshotHash(height, metadata),
    metadata,
  };
}

/** Says what is wrong with a snapshot of this format that somebody offers; undefined when it agrees with itself. */
export function snapshotProblem(snapshot: Snapshot): string | undefined {
  const { height, chunks, hash, metadata } = snapshot;
  if (!Number.isSafeInteger(height) || height < 1) return `there is no height ${height}`;
  if (!(chunks >= 1 && chunks <= CHUNKS_MAX)) return `${chunks} chunks`;
  if (metadata.length !== chunks * 32) return `${metadata.length} bytes of hashes for ${chunks} chunks`;
  return equalBytes(hash, snapshotHash(height, metadata)) ? undefined : "its hash is not that of its list";
}

/** The hash that a chunk must have. */
export const chunkHash = (snapshot: Snapshot, index: number): Uint8Array =>
  snapshot.metadata.slice(index * 32, index * 32 + 32);

/** SHA-256(height as 8 bytes, big-endian | metadata). */
function snapshotHash(height: number, metadata: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + metadata.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(height));
  bytes.set(metadata, 8);
  return nativeSha256(bytes);
}

const deflated = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;

/** RFC 1951, off this thread. */
export const pack = async (chunk: Uint8Array): Promise<Uint8Array> => new Uint8Array(await deflated(chunk));

/** Undefined for what is not deflated, or grows beyond the limit. */
export function unpack(packed: Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: CHUNK_LIMIT }));
  } catch {
    return undefined;
  }
}
