/**
 * The vault file's format: passphrase → scrypt (RFC 7914) → XChaCha20-Poly1305. Everything but the ciphertext is authenticated as
 * associated data; a checksum tells a damaged file from a wrong passphrase. A file that asks for a cheaper derivation than the floor, or
 * for so much memory that it would bring the computer down, is refused before it is run. Version 2, with several accounts, is what is
 * written; version 1, with the words' first account alone, is read for ever and becomes version 2 with the first change.
 */
import { createHash, randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { z } from "zod";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, encodeCanonical } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { PartyId } from "../../shared/ledger/units.ts";
import { KeptAccount, soundAccounts } from "./accounts.ts";
import { type Contents, packContents, unpackContents } from "./contents.ts";
import { deriveKey, KDF_CEILING, KDF_FLOOR, type KdfCost } from "./kdf.ts";

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

const format = z.literal("wattlight-vault");
const rest = {
  kdf: z.strictObject({
    name: z.literal("scrypt"),
    n: z.number().int(),
    r: z.number().int(),
    p: z.number().int(),
    salt: hex(32),
  }),
  cipher: z.strictObject({ name: z.literal("xchacha20-poly1305"), nonce: hex(24) }),
  ciphertext: z.string().regex(/^(?:[0-9a-f]{2}){16,1200}$/),
  checksum: hex(32),
};

/** Public, so that a locked wallet knows whose it is; compared with the keys on every unlock. */
const first = z.strictObject({
  address: PartyId,
  publicKey: hex(33),
  meterId: z.string().regex(/^[a-z0-9-]{1,64}$/),
  meterKey: hex(33),
});
export const Envelope = z.discriminatedUnion("version", [
  z.strictObject({ format, version: z.literal(1), account: first, ...rest }),
  z.strictObject({ format, version: z.literal(2), accounts: z.array(KeptAccount).refine(soundAccounts), ...rest }),
]);
export type Envelope = z.infer<typeof Envelope>;
type Unchecked =
  Omit<Extract<Envelope, { version: 1 }>, "checksum"> | Omit<Extract<Envelope, { version: 2 }>, "checksum">;

/** The accounts of a file of any version. */
export function accountsOf(envelope: Envelope): readonly KeptAccount[] {
  return envelope.version === 2
    ? envelope.accounts
    : [{ kind: "words", index: 0, name: "", hidden: false, ...envelope.account }];
}

/** Seals contents under a passphrase with fresh salt and nonce, at the stated cost of a guess. The caller wipes contents and passphrase. */
export async function sealEnvelope(
  contents: Contents,
  passphrase: Uint8Array,
  accounts: readonly KeptAccount[],
  cost: KdfCost,
): Promise<Envelope> {
  const header = {
    format: "wattlight-vault" as const,
    version: 2 as const,
    accounts: [...accounts],
    kdf: { name: "scrypt" as const, n: cost.n, r: cost.r, p: cost.p, salt: toHex(randomBytes(32)) },
    cipher: { name: "xchacha20-poly1305" as const, nonce: toHex(randomBytes(24)) },
  };
  const plain = packContents(contents);
  const key = await deriveKey(passphrase, header.kdf.salt, header.kdf);
  try {
    const ciphertext = toHex(
      xchacha20poly1305(key, fromHex(header.cipher.nonce), encodeCanonical(header)).encrypt(plain),
    );
    return { ...header, ciphertext, checksum: checksumOf({ ...header, ciphertext }) };
  } finally {
    key.fill(0);
    plain.fill(0);
  }
}

/** What opening may find wrong, before any passphrase is tried. */
export type EnvelopeProblem = "notJson" | "shape" | "checksum" | "newer" | "weak" | "excessive";

/** Text of a vault file to an envelope, or the problem with it. */
export function parseEnvelope(text: string): Envelope | EnvelopeProblem {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return "notJson";
  }
  const newer = z.looseObject({ format: z.literal("wattlight-vault"), version: z.number().int().min(3) });
  if (newer.safeParse(raw).success) return "newer";
  const parsed = Envelope.safeParse(raw);
  if (!parsed.success) return "shape";
  const { checksum, ...rest } = parsed.data;
  if (checksum !== checksumOf(rest)) return "checksum";
  const { n, r, p } = rest.kdf;
  if (n < KDF_FLOOR.n || r < KDF_FLOOR.r || p < KDF_FLOOR.p) return "weak";
  if (n > KDF_CEILING.n || r > KDF_CEILING.r || p > KDF_CEILING.p) return "excessive";
  return (n & (n - 1)) === 0 ? parsed.data : "shape";
}

/** The key that opens an envelope, if the passphrase is its own; 32 bytes that the caller wipes. */
export const envelopeKey = (envelope: Envelope, passphrase: Uint8Array): Promise<Uint8Array> =>
  deriveKey(passphrase, envelope.kdf.salt, envelope.kdf);

/** Faults: `vault.wrongPassphrase` when authentication fails, `vault.content`. The caller wipes the contents. */
export function openWithKey(envelope: Envelope, key: Uint8Array): Contents {
  const { ciphertext, checksum: _, ...header } = envelope;
  let plain: Uint8Array;
  try {
    plain = xchacha20poly1305(key, fromHex(header.cipher.nonce), encodeCanonical(header)).decrypt(fromHex(ciphertext));
  } catch {
    throw new FaultError("vault.wrongPassphrase", {}, "correct");
  }
  try {
    const contents = unpackContents(plain, envelope.version);
    if (!contents) throw new FaultError("vault.content", {}, "restore");
    return contents;
  } finally {
    plain.fill(0);
  }
}

/** Faults: those of `openWithKey`. */
export async function openEnvelope(envelope: Envelope, passphrase: Uint8Array): Promise<Contents> {
  const key = await envelopeKey(envelope, passphrase);
  try {
    return openWithKey(envelope, key);
  } finally {
    key.fill(0);
  }
}

/** Passphrase bytes as they enter the derivation: NFKC, UTF-8. One passphrase has one spelling on every keyboard. */
export function passphraseBytes(passphrase: string): Uint8Array {
  return new Uint8Array(Buffer.from(passphrase.normalize("NFKC"), "utf8"));
}

function checksumOf(rest: Unchecked): string {
  return createHash("sha256").update(canonicalText(rest)).digest("hex");
}
