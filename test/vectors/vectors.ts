/**
 * Published test vectors, told apart by their shape, run through the wallet's own functions:
 * - Wycheproof ECDSA over secp256k1 with any of its hashes (ecdsa_verify, ecdsa_p1363_verify, ecdsa_bitcoin_verify schemas);
 * - BIP39: `{"english": [[entropy, words, seed, xprv], …], "chinese_simplified": …, "chinese_traditional": …}`, passphrase TREZOR;
 * - BIP32 in the shapes of bip32.ts.
 */
import { createHash, pbkdf2Sync } from "node:crypto";
import { HDKey } from "@scure/bip32";
import { z } from "zod";
import { readPhrase, type WordListName, wordsOf } from "../../electron/vault/words.ts";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { SignatureCheck } from "../../shared/codec/signature.ts";
import { type KeyVector, keyVectorsOf } from "./bip32.ts";
import { compactOf, compressedOf, highS } from "./ecdsa.ts";

export interface VectorRow {
  /** What of the file: a test's number or a path. */
  readonly test: string;
  readonly expected: string;
  readonly got: string;
  /** Null for what is not the wallet's to pass: words of a list that it does not have. */
  readonly passed: boolean | null;
  readonly why: string;
}
export type Checks = Readonly<Record<string, SignatureCheck>>;

/** Names that OpenSSL gives the hashes; digests are cut to the order's 256 bits (FIPS 186-5, section 6.4.2). */
const HASHES: Readonly<Record<string, string>> = {
  "SHA-256": "sha256",
  "SHA-512": "sha512",
  "SHA3-256": "sha3-256",
  "SHA3-512": "sha3-512",
  SHAKE128: "shake128",
  SHAKE256: "shake256",
};

const hex = z.string().regex(/^(?:[0-9a-fA-F]{2})*$/);
const Wycheproof = z.looseObject({
  testGroups: z
    .array(
      z.looseObject({
        publicKey: z.looseObject({ curve: z.literal("secp256k1"), uncompressed: hex }),
        sha: z.enum(Object.keys(HASHES) as [string, ...string[]]),
        type: z.enum(["EcdsaVerify", "EcdsaP1363Verify", "EcdsaBitcoinVerify"]),
        tests: z
          .array(
            z.looseObject({
              tcId: z.number().int(),
              comment: z.string(),
              msg: hex,
              sig: hex,
              result: z.enum(["valid", "invalid", "acceptable"]),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
const Bip39 = z.record(z.string(), z.array(z.array(z.string()).min(3).max(4)).min(1));
const LISTS: Readonly<Record<string, WordListName>> = {
  english: "english",
  chinese_simplified: "chinese",
  chinese_traditional: "traditional",
};
/** Throws what names the problem when the content is none of the three. */
export function runVectors(json: unknown, checks: Checks): VectorRow[] {
  const wycheproof = Wycheproof.safeParse(json);
  if (wycheproof.success) return signatures(wycheproof.data, checks);
  const keys = keyVectorsOf(json);
  if (keys) return [...keys.keys.flatMap(derived), ...Array.from({ length: keys.left }, leftOut)];
  const words = Bip39.safeParse(json);
  if (words.success) return Object.entries(words.data).flatMap(([list, of]) => of.map((v, i) => phrase(list, i, v)));
  const looksLike = z.looseObject({ testGroups: z.unknown() }).safeParse(json).success;
  const issue = looksLike ? wycheproof.error.issues[0] : undefined;
  throw new TypeError(
    issue
      ? `no ECDSA over secp256k1, at ${issue.path.map(String).join(".")}: ${issue.message}`
      : "neither Wycheproof ECDSA, nor BIP39, nor BIP32 vectors",
  );
}

/**
 * A signature is taken when both libraries take it. Ours is stricter than the plain schemas by one stated rule: a high S is refused, so a
 * valid signature with a high S must be refused, and for that reason alone.
 */
function signatures({ testGroups }: z.infer<typeof Wycheproof>, checks: Checks): VectorRow[] {
  return testGroups.flatMap(({ publicKey, sha, type, tests }) => {
    const key = compressedOf(publicKey.uncompressed);
    return tests.map(({ tcId, comment, msg, sig, result }): VectorRow => {
      const digest = createHash(HASHES[sha] ?? sha, sha.startsWith("SHAKE") ? { outputLength: 32 } : {})
        .update(fromHex(msg.toLowerCase()))
        .digest()
        .subarray(0, 32);
      const compact = compactOf(sig.toLowerCase(), type === "EcdsaP1363Verify" ? "p1363" : "der");
      const answers = Object.entries(checks).map(([name, check]) => ({
        name,
        taken: key !== undefined && compact !== undefined && check.verify(compact, new Uint8Array(digest), key),
      }));
      const strict = result === "valid" && compact !== undefined && highS(compact);
      const wanted = result === "valid" && !strict;
      // What the schema leaves open may go either way, but both libraries the same way.
      const passed =
        result === "acceptable"
          ? new Set(answers.map(({ taken }) => taken)).size === 1
          : answers.every(({ taken }) => taken === wanted);
      return {
        test: `${tcId}`,
        expected: result === "acceptable" ? "either" : wanted ? "taken" : "refused",
        got: passed ? (answers[0]?.taken ? "taken" : "refused") : answers.map(({ name, taken }) => `${name} ${taken ? "took" : "refused"}`).join(", "),
        passed,
        why: strict ? `high S: ${comment}` : comment,
      };
    });
  });
}

function phrase(list: string, i: number, [entropy = "", words = "", seed = "", xprv]: readonly string[]): VectorRow {
  const test = `${list} ${i + 1}`;
  const ours = LISTS[list];
  if (ours === undefined)
    return { test, expected: "", got: "not run", passed: null, why: "the wallet has no such list" };
  const made = wordsOf({ entropy: fromHex(entropy), list: ours }).join(" ");
  const typed = words.normalize("NFKD").split(/\s+/u).join(" ");
  const problems: string[] = [];
  if (made.normalize("NFKD") !== typed) problems.push(`words ${made}`);
  // Phrases of 18 words are in the vectors, not in the wallet: it makes and takes 12 or 24.
  const count = typed.split(" ").length;
  if (count === 12 || count === 24) {
    const read = readBack(words);
    if (read !== entropy.toLowerCase()) problems.push(`entropy ${read}`);
  }
  const salt = "mnemonicTREZOR";
  const bytes = pbkdf2Sync(Buffer.from(made.normalize("NFKD"), "utf8"), salt, 2048, 64, "sha512");
  if (bytes.toString("hex") !== seed) problems.push(`seed ${bytes.toString("hex")}`);
  if (xprv !== undefined) {
    const root = HDKey.fromMasterSeed(new Uint8Array(bytes)).privateExtendedKey;
    if (root !== xprv) problems.push(`root ${root}`);
  }
  return { test, expected: "same", got: problems.length === 0 ? "same" : "differs", passed: problems.length === 0, why: problems.join("; ") };
}

function derived({ seed, path, xpub, xprv }: KeyVector, i: number): VectorRow[] {
  const key = HDKey.fromMasterSeed(fromHex(seed)).derive(path);
  const wanted = [
    ["public", xpub, key.publicExtendedKey],
    ["private", xprv, key.privateExtendedKey],
  ] as const;
  return wanted.flatMap(([what, expected, got]): VectorRow[] => {
    if (expected === undefined) return [];
    const same = expected === got;
    const test = `${i + 1} ${path} ${what}`;
    return [{ test, expected: "same", got: same ? "same" : "differs", passed: same, why: same ? "" : got }];
  });
}

function readBack(words: string): string {
  try {
    return toHex(readPhrase(words).entropy);
  } catch (error) {
    return error instanceof FaultError ? error.fault.code : String(error);
  }
}

const leftOut = (): VectorRow => ({
  test: "entry",
  expected: "",
  got: "not run",
  passed: null,
  why: "no seed, or another coin's keys",
});
