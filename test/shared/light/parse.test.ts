/** CometBFT's JSON-RPC answers: what is written is read back; what a node should not say is refused with its place. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type LightFault,
  parseHeader,
  parseLightBlock,
  type Parsed,
  parseSignedHeader,
  parseValidatorSet,
  VALIDATORS_MAX,
} from "../../../shared/light/parse.ts";
import { headerJson, lightBlockJson, signedHeaderJson, validatorsJson } from "../../../shared/light/render.ts";
import { block, setOf, type Signer, signer, signers } from "./chain.ts";

const mixed: Signer[] = [...signers("ab"), signer("k", 5, "secp256k1"), signer("big", 99)];
const genuine = block({
  height: 7,
  signers: mixed,
  vote: (s) => (s === mixed[0] ? "nil" : s === mixed[1] ? "absent" : "commit"),
});
const json = () => JSON.parse(JSON.stringify(lightBlockJson(genuine))) as ReturnType<typeof lightBlockJson>;
const fault = <T>(parsed: Parsed<T>): LightFault | "accepted" => (parsed.ok ? "accepted" : parsed.fault);

/** A deep copy with one place changed. */
function changed(whole: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(whole)) return whole.map((item: unknown, i) => (i === step ? changed(item, rest, value) : item));
  const entries = Object.entries(whole as object);
  return Object.fromEntries(entries.map(([k, v]) => [k, k === step ? changed(v, rest, value) : (v as unknown)]));
}

describe("reading what was written", () => {
  test("a light block, with votes for nil, absent ones, both key types", () => {
    const { signedHeader, validators, nextValidators } = json();
    expect(parseLightBlock(signedHeader, [validators], [nextValidators])).toEqual({ ok: true, value: genuine });
  });

  test("the first block, whose last block id is zero or null, and a missing app version", () => {
    const first = block({ height: 1, signers: mixed }).header;
    const written = headerJson(first);
    expect(parseHeader(written)).toEqual({ ok: true, value: first });
    expect(parseHeader({ ...written, last_block_id: null })).toEqual({ ok: true, value: first });
    expect(parseHeader({ ...written, version: { block: "11" } })).toMatchObject({
      value: { version: { block: 11, app: 0 } },
    });
  });

  test("fields that a later CometBFT adds are passed over", () => {
    expect(fault(parseSignedHeader({ ...signedHeaderJson(genuine), canonical: true }))).toBe("accepted");
  });

  test("validators in pages", () => {
    const set = setOf(signers("abcdefg"));
    const whole = validatorsJson(set, 3);
    const page = (from: number, to: number) => ({
      ...whole,
      validators: whole.validators.slice(from, to),
      count: String(to - from),
    });
    expect(parseValidatorSet([page(0, 3), page(3, 6), page(6, 7)])).toEqual({ ok: true, value: set });
    expect(fault(parseValidatorSet([page(0, 3), page(3, 6)]))).toEqual({
      fault: "pages",
      problem: "6 validators of 7",
    });
    expect(fault(parseValidatorSet([page(0, 3), { ...page(3, 7), block_height: "4" }]))).toMatchObject({
      fault: "pages",
    });
    expect(fault(parseValidatorSet([page(0, 3), { ...page(3, 7), total: "8" }]))).toMatchObject({ fault: "pages" });
    expect(fault(parseValidatorSet([page(3, 7), page(0, 3)]))).toEqual({ fault: "order", index: 4 });
    expect(fault(parseValidatorSet([page(0, 4), page(3, 6)]))).toEqual({ fault: "duplicate", index: 4 });
    expect(fault(parseValidatorSet([]))).toEqual({ fault: "emptySet" });
  });
});

describe("a signed header that is refused, with the place", () => {
  const NO = [
    ["header.height", "0"],
    ["header.height", "-1"],
    ["header.height", "07"],
    ["header.height", "9007199254740992"],
    ["header.height", 7],
    ["header.chain_id", ""],
    ["header.chain_id", "x".repeat(51)],
    ["header.time", "2020-02-30T00:00:00Z"],
    ["header.time", "yesterday"],
    ["header.data_hash", "ABCD"],
    ["header.data_hash", "Z".repeat(64)],
    ["header.data_hash", null],
    ["header.app_hash", "A"],
    ["header.proposer_address", ""],
    ["header.version", null],
    ["header.last_block_id", {}],
    ["commit.round", -1],
    ["commit.round", 2_147_483_648],
    ["commit.round", 0.5],
    ["commit.signatures", []],
    ["commit.signatures", null],
    ["commit.signatures.0.block_id_flag", 0],
    ["commit.signatures.0.block_id_flag", 4],
    ["commit.signatures.0.validator_address", ""],
    ["commit.signatures.0.signature", "!!"],
    ["commit.signatures.0.signature", "AAAA"],
    ["commit.signatures.0.signature", null],
    ["commit.signatures.0.timestamp", 5],
  ] as const;
  test.each(NO)("%s = %j", (place, value) => {
    const path = place.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    const got = fault(parseSignedHeader(changed(signedHeaderJson(genuine), path, value)));
    expect(got).toMatchObject({ fault: "shape" });
    const written = place.replace(/\.(\d+)/g, "[$1]");
    // A vote as a whole is refused at the vote.
    expect(
      `$.${written}`.startsWith((got as { path: string }).path) ||
        (got as { path: string }).path.startsWith(`$.${written}`),
    ).toBe(true);
  });

  test("more votes than CometBFT allows", () => {
    const whole = signedHeaderJson(genuine);
    const many = Array.from({ length: VALIDATORS_MAX + 1 }, () => whole.commit.signatures[0]);
    expect(fault(parseSignedHeader(changed(whole, ["commit", "signatures"], many)))).toMatchObject({
      path: "$.commit.signatures",
    });
  });

  test.each([null, undefined, 1, "x", [], {}, { header: [] }])("%j", (value) => {
    expect(fault(parseSignedHeader(value))).toMatchObject({ fault: "shape" });
  });
});

describe("validators that are refused", () => {
  const whole = validatorsJson(setOf(mixed), 7);
  const with_ = (path: (string | number)[], value: unknown) => fault(parseValidatorSet([changed(whole, path, value)]));
  const set = setOf(mixed);

  test("an address that is not the key's", () => {
    expect(with_(["validators", 1, "address"], whole.validators[2]?.address)).toEqual({ fault: "address", index: 1 });
  });
  test("no power, a negative one, one beyond 2^53, a sum beyond it", () => {
    expect(with_(["validators", 0, "voting_power"], "0")).toMatchObject({ path: "$.validators[0].voting_power" });
    expect(with_(["validators", 0, "voting_power"], "-5")).toMatchObject({ fault: "shape" });
    expect(with_(["validators", 0, "voting_power"], "9223372036854775807")).toMatchObject({ fault: "shape" });
    expect(with_(["validators", 0, "voting_power"], String(Number.MAX_SAFE_INTEGER))).toEqual({ fault: "power" });
  });
  test("an unknown key type, a key of the wrong length", () => {
    expect(with_(["validators", 0, "pub_key", "type"], "tendermint/PubKeySr25519")).toMatchObject({ fault: "shape" });
    expect(with_(["validators", 0, "pub_key", "value"], "AAAA")).toMatchObject({ fault: "shape" });
    expect(
      with_(
        ["validators", 0, "pub_key", "type"],
        set[0]?.key.type === "ed25519" ? "tendermint/PubKeySecp256k1" : "tendermint/PubKeyEd25519",
      ),
    ).toMatchObject({ fault: "shape" });
  });
  test("another order: power first, then address", () => {
    expect(with_(["validators"], whole.validators.toReversed())).toMatchObject({ fault: "order" });
    const [a, b, c, d] = whole.validators;
    expect(with_(["validators"], [a, c, b, d])).toEqual({ fault: "order", index: 2 });
  });
});

test("no JSON value makes the parsers throw", () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom("header", "commit", "validators", "version", "time", "signatures"),
      (value, place) => {
        const { signedHeader, validators } = json();
        expect(() => parseSignedHeader(value)).not.toThrow();
        expect(() => parseValidatorSet([value])).not.toThrow();
        const wounded = JSON.parse(
          JSON.stringify(signedHeader, (k, v: unknown) => (k === place ? value : v)),
        ) as unknown;
        expect(() => parseSignedHeader(wounded)).not.toThrow();
        expect(() => parseLightBlock(wounded, [value], [validators])).not.toThrow();
      },
    ),
    { numRuns: 500 },
  );
});
