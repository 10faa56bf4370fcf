/**
 * A person's or an office's key on a machine without a network: the account key that signs decisions, checkpoints, network files. As a plain
 * file (format 1), or sealed by a passphrase (format 2): scrypt (RFC 7914), then ChaCha20-Poly1305 (RFC 8439) over the secret, with all
 * other fields as associated data.
 */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { existsSync } from "node:fs";
import { z } from "zod";
import { addressOf } from "../../shared/codec/address.ts";
import { fromHex, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { encodeCanonical } from "../../shared/codec/canonical.ts";
import { publicKeyOf } from "../../shared/codec/signature.ts";
import { Hex32, PublicKey } from "../../shared/ledger/units.ts";
import { Complaint } from "../command/complaint.ts";
import { jsonIn } from "../files/inputFile.ts";
import { writeOutput } from "../files/outputFile.ts";

const Plain = z.strictObject({ format: z.literal("wattlight-regulator-key-1"), secret: Hex32 });

/** N = 2^17, r = 8: 128 MiB and about a third of a second for each guess. A file may ask for as much as 2^20. */
const COST = { n: 2 ** 17, r: 8, p: 1 } as const;
const Sealed = z.strictObject({
  format: z.literal("wattlight-regulator-key-2"),
  key: PublicKey,
  kdf: z.strictObject({
    name: z.literal("scrypt"),
    n: z.union([z.literal(2 ** 17), z.literal(2 ** 18), z.literal(2 ** 19), z.literal(2 ** 20)]),
    r: z.literal(8),
    p: z.literal(1),
    salt: Hex32,
  }),
  cipher: z.strictObject({ name: z.literal("chacha20-poly1305"), nonce: z.string().regex(/^[0-9a-f]{24}$/) }),
  /** The secret's 32 bytes and the tag's 16. */
  ciphertext: z.string().regex(/^[0-9a-f]{96}$/),
});
type Sealed = z.infer<typeof Sealed>;
export const KeyFile = z.discriminatedUnion("format", [Plain, Sealed]);
export type KeyFile = z.infer<typeof KeyFile>;

const KEY_BYTES = 4096;
const TAG = { authTagLength: 16 } as const;
export const SHORTEST_PASSPHRASE = 12;

/** Asked only where the file is sealed; `again`: a new one, typed twice. */
export type AskPassphrase = (path: string, again: boolean) => Promise<string>;

/** 32 bytes, hex. Throws a Complaint for a file that is none, and for a passphrase that does not open it. */
export async function secretIn(path: string, ask: AskPassphrase): Promise<string> {
  const file = keyFileIn(path);
  if (file.format === "wattlight-regulator-key-1") return file.secret;
  const secret = opened(file, await ask(path, false));
  if (secret === undefined)
    throw new Complaint({ en: `The passphrase does not open ${path}.`, zh: `口令打不开 ${path}。` });
  return secret;
}

export function keyFileIn(path: string): KeyFile {
  return jsonIn(path, KEY_BYTES, KeyFile, { en: "file of a regulator’s key", zh: "监管方密钥文件" });
}

/** The public half, compressed hex, without opening anything, and the party that the ledger knows it as. */
export function publicIn(file: KeyFile): { readonly key: string; readonly party: string } {
  const key = file.format === "wattlight-regulator-key-1" ? toHex(publicKeyOf(fromHex(file.secret))) : file.key;
  return { key, party: addressOf(fromHex(key)) };
}

/** Writes a new key's file for its owner alone; null: not sealed. Throws a Complaint instead of overwriting anything. */
export function writeNewKey(path: string, secret: Uint8Array, passphrase: string | null): KeyFile {
  if (existsSync(path))
    throw new Complaint({
      en: `${path} is there already; a key is never overwritten.`,
      zh: `${path} 已经存在；密钥绝不覆盖。`,
    });
  const file: KeyFile =
    passphrase === null ? { format: "wattlight-regulator-key-1", secret: toHex(secret) } : sealed(secret, passphrase);
  writeOutput(path, `${JSON.stringify(file, undefined, 2)}\n`, 0o600);
  return file;
}

function sealed(secret: Uint8Array, passphrase: string): Sealed {
  const header: Omit<Sealed, "ciphertext"> = {
    format: "wattlight-regulator-key-2",
    key: toHex(publicKeyOf(secret)),
    kdf: { name: "scrypt", ...COST, salt: toHex(randomBytes(32)) },
    cipher: { name: "chacha20-poly1305", nonce: toHex(randomBytes(12)) },
  };
  const cipher = createCipheriv("chacha20-poly1305", derived(header, passphrase), fromHex(header.cipher.nonce), TAG);
  cipher.setAAD(encodeCanonical(header), { plaintextLength: secret.length });
  const body = Buffer.concat([cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return { ...header, ciphertext: body.toString("hex") };
}

function opened({ ciphertext, ...header }: Sealed, passphrase: string): string | undefined {
  const body = fromHex(ciphertext);
  const nonce = fromHex(header.cipher.nonce);
  const decipher = createDecipheriv("chacha20-poly1305", derived(header, passphrase), nonce, TAG);
  decipher.setAAD(encodeCanonical(header), { plaintextLength: 32 });
  decipher.setAuthTag(body.subarray(32));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, 32)), decipher.final()]).toString("hex");
  } catch {
    return undefined;
  }
}

function derived({ kdf: { n, r, p, salt } }: Pick<Sealed, "kdf">, passphrase: string): Buffer {
  // One passphrase has one spelling on every keyboard. maxmem must exceed 128·N·r.
  const bytes = utf8(passphrase.normalize("NFKC"));
  return scryptSync(bytes, fromHex(salt), 32, { N: n, r, p, maxmem: 128 * n * r + (64 << 20) });
}
