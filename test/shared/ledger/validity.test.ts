/** Validity (DESIGN §3), rule by rule. What is not valid changes nothing at all, the nonce included. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { nobleSignatures, signDigest } from "../../../shared/codec/signature.ts";
import { digestOf, encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { checkTransaction, meterBound } from "../../../shared/ledger/validity.ts";
import {
  CHAIN,
  Chain,
  genesis,
  home,
  type Key,
  keyOf,
  Meter,
  PARAMS,
  registration,
  sell,
  type Sent,
  SUPPLIER,
} from "./market.ts";

const alice = keyOf("alice");
const market = () => new Chain(genesis([home("alice"), home("bob")]));

/** The rule that refuses the bytes now, as CheckTx sees it; and applyBlock agrees and leaves the state's content alone. */
function ruleOf(chain: Chain, sent: Pick<Sent, "bytes">): string | undefined {
  const checked = checkTransaction(chain.state, sent.bytes, chain.time + 2000, nobleSignatures);
  const { state, height, time } = chain;
  const [result] = chain.block([{ id: "", bytes: sent.bytes }]);
  const touched = toHex(chain.state.root);
  chain.state = state;
  chain.height = height;
  chain.time = time;
  chain.block([]);
  const untouched = toHex(chain.state.root);
  chain.state = state;
  chain.height = height;
  chain.time = time;
  expect(result?.code === 2 ? result.data : undefined).toEqual(checked);
  expect(touched === untouched).toBe(checked !== undefined);
  return checked?.rule;
}

const offer = (chain: Chain) => sell(chain.slot + 2, [500]);

test("a well-formed, signed, timely transaction is valid", () => {
  const chain = market();
  expect(ruleOf(chain, chain.sign(alice, offer(chain)))).toBeUndefined();
});

describe("valid.decodable", () => {
  test.each([
    ["nothing", ""],
    ["not JSON", "hello"],
    ["another shape", '{"a":1}'],
    ["null", "null"],
  ])("%s", (_, text) => {
    expect(ruleOf(market(), { bytes: utf8(text) })).toBe("valid.decodable");
  });

  test("a body of an unknown kind, with an extra field, or without a field", () => {
    const chain = market();
    const body = chain.body(alice, offer(chain));
    const signatures = [{ key: alice.public, signature: "00".repeat(64) }];
    for (const wrong of [
      { ...body, kind: "offer.gift" },
      { ...body, tip: 1 },
      { ...body, price: undefined },
    ]) {
      const bytes = utf8(JSON.stringify({ body: wrong, signatures }));
      expect(ruleOf(chain, { bytes })).toBe("valid.decodable");
    }
  });

  test("signatures out of order or a key twice", () => {
    const chain = market();
    const body = chain.body(alice, offer(chain));
    const { signatures } = signTransaction(body, CHAIN, [alice.secret, keyOf("bob").secret]);
    for (const wrong of [signatures.toReversed(), [signatures[0], signatures[0]]]) {
      const bytes = encodeTransaction({ body, signatures: wrong as typeof signatures });
      expect(ruleOf(chain, { bytes })).toBe("valid.decodable");
    }
  });
});

test("valid.sender: unknown parties do not trade", () => {
  const chain = market();
  const stranger = keyOf("stranger");
  expect(ruleOf(chain, chain.sign(stranger, offer(chain)))).toBe("valid.sender");
});

test("valid.sender: a registration comes from the address of the certificate's key", () => {
  const chain = market();
  const [carol, dave] = [keyOf("carol"), keyOf("dave")];
  expect(ruleOf(chain, chain.sign(dave, registration("carol"), [carol, SUPPLIER]))).toBe("valid.sender");
  expect(ruleOf(chain, chain.sign(carol, registration("carol"), [carol, SUPPLIER]))).toBeUndefined();
});

describe("valid.signers", () => {
  const cases: readonly (readonly [string, readonly Key[]])[] = [
    ["another party's key", [keyOf("bob")]],
    ["the own key and one that nobody asked for", [alice, keyOf("bob")]],
    ["the meter's key", [keyOf("alice meter")]],
  ];
  test.each(cases)("an offer signed with %s", (_, keys) => {
    const chain = market();
    expect(ruleOf(chain, chain.sign(alice, offer(chain), keys))).toBe("valid.signers");
  });

  const carol = keyOf("carol");
  const registrations: readonly (readonly [string, readonly Key[]])[] = [
    ["without the supplier", [carol]],
    ["without the account key", [SUPPLIER]],
    ["with another party in the supplier's place", [carol, alice]],
    ["with a third signature", [carol, SUPPLIER, alice]],
  ];
  test.each(registrations)("a registration %s", (_, keys) => {
    const chain = market();
    expect(ruleOf(chain, chain.sign(carol, registration("carol"), keys))).toBe("valid.signers");
  });

  test("readings signed with the account key instead of the meter's", () => {
    const chain = market();
    const meter = new Meter("alice");
    meter.read(chain.slot - 1, 10, 0);
    const commit = meter.commit(chain.slot - 1);
    expect(ruleOf(chain, chain.sign(alice, commit, [alice]))).toBe("valid.signers");
    expect(ruleOf(chain, chain.sign(alice, commit, [meter.key]))).toBeUndefined();
  });
});

describe("valid.signature", () => {
  test("a signature over another body, another chain, or with one bit changed", () => {
    const chain = market();
    const body = chain.body(alice, offer(chain));
    const other = { ...body, nonce: body.nonce + 1 };
    const flipped = signDigest(digestOf(body, CHAIN), alice.secret);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    for (const signature of [
      signDigest(digestOf(other, CHAIN), alice.secret),
      signDigest(digestOf(body, "another-chain"), alice.secret),
      flipped,
    ]) {
      const bytes = encodeTransaction({ body, signatures: [{ key: alice.public, signature: toHex(signature) }] });
      expect(ruleOf(chain, { bytes })).toBe("valid.signature");
    }
  });

  test("one of two signatures is wrong", () => {
    const chain = market();
    const carol = keyOf("carol");
    const body = chain.body(carol, registration("carol"));
    const good = signTransaction(body, CHAIN, [carol.secret, SUPPLIER.secret]).signatures;
    const signatures = good.map((s, i) => ({ ...s, signature: good[1 - i]?.signature ?? "" }));
    expect(ruleOf(chain, { bytes: encodeTransaction({ body, signatures }) })).toBe("valid.signature");
  });
});

describe("valid.meter", () => {
  test("a meter that is not the sender's", () => {
    const chain = market();
    const meter = new Meter("bob");
    meter.read(chain.slot - 1, 10, 0);
    expect(ruleOf(chain, chain.sign(alice, meter.commit(chain.slot - 1), [meter.key]))).toBe("valid.meter");
  });

  test("a vault-held meter on a chain that is no demo, should its state ever hold one", () => {
    const chain = market();
    const meter = new Meter("alice");
    meter.read(chain.slot - 1, 10, 0);
    const body = chain.body(alice, meter.commit(chain.slot - 1));
    const sender = chain.query("party", { id: alice.address }) ?? undefined;
    expect(meterBound(chain.state, PARAMS, body, sender)).toBeUndefined();
    expect(meterBound(chain.state, { ...PARAMS, demo: false }, body, sender)).toEqual({ rule: "valid.meter" });
  });
});

describe("window", () => {
  const at = (chain: Chain, seconds: number) => Math.floor(chain.time / 1000) + 2 + seconds;

  test("valid.expired: validUntil must be later than the block's time", () => {
    const chain = market();
    const draft = offer(chain);
    expect(ruleOf(chain, chain.sign(alice, { ...draft, validUntil: at(chain, 0) }))).toBe("valid.expired");
    expect(ruleOf(chain, chain.sign(alice, { ...draft, validUntil: at(chain, 1) }))).toBeUndefined();
  });

  test("valid.tooFar: seven days for the market, thirty-five for meters", () => {
    const chain = market();
    const week = 7 * 86_400;
    expect(ruleOf(chain, chain.sign(alice, { ...offer(chain), validUntil: at(chain, week) }))).toBeUndefined();
    expect(ruleOf(chain, chain.sign(alice, { ...offer(chain), validUntil: at(chain, week + 1) }))).toBe("valid.tooFar");
    const meter = new Meter("alice");
    meter.read(chain.slot - 1, 10, 0);
    const readings = meter.commit(chain.slot - 1);
    const late = { ...readings, validUntil: at(chain, 5 * week) };
    expect(ruleOf(chain, chain.sign(alice, late, [meter.key]))).toBeUndefined();
    const later = { ...readings, validUntil: at(chain, 5 * week + 1) };
    expect(ruleOf(chain, chain.sign(alice, later, [meter.key]))).toBe("valid.tooFar");
  });
});

describe("valid.nonce", () => {
  test("the same bytes do not count twice, in one block or in two", () => {
    const chain = market();
    const sent = chain.sign(alice, offer(chain));
    expect(chain.block([sent, sent]).map(({ code }) => code)).toEqual([0, 2]);
    expect(ruleOf(chain, sent)).toBe("valid.nonce");
  });

  test("the same index serves once per UTC day of validUntil", () => {
    const chain = market();
    const until = Math.floor(chain.time / 1000) + 86_400;
    const send = (validUntil: number) => chain.send(alice, { ...offer(chain), validUntil, nonce: 1023 }).result.code;
    expect([send(until), send(until + 60), send(until + 86_400)]).toEqual([0, 2, 0]);
    const day = Math.floor(until / 86_400);
    const { used } = chain.query("nonces", { party: alice.address, day });
    expect(used).toBe("00".repeat(127) + "80");
  });

  test("bitmaps leave the state eight days after their day, when nothing dated so can be valid", () => {
    const chain = market();
    chain.send(alice, offer(chain));
    const day = Math.floor(chain.time / 86_400_000) + 1;
    const kept = () => chain.state.get(`nonce/${String(day).padStart(7, "0")}/${alice.address}`) !== undefined;
    chain.block([], 8 * 86_400);
    expect(kept()).toBe(true);
    chain.block([], 86_400);
    expect(kept()).toBe(false);
  });
});

test("any bytes get a result", () => {
  const chain = market();
  const { bytes } = chain.sign(alice, offer(chain));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(bytes.length - 1), (patch, start) => {
      const changed = new Uint8Array(bytes);
      changed.set(patch.subarray(0, bytes.length - start), start);
      if (changed.every((byte, i) => byte === bytes[i])) return;
      expect(checkTransaction(chain.state, changed, chain.time + 2000, nobleSignatures)).toBeDefined();
    }),
    { numRuns: 300 },
  );
});
