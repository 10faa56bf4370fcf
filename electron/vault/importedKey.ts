/**
 * A secret key from elsewhere: 32 bytes as 64 hex digits, alone or as the only such line of a small text file. It makes an account of
 * its own; the words of the wallet do not bring it back.
 */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { fromHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";

export const KEY_FILE_BYTES_MAX = 4096;

/**
 * 32 bytes that the caller wipes. `0x` before them, capitals and blank space around them do not matter; lines that begin with # are for
 * people. Faults: `key.notHex`, `key.length` {digits}, `key.several` {count}, `key.range` (0, or not below the order of the curve).
 */
export function readKey(typed: string): Uint8Array {
  const lines = typed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length > 1) throw new FaultError("key.several", { count: lines.length }, "correct");
  const digits = (lines[0] ?? "").replace(/^0x/i, "").toLowerCase();
  if (!/^[0-9a-f]+$/.test(digits)) throw new FaultError("key.notHex", {}, "correct");
  if (digits.length !== 64) throw new FaultError("key.length", { digits: digits.length }, "correct");
  const key = fromHex(digits);
  if (secp256k1.utils.isValidSecretKey(key)) return key;
  key.fill(0);
  throw new FaultError("key.range", {}, "correct");
}
