/** The account of nobody: the worker wants one, the kiosk has none. Its keys are made up, and what belongs to them is forgotten at once. */
import { randomBytes } from "node:crypto";
import { toHex } from "../../shared/codec/bytes.ts";
import { addressOf } from "../../shared/codec/address.ts";
import type { Account } from "../local/port.ts";

export function nobody(): Account {
  const key = (): Uint8Array => new Uint8Array([2, ...randomBytes(32)]);
  const own = key();
  return { address: addressOf(own), publicKey: toHex(own), meterId: toHex(randomBytes(16)), meterKey: toHex(key()) };
}
