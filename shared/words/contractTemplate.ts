/** placeholder */
import { toHex, utf8 } from "../codec/bytes.ts";
import { sha256 } from "../codec/hash.ts";
import type { ContractKind } from "../ledger/units.ts";
export function templateHash(type: ContractKind): string {
  return toHex(sha256(utf8(type)));
}
