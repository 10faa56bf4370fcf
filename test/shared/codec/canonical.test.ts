/** RFC 8785 restricted to integers (DESIGN §3): one value has one byte string, and nothing else decodes. */
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes, utf8 } from "../../../shared/codec/bytes.ts";
import {
  canonicalText,
  type CodecFault,
  decodeCanonical,
  encodeCanonical,
  type Json,
} from "../../../shared/codec/canonical.ts";

const LIMITS = { bytes: 4096, depth: 16 };
type Fault = CodecFault["fault"];

const REFUSED: readonly (readonly [why: string, text: string | Uint8Array, fault: Fault])[] = [
  ["white space", '{"a": 1}', "notCanonical"],
  ["trailing newline", "1\n", "notCanonical"],
  ["keys out of order", '{"b":1,"a":2}', "notCanonical"],
  ["a key twice", '{"a":1,"a":1}', "notCanonical"],
  ["a key twice, once escaped", '{"a":1,"\\u0061":1}', "notCanonical"],
  ["an escape that is not needed", '"\\u0041"', "notCanonical"],
  ["an escaped slash", '"\\/"', "notCanonical"],
  ["an upper-case escape", '"\\u001F"', "notCanonical"],
  ["an integer written as a float", "1.0", "notCanonical"],
  ["an integer with an exponent", "1e2", "notCanonical"],
  ["a float", "1.5", "notInteger"],
  ["a float in depth", '{"a":[1,2,{"b":0.1}]}', "notInteger"],
  ["2^53", "9007199254740992", "notInteger"],
  ["2^53 + 1, which a double cannot hold", "9007199254740993", "notInteger"],
  ["-2^53", "-9007199254740992", "notInteger"],
  ["infinity by overflow", "1e999", "notInteger"],
  ["minus zero", "-0", "notInteger"],
  ["minus zero in depth", '{"a":-0}', "notInteger"],
  ["a lone high surrogate, escaped", '"\\ud800"', "loneSurrogate"],
  ["a lone low surrogate, escaped", '"\\udc00"', "loneSurrogate"],
  ["a lone surrogate in a key", '{"\\ud800":1}', "loneSurrogate"],
  ["a surrogate pair, escaped", '"\\ud83d\\ude00"', "notCanonical"],
  ["a byte order mark", Uint8Array.of(0xef, 0xbb, 0xbf, 0x31), "notJson"],
  ["an over-long form", Uint8Array.of(0x22, 0xc0, 0x80, 0x22), "notUtf8"],
  ["an encoded surrogate", Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22), "notUtf8"],
  ["beyond U+10FFFF", Uint8Array.of(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22), "notUtf8"],
  ["a truncated sequence", Uint8Array.of(0x22, 0xe2, 0x82), "notUtf8"],
  ["nothing", "", "notJson"],
  ["half an object", '{"a":', "notJson"],
  ["two values", "1 2", "notJson"],
  ["a raw control character", '"\u0001"', "notJson"],
  ["NaN", "NaN", "notJson"],
  ["seventeen brackets", "[".repeat(17) + "]".repeat(17), "tooDeep"],
  ["a bracket bomb", "[".repeat(4000), "tooDeep"],
  ["4,097 bytes", `"${"a".repeat(4095)}"`, "tooLong"],
];

describe("decoding refuses what is not the canonical form", () => {
  test.each(REFUSED)("%s", (_, text, fault) => {
    const bytes = typeof text === "string" ? utf8(text) : text;
    expect(decodeCanonical(bytes, LIMITS)).toMatchObject({ ok: false, fault });
  });

  test("a fault names the place", () => {
    expect(decodeCanonical(utf8('{"a":[1,{"b":0.5}]}'), LIMITS)).toEqual({
      ok: false,
      fault: "notInteger",
      path: "$.a[1].b",
    });
  });
});

describe("decoding accepts the canonical form", () => {
  test.each([
    "null",
    "0",
    "-1",
    "9007199254740991",
    "-9007199254740991",
    '""',
    '"[[[[[[[[[[[[[[[[[[[["',
    '"\\"\\\\\\b\\f\\n\\r\\t\\u001f"',
    '{"":0,"A":1,"a":2}',
    '{"__proto__":{"x":1},"constructor":2}',
    "[".repeat(16) + "]".repeat(16),
  ])("%s", (text) => {
    const decoded = decodeCanonical(utf8(text), LIMITS);
    expect(decoded.ok && canonicalText(decoded.value)).toBe(text);
  });

  test("keys are ordered by UTF-16 code units (RFC 8785, 3.2.3)", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\u{1f600}": 5, "\u0080": 6, "\u00f6": 7 };
    expect(Object.keys(JSON.parse(canonicalText(value)) as object)).toHaveLength(7);
    expect(canonicalText(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}');
  });
});

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => (n === 0 ? 0 : n)),
    fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
      tie("value"),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

describe("properties", () => {
  test("every value survives a round trip, and its bytes are the only ones", () => {
    fc.assert(
      fc.property(json, (value) => {
        const bytes = encodeCanonical(value);
        const decoded = decodeCanonical(bytes, { bytes: 1_000_000, depth: 16 });
        expect(decoded).toEqual({ ok: true, value });
      }),
      { numRuns: 200 },
    );
  });

  test("the bytes are those of another implementation of RFC 8785", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalText(value)).toBe(canonicalize(value));
      }),
      { numRuns: 500 },
    );
  });

  test("any bytes give a value or a fault, never an exception", () => {
    expect.assertions(0);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const decoded = decodeCanonical(bytes, LIMITS);
        return decoded.ok ? equalBytes(encodeCanonical(decoded.value), bytes) : decoded.fault.length > 0;
      }),
      { numRuns: 500 },
    );
  });

  test("encoding refuses what canonical JSON here cannot hold", () => {
    for (const value of [0.5, NaN, Infinity, -0, 2 ** 53, "\ud800", [undefined], { a: () => 1 }]) {
      expect(() => canonicalText(value as Json)).toThrow(TypeError);
    }
  });
});
