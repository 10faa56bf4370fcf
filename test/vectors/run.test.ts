/** The vectors runner, with vectors made here: it agrees with right ones, names each wrong one, and skips no file. */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { HDKey } from "@scure/bip32";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { beforeEach, expect, test } from "vitest";
import { fromHex, toHex } from "../../shared/codec/bytes.ts";
import { nobleSignatures } from "../../shared/codec/signature.ts";
import { temporaryFolder } from "../temporaryFolder.ts";
import { compactOf, highS } from "./ecdsa.ts";
import { runFolder } from "./run.ts";

const SECRET = new Uint8Array(32).fill(7);
const MSG = toHex(new Uint8Array([1, 2, 3]));
const digest = new Uint8Array(createHash("sha256").update(fromHex(MSG)).digest());
const signature = secp256k1.sign(digest, SECRET, { prehash: false, lowS: true });
const N = secp256k1.Point.CURVE().n;
const other = (compact: Uint8Array): Uint8Array => {
  const s = BigInt(`0x${toHex(compact.subarray(32))}`);
  return new Uint8Array([...compact.subarray(0, 32), ...fromHex((N - s).toString(16).padStart(64, "0"))]);
};
/** Strict DER of a compact signature. */
const der = (compact: Uint8Array): string => {
  const part = (bytes: Uint8Array): number[] => {
    const short = [...bytes.subarray(bytes.findIndex((byte) => byte !== 0))];
    const body = (short[0] ?? 0) > 0x7f ? [0, ...short] : short;
    return [2, body.length, ...body];
  };
  const body = [...part(compact.subarray(0, 32)), ...part(compact.subarray(32))];
  return toHex(new Uint8Array([0x30, body.length, ...body]));
};

let folder: string;
beforeEach(() => void (folder = temporaryFolder()));
const put = (name: string, json: unknown) => writeFileSync(join(folder, name), JSON.stringify(json));
const run = (checks = { noble: nobleSignatures }) => runFolder(folder, checks);
const told = () => run().flatMap(({ rows }) => rows.map(({ passed, expected, got }) => [passed, expected, got]));

const group = (type: string, tests: readonly (readonly [sig: string, result: string])[]) => ({
  testGroups: [
    {
      type,
      sha: "SHA-256",
      publicKey: { curve: "secp256k1", uncompressed: toHex(secp256k1.getPublicKey(SECRET, false)) },
      tests: tests.map(([sig, result], i) => ({ tcId: i + 1, comment: "made here", msg: MSG, sig, result })),
    },
  ],
});

test("a signature is taken once, in its one form: low S, strict DER, right length", () => {
  const good = der(signature);
  put(
    "der.json",
    group("EcdsaVerify", [
      [good, "valid"],
      [der(other(signature)), "valid"],
      [good.replace(/^30(..)/, "3081$1"), "invalid"],
      [`${good}00`, "invalid"],
      [good.slice(0, -2), "invalid"],
      ["", "invalid"],
    ]),
  );
  expect(told()).toEqual([
    [true, "taken", "taken"],
    [true, "refused", "refused"],
    ...Array.from({ length: 4 }, () => [true, "refused", "refused"]),
  ]);
  expect([highS(signature), highS(other(signature))]).toEqual([false, true]);
  expect(compactOf(good, "der")).toEqual(signature);
});

test("a wrong verdict is a difference, also of one library alone", () => {
  put("p1363.json", group("EcdsaP1363Verify", [[toHex(signature), "invalid"], [toHex(other(signature)), "valid"]]));
  expect(told()).toEqual([
    [false, "refused", "noble took"],
    [true, "refused", "refused"],
  ]);
  put("p1363.json", group("EcdsaP1363Verify", [[toHex(signature), "valid"]]));
  const lazy = { noble: nobleSignatures, lazy: { verify: () => false } };
  expect(runFolder(folder, lazy)[0]?.rows[0]).toMatchObject({ passed: false, got: "noble took, lazy refused" });
});

test("words, seeds and keys are compared, and what is not ours is said", () => {
  const ABANDON = `${"abandon ".repeat(11)}about`;
  const seed =
    "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e53495531f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04";
  put("39.json", {
    english: [
      ["00".repeat(16), ABANDON, seed],
      ["00".repeat(16), ABANDON.replace("about", "abandon"), seed],
    ],
    klingon: [["00".repeat(16), "x", seed]],
  });
  const root = HDKey.fromMasterSeed(fromHex(seed));
  const child = root.derive("m/1'/2");
  put("32.json", [
    { seed, chains: [{ chain: "m", pub: root.publicExtendedKey }, { path: "m/1H/2", xprv: child.privateExtendedKey }] },
    { seed, path: "m", public: child.publicExtendedKey },
    { path: "m", public: root.publicExtendedKey },
  ]);
  expect(run().map(({ file, rows }) => [file, rows.map(({ passed }) => passed)])).toEqual([
    ["32.json", [true, true, false, null]],
    ["39.json", [true, false, null]],
  ]);
});

test("a file that is no vectors is a failure with its reason", () => {
  put("a.json", { hello: 1 });
  writeFileSync(join(folder, "b.json"), "{");
  put("c.json", { testGroups: [{ ...group("EcdsaVerify", [["", "valid"]]).testGroups[0], sha: "MD5" }] });
  expect(run().map(({ problem }) => problem)).toEqual([
    expect.stringContaining("neither Wycheproof"),
    expect.stringContaining("JSON"),
    expect.stringContaining("no ECDSA over secp256k1, at testGroups.0.sha"),
  ]);
});
