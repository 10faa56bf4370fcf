/** The rules of verification_001 for votes and validator sets, each broken once. */
import { describe, expect, test } from "vitest";
import type { CommitSig, LightBlock } from "../../../shared/light/types.ts";
import { verify, verifyAdjacent, verifySkipping, verifyWhole } from "../../../shared/light/verify.ts";
import { block, commitFor, setOf, signer, signers, withSignature } from "./chain.ts";
import {
  OPTIONS,
  absent,
  adjacent,
  flip,
  four,
  later,
  nameOf,
  next,
  now,
  outcome,
  skipping,
  trusted,
} from "./verifyScene.ts";

describe("CMBC-SOUND-DISTR-POSS-COMMIT: votes", () => {
  test("more than two thirds, not two thirds", async () => {
    const three = signers("abc");
    const first = block({ height: 1, signers: three });
    const votes = (...names: string[]) =>
      verify(
        first,
        block({ height: 2, signers: three, vote: (s) => (names.includes(nameOf(s, three)) ? "commit" : "absent") }),
        OPTIONS,
        now,
      );
    expect(await votes("0", "1")).toEqual({ verdict: "invalid", rule: "twoThirds", signed: 20, of: 30 });
    expect(await votes("0", "1", "2")).toEqual({ verdict: "valid", signed: 30, of: 30 });
  });

  test("power decides, not heads", async () => {
    const uneven = [signer("a", 21), signer("b", 5), signer("c", 5)];
    const first = block({ height: 1, signers: uneven });
    const only = (name: number) =>
      block({ height: 2, signers: uneven, vote: (s) => (s === uneven[name] ? "commit" : "absent") });
    expect(await outcome(verify(first, only(0), OPTIONS, now))).toBe("valid");
    const both = block({ height: 2, signers: uneven, vote: (s) => (s === uneven[0] ? "absent" : "commit") });
    expect(await outcome(verify(first, both, OPTIONS, now))).toBe("twoThirds");
  });

  test("votes for nil and absent ones do not count", async () => {
    for (const flag of ["nil", "absent"] as const) {
      const one = next({ vote: (s) => (s === four[0] ? flag : "commit") });
      expect(await verifyAdjacent(trusted, one, OPTIONS, now)).toEqual({ verdict: "valid", signed: 30, of: 40 });
      const two = next({ vote: (s) => (s === four[0] || s === four[1] ? flag : "commit") });
      expect(await adjacent(two)).toBe("twoThirds");
    }
  });

  test("a vote for nil relabelled as one for the block", async () => {
    const nil = next({ vote: (s) => (s === four[0] ? "nil" : "commit") });
    const index = nil.commit.signatures.findIndex((sig) => sig.flag === "nil");
    // Without the last validator, so that this vote is needed.
    const relabelled = withSignature(nil, index, (sig) => ({ ...sig, flag: "commit" }));
    const needed = withSignature(relabelled, index === 3 ? 2 : 3, absent);
    expect(await adjacent(needed)).toBe("signature");
  });

  test.each([0, 1, 2, 3])("bad signature of validator %i", async (index) => {
    // Three of four are more than two thirds: of the fourth vote nothing is said, unless all are asked for.
    const step = index < 3 ? "signature" : "valid";
    const bad = async (change: (sig: Uint8Array) => Uint8Array) => {
      const one = withSignature(next(), index, (sig) => ({ ...sig, signature: change(sig.signature) }));
      return [await adjacent(one), await outcome(verifyWhole(one))];
    };
    expect(await bad((s) => s)).toEqual(["valid", "valid"]);
    expect(await bad((s) => flip(s, 0))).toEqual([step, "signature"]);
    expect(await bad((s) => flip(s, 63))).toEqual([step, "signature"]);
    expect(await bad(() => new Uint8Array(64))).toEqual([step, "signature"]);
    expect(await bad((s) => s.slice(0, 63))).toEqual([step, "signature"]);
    expect(await bad(() => new Uint8Array())).toEqual([step, "signature"]);
  });

  test("a vote's time is signed too", async () => {
    const moved = withSignature(next(), 0, (sig) => ({ ...sig, time: { ...sig.time, nanos: 5 } }));
    expect(await adjacent(moved)).toBe("signature");
  });

  test("one validator's vote at two places", async () => {
    const genuine = next();
    const first = genuine.commit.signatures[0] as CommitSig;
    expect(await adjacent(withSignature(genuine, 1, () => first))).toBe("doubleVote");
    expect(await skipping(withSignature(later(), 1, () => later().commit.signatures[0] as CommitSig))).toBe(
      "doubleVote",
    );
  });

  test("a stranger's vote, and votes in another order than the set's", async () => {
    const stranger = commitFor(next().header, [...signers("abc"), signer("z")]).signatures;
    const genuine = next();
    const foreign = stranger.find((sig) => !genuine.validators.some((v) => v.address.join() === sig.address.join()));
    expect(await adjacent(withSignature(genuine, 2, () => foreign as CommitSig))).toBe("voteAddress");
    const reversed = { ...genuine, commit: { ...genuine.commit, signatures: genuine.commit.signatures.toReversed() } };
    expect(await adjacent(reversed)).toBe("voteAddress");
  });

  test("more or fewer places than validators", async () => {
    const genuine = next();
    const { signatures } = genuine.commit;
    expect(await adjacent({ ...genuine, commit: { ...genuine.commit, signatures: signatures.slice(1) } })).toBe(
      "commitSize",
    );
    const more = [...signatures, absent(signatures[0] as CommitSig)];
    expect(await adjacent({ ...genuine, commit: { ...genuine.commit, signatures: more } })).toBe("commitSize");
  });
});

describe("validator sets", () => {
  test("a set that is not the header's: another one, another order, another power, one missing", async () => {
    const genuine = next({ signers: [signer("a", 40), ...signers("bcd")] });
    const first = block({ height: 1, signers: [signer("a", 40), ...signers("bcd")] });
    const with_ = (validators: LightBlock["validators"]) =>
      outcome(verify(first, { ...genuine, validators }, OPTIONS, now));
    expect(await with_(genuine.validators)).toBe("valid");
    expect(await with_(setOf(signers("wxyz")))).toBe("validatorsHash");
    expect(await with_(genuine.validators.toReversed())).toBe("validatorsHash");
    expect(await with_(genuine.validators.map((v) => ({ ...v, power: v.power + 1 })))).toBe("validatorsHash");
    expect(await with_(genuine.validators.slice(1))).toBe("validatorsHash");
    expect(await with_([])).toBe("validatorsHash");
    expect(await outcome(verify(first, { ...genuine, nextValidators: setOf(four) }, OPTIONS, now))).toBe(
      "nextValidatorsHash",
    );
  });

  test("an adjacent set that was not announced, though it signs itself", async () => {
    expect(await adjacent(next({ signers: signers("wxyz") }))).toBe("announcedValidators");
  });

  test("addresses that are not the keys', doubles, powers that do not add up", async () => {
    const genuine = next();
    const [a, b, c, d] = genuine.validators as [LightBlock["validators"][0], ...LightBlock["validators"][0][]];
    const swapped = [
      { ...a, address: (b as typeof a).address },
      { ...b, address: a.address },
      c,
      d,
    ] as LightBlock["validators"];
    // The hash covers keys and powers alone.
    expect(await adjacent({ ...genuine, validators: swapped })).toBe("validatorAddress");
    const double = [signer("a", 30), signer("b"), signer("b", 9)];
    const first = block({ height: 1, signers: double });
    expect(await outcome(verify(first, block({ height: 2, signers: double }), OPTIONS, now))).toBe(
      "duplicateValidator",
    );
    const huge = [signer("a", Number.MAX_SAFE_INTEGER), signer("b", 1)];
    expect(
      await outcome(verify(block({ height: 1, signers: huge }), block({ height: 2, signers: huge }), OPTIONS, now)),
    ).toBe("votingPower");
  });

  test("powers up to 2^53-1 count exactly", async () => {
    // Two thirds of 2^53-1 is 6004799503160660 and a third of three; one more is enough, that is not.
    const third = 3_002_399_751_580_330;
    const list = [signer("a", third), signer("b", third), signer("c", third + 1)];
    const first = block({ height: 1, signers: list });
    const without = (i: number) =>
      block({ height: 2, signers: list, vote: (s) => (s === list[i] ? "absent" : "commit") });
    expect(await outcome(verify(first, without(2), OPTIONS, now))).toBe("twoThirds");
    expect(await outcome(verify(first, without(0), OPTIONS, now))).toBe("valid");
  });

  test("the trusted header's own next set was altered in our store", async () => {
    const altered = { ...trusted, nextValidators: setOf(signers("wxyz")) };
    expect(await outcome(verifySkipping(altered, later({ signers: signers("wxyz") }), OPTIONS, now))).toBe(
      "trustedValidators",
    );
  });
});
