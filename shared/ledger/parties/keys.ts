/** Keys of parties (DESIGN §3). MINIMAL: the room of parties replaces this file; decisions call it by these names. */
import { addressOf } from "../../codec/address.ts";
import { fromHex } from "../../codec/bytes.ts";
import type { SignatureCheck } from "../../codec/signature.ts";
import type { Reader } from "../../state/reader.ts";
import type { Context } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { keyProofDigest } from "../identity.ts";
import { KEY } from "../keys.ts";
import type { PartyRecord } from "../records.ts";
import { load, save } from "../stored.ts";

/** The new key's signature over the party that it will be bound to. */
export function keyProofHolds(
  check: SignatureCheck,
  chainId: string,
  party: string,
  key: string,
  proof: string,
): boolean {
  return check.verify(fromHex(proof), keyProofDigest(party, key, chainId), fromHex(key));
}

/** The key's address is no party's id: `party` itself aside. */
export function keyFree(reader: Reader, key: string, party: string | null = null): boolean {
  const address = addressOf(fromHex(key));
  return address === party || load.party(reader, address) === undefined;
}

export function replaceKey(context: Context, party: string, key: string): void {
  save(context.state, KEY.party(party), { ...knownParty(context, party), keys: [key] } satisfies PartyRecord);
}
