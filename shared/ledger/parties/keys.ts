/**
 * Keys (DESIGN §3): account keys are bound to a party and can be rotated, which voids what the old key signed and has not
 * arrived, or replaced by the regulators' quorum. A key is bound to one party at most.
 */
import { addressOf } from "../../codec/address.ts";
import { fromHex } from "../../codec/bytes.ts";
import type { SignatureCheck } from "../../codec/signature.ts";
import type { Reader, Writer } from "../../state/reader.ts";
import type { Context } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { keyProofDigest } from "../identity.ts";
import { KEY } from "../keys.ts";
import type { Evidence, PartyRecord, Refusal } from "../records.ts";
import { holds, refusalOf } from "../rules.ts";
import { load, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { dropMove } from "./moving.ts";
import { withdrawOffers } from "./offersOf.ts";
import type { EncryptionRecord } from "./records.ts";

/** The party that a key is bound to. */
export function ownerOf(reader: Reader, key: string): string | undefined {
  return reader.get(KEY.keyOf(key)) as string | undefined;
}

/** The key is bound to no party, and its address is no party's id: `party` itself aside. */
export function keyFree(reader: Reader, key: string, party: string | null = null): boolean {
  const owner = ownerOf(reader, key);
  if (owner !== undefined && owner !== party) return false;
  const address = addressOf(fromHex(key));
  return address === party || load.party(reader, address) === undefined;
}

/** The new key signed that it wants to be bound to this party (identity.ts, keyProof). */
export function keyProofHolds(
  check: SignatureCheck,
  chainId: string,
  party: string,
  key: string,
  proof: string,
): boolean {
  return check.verify(fromHex(proof), keyProofDigest(party, key, chainId), fromHex(key));
}

export function bindKey(state: Writer, key: string, party: string): void {
  save(state, KEY.keyOf(key), party);
}

export function unbindKeys(state: Writer, { id, keys }: PartyRecord): void {
  for (const key of keys) if (ownerOf(state, key) === id) state.delete(KEY.keyOf(key));
}

/** The key that signs gives way to another one. */
export function rotate(context: Context, { body, signatures }: Evidence<TxOf<"key.rotate">>): Refusal | undefined {
  const { state, check, params } = context;
  const refusal = refusalOf([
    holds("key.free", ownerOf(state, body.key) === undefined && keyFree(state, body.key, body.sender)),
    holds("key.proof", keyProofHolds(check, params.chainId, body.sender, body.key, body.proof)),
  ]);
  if (refusal) return refusal;
  const party = knownParty(context, body.sender);
  const old = signatures[0]?.key;
  if (old !== undefined) state.delete(KEY.keyOf(old));
  bindKey(state, body.key, party.id);
  save(state, KEY.party(party.id), { ...party, keys: party.keys.map((key) => (key === old ? body.key : key)) });
  return undefined;
}

/** Another key for sealed messages; the one before can still be read. */
export function changeEncryption(context: Context, body: TxOf<"key.encryption">): Refusal | undefined {
  const { state, height } = context;
  const before = encryptionOf(state, body.sender);
  const refusal = refusalOf([
    holds("encryption.new", body.key !== before?.current.key && body.key !== before?.previous?.key),
    holds("encryption.account", ownerOf(state, body.key) === undefined),
  ]);
  if (refusal) return refusal;
  save(state, KEY.sealKey(body.sender), {
    current: { key: body.key, height },
    previous: before?.current ?? null,
  } satisfies EncryptionRecord);
  return undefined;
}

export function encryptionOf(reader: Reader, party: string): EncryptionRecord | undefined {
  return reader.get(KEY.sealKey(party)) as unknown as EncryptionRecord | undefined;
}

/**
 * The regulators bind another key instead of all that the party had. Its live offers are withdrawn and its move is dropped: a
 * thief may have signed them. The caller has checked keyFree and keyProofHolds.
 */
export function replaceKey(context: Context, id: string, key: string): void {
  const { state } = context;
  const party = knownParty(context, id);
  unbindKeys(state, party);
  bindKey(state, key, id);
  save(state, KEY.party(id), { ...party, keys: [key] });
  withdrawOffers(context, id);
  dropMove(context, party.point);
}
