/**
 * The header hash once more, apart from shared/light: from what the comet38 client parsed, through cosmjs-types' encoders and
 * Node's SHA-256. (Cosmjs's own hashBlock is unexported and encodes as Tendermint did before v0.34.)
 */
import { createHash } from "node:crypto";
import type { comet38 } from "@cosmjs/tendermint-rpc";
import { Timestamp } from "cosmjs-types/google/protobuf/timestamp";
import { BlockID } from "cosmjs-types/tendermint/types/types";
import { Consensus } from "cosmjs-types/tendermint/version/types";

const sha256 = (...parts: Uint8Array[]) => new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());

function root(items: readonly Uint8Array[]): Uint8Array {
  if (items.length === 1) return sha256(Uint8Array.of(0), items[0] as Uint8Array);
  const split = 2 ** Math.ceil(Math.log2(items.length) - 1);
  return sha256(Uint8Array.of(1), root(items.slice(0, split)), root(items.slice(split)));
}

/** google.protobuf.StringValue and BytesValue of less than 128 bytes. */
const wrapped = (bytes: Uint8Array) => Uint8Array.of(0x0a, bytes.length, ...bytes);

export function independentHash(header: comet38.Header): Uint8Array {
  const { version, time, lastBlockId } = header;
  if (!lastBlockId || header.height > 127) throw new RangeError("heights 2 to 127");
  const ms = time.getTime();
  const nanos = (ms % 1000) * 1_000_000 + (time.nanoseconds ?? 0);
  return root([
    Consensus.encode({ block: BigInt(version.block), app: BigInt(version.app) }).finish(),
    wrapped(new TextEncoder().encode(header.chainId)),
    Uint8Array.of(0x08, header.height),
    Timestamp.encode({ seconds: BigInt(Math.floor(ms / 1000)), nanos }).finish(),
    BlockID.encode({ hash: lastBlockId.hash, partSetHeader: lastBlockId.parts }).finish(),
    ...[
      header.lastCommitHash,
      header.dataHash,
      header.validatorsHash,
      header.nextValidatorsHash,
      header.consensusHash,
      header.appHash,
      header.lastResultsHash,
      header.evidenceHash,
      header.proposerAddress,
    ].map(wrapped),
  ]);
}
