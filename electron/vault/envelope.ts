/**
 * The vault file's format, version 1: passphrase → scrypt (RFC 7914) → XChaCha20-Poly1305. Everything but the ciphertext is
 * authenticated as associated data; a checksum tells a damaged file from a wrong passphrase. A file that asks for a cheaper
 * derivation than the floor, or for so much memory that it would bring the computer down, is refused before it is run.
 */
import { createHash, randomBytes } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { z } from "zod";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, encodeCanonical } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { deriveKey, KDF_CEILING, KDF_FLOOR, type KdfCost } from "./kdf.ts";
import { PartyId } from "../../shared/ledger/units.ts";
import type { PublicAccount } from "./keyring.ts";
import type { Recovery, WordListName } from "./words.ts";

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

const Header = z.strictObject({
  format: z.literal("wattlight-vault"),
  version: z.literal(1),
  /** Public, so that a locked wallet knows whose it is; compared with the derived keys on every unlock. */
  account: z.strictObject({
    address: PartyId,
    publicKey: hex(33),
    meterId: z.string().regex(/^[a-z0-9-]{1,64}$/),
    meterKey: hex(33),
  }),
  kdf: z.strictObject({
    name: z.literal("scrypt"),
    n: z.number().int(),
    r: z.number().int(),
    p: z.number().int(),
    salt: hex(32),
  }),
  cipher: z.strictObject({ name: z.literal("xchacha20-poly1305"), nonce: hex(24) }),
});
type Header = z.infer<typeof Header>;
export const Envelope = z.strictObject({
  ...Header.shape,
  ciphertext: z.string().regex(/^(?:[0-9a-f]{2}){16,128}$/),
  checksum: hex(32),
});
export type Envelope = z.infer<typeof Envelope>;

const LISTS: readonly WordListName[] = ["english", "chinese", "traditional"];

/** Seals a recovery under a passphrase with fresh salt and nonce, at the stated cost of a guess. */
export async function sealEnvelope(
  recovery: Recovery,
  passphrase: Uint8Array,
  account: PublicAccount,
  cost: KdfCost,
): Promise<Envelope> {
  const header: Header = {
    format: "wattlight-vault",
    version: 1,
    account: { ...account },
    kdf: { name: "scrypt", n: cost.n, r: cost.r, p: cost.p, salt: toHex(randomBytes(32)) },
    cipher: { name: "xchacha20-poly1305", nonce: toHex(randomBytes(24)) },
  };
  const plain = Uint8Array.of(1, LISTS.indexOf(recovery.list), ...recovery.entropy);
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
  const newer = z.looseObject({ format: z.literal("wattlight-vault"), version: z.number().int().min(2) });
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

/** Opens an envelope; throws `vault.wrongPassphrase` when authentication fails. */
export async function openEnvelope(envelope: Envelope, passphrase: Uint8Array): Promise<Recovery> {
  const { ciphertext, checksum: _, ...header } = envelope;
  const key = await deriveKey(passphrase, header.kdf.salt, header.kdf);
  let plain: Uint8Array;
  try {
    plain = xchacha20poly1305(key, fromHex(header.cipher.nonce), encodeCanonical(header)).decrypt(fromHex(ciphertext));
  } catch {
    throw new FaultError("vault.wrongPassphrase", {}, "correct");
  } finally {
    key.fill(0);
  }
  try {
    const list = LISTS[plain[1] as number];
    if (plain[0] !== 1 || !list || (plain.length !== 18 && plain.length !== 34))
      throw new FaultError("vault.content", {}, "restore");
    return { entropy: plain.slice(2), list };
  } finally {
    plain.fill(0);
  }
}

/** Passphrase bytes as they enter the derivation: NFKC, UTF-8. One passphrase has one spelling on every keyboard. */
export function passphraseBytes(passphrase: string): Uint8Array {
  return new Uint8Array(Buffer.from(passphrase.normalize("NFKC"), "utf8"));
}

function checksumOf(rest: Omit<Envelope, "checksum">): string {
  return createHash("sha256").update(canonicalText(rest)).digest("hex");
}
