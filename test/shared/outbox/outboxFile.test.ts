/** Files of signed entries: whole and back, and whatever somebody may have done to one is named. */
import { expect, test } from "vitest";
import { base64 } from "@scure/base";
import { addressOf } from "../../../shared/codec/address.ts";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { canonicalText, encodeCanonical, type Json } from "../../../shared/codec/canonical.ts";
import { taggedHash } from "../../../shared/codec/hash.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { encodeOutbox, ENTRIES_MAX, OUTBOX_LIMITS, parseOutbox } from "../../../shared/outbox/outboxFile.ts";
import { outboxFaultWords } from "../../../shared/words/outboxFiles.ts";

const CHAIN = "wattlight-test";
const SECRET = new Uint8Array(32).fill(7);
const entry = (nonce: number, chain = CHAIN): Uint8Array =>
  encodeTransaction(
    signTransaction(
      {
        kind: "offer.cancel",
        sender: addressOf(publicKeyOf(SECRET)),
        validUntil: 2_000_000_000,
        nonce,
        offer: "ab".repeat(32),
      },
      chain,
      [SECRET],
    ),
  );
/** The file's JSON after a change, with the digest made anew where the change is not about it. */
function changed(change: (content: { [key: string]: Json }) => void, redigest = true): Uint8Array {
  const json = JSON.parse(new TextDecoder().decode(encodeOutbox(CHAIN, [entry(1), entry(2)]))) as {
    [key: string]: Json;
  };
  change(json);
  if (redigest) {
    const { digest: _, ...content } = json;
    json["digest"] = toHex(taggedHash("outbox", CHAIN, utf8(canonicalText(content))));
  }
  return encodeCanonical(json);
}

test("entries come back in their order, with ids and bodies", () => {
  const parsed = parseOutbox(encodeOutbox(CHAIN, [entry(3), entry(1)]));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  expect(parsed.file.chainId).toBe(CHAIN);
  expect(parsed.file.entries.map(({ body }) => body.nonce)).toEqual([3, 1]);
  expect(parsed.file.entries[0]?.bytes).toEqual(entry(3));
});

test("one content has one byte string", () => {
  expect(encodeOutbox(CHAIN, [entry(1)])).toEqual(encodeOutbox(CHAIN, [entry(1)]));
});

const broken: [string, Uint8Array, object][] = [
  ["no JSON", utf8("hello"), { fault: "codec" }],
  ["other JSON", encodeCanonical({ format: "wattlight-proof-1" }), { fault: "notOutbox" }],
  ["a list", encodeCanonical([]), { fault: "notOutbox" }],
  [
    "a newer format",
    changed((c) => void (c["format"] = "wattlight-outbox-2")),
    { fault: "format", format: "wattlight-outbox-2" },
  ],
  ["a field too many", changed((c) => void (c["more"] = 1)), { fault: "shape" }],
  ["no entry", changed((c) => void (c["entries"] = [])), { fault: "shape", path: "$.entries" }],
  ["no base64", changed((c) => void (c["entries"] = ["%"])), { fault: "shape", path: "$.entries.0" }],
  ["changed since it was saved", changed((c) => void (c["chainId"] = "other"), false), { fault: "digest" }],
  [
    "an entry of another chain's signature",
    changed((c) => void (c["entries"] = [base64.encode(entry(1, "other"))])),
    { fault: "entry", index: 0, problem: "signature" },
  ],
  [
    "no transaction",
    changed((c) => void (c["entries"] = [base64.encode(entry(1)), base64.encode(utf8("{}"))])),
    { fault: "entry", index: 1, problem: "malformed" },
  ],
  [
    "the same twice",
    changed((c) => void (c["entries"] = [base64.encode(entry(1)), base64.encode(entry(1))])),
    { fault: "entry", index: 1, problem: "twice" },
  ],
  ["too long", new Uint8Array(OUTBOX_LIMITS.bytes + 1), { fault: "codec", codec: { fault: "tooLong" } }],
];
test.each(broken)("%s is refused and named in both languages", (_, bytes, fault) => {
  const parsed = parseOutbox(bytes);
  if (parsed.ok) throw new Error("it was read");
  expect(parsed.fault).toMatchObject(fault);
  const { en, zh } = outboxFaultWords(parsed.fault);
  expect(en).toMatch(/^[a-z]/);
  expect(zh).toMatch(/\p{Script=Han}/u);
});

test("more entries than a file may have, or none, are not written", () => {
  expect(() => encodeOutbox(CHAIN, [])).toThrow(RangeError);
  expect(() => encodeOutbox(CHAIN, Array(ENTRIES_MAX + 1).fill(entry(1)) as Uint8Array[])).toThrow(RangeError);
});
