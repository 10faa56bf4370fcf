/**
 * Fuzzing of the codec (DESIGN §3): whatever bytes come, decoding ends with a value or a named fault, and what it accepts is byte for
 * byte the canonical form of its value. Half of the inputs are genuine transactions after small changes, half are random JSON-like bytes.
 */
import { equalBytes } from "../../../shared/codec/bytes.ts";
import { decodeCanonical, encodeCanonical, TX_LIMITS } from "../../../shared/codec/canonical.ts";
import { decodeTransaction, encodeTransaction } from "../../../shared/ledger/identity.ts";
import { CHAIN } from "../../shared/ledger/market.ts";
import { genuineTransactions } from "../genuine.ts";
import type { Random } from "../mutate.ts";
import { joined, mutate } from "../mutate.ts";
import type { Target } from "./target.ts";

/** Decodes one input; throws when a promise of the codec is broken. */
function tryCodec(bytes: Uint8Array, chainId: string): string {
  const decoded = decodeCanonical(bytes, TX_LIMITS);
  if (decoded.ok && !equalBytes(encodeCanonical(decoded.value), bytes))
    throw new Error("accepted, but the value has another canonical form");
  const tx = decodeTransaction(bytes, chainId);
  if (tx.ok && !equalBytes(encodeTransaction(tx.tx), bytes))
    throw new Error("accepted as a transaction that encodes otherwise");
  if (tx.ok && !decoded.ok) throw new Error("a transaction that is not canonical JSON");
  return tx.ok ? "accepted" : tx.fault;
}

const PIECES = [
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  '"',
  '""',
  '"a"',
  '"b":',
  '"a":1',
  "0",
  "1",
  "-1",
  "1.5",
  "true",
  "false",
  "null",
  "\\",
  " ",
].map((piece) => new TextEncoder().encode(piece));

/** The next input: near a genuine transaction, or put together from pieces of JSON. */
function nextInput(genuine: readonly Uint8Array[], random: Random): Uint8Array {
  if (random.below(2) === 0) return mutate(genuine[random.below(genuine.length)] as Uint8Array, random);
  const parts = Array.from({ length: 1 + random.below(12) }, () => PIECES[random.below(PIECES.length)] as Uint8Array);
  return joined(...parts);
}

export function codec(): Target {
  const genuine = genuineTransactions();
  return { next: (random) => nextInput(genuine, random), run: (bytes) => tryCodec(bytes, CHAIN) };
}
