/** Trust: how much of the known validators must have signed, where it begins, and backwards by the hash chain. */
import { describe, expect, test } from "vitest";
import { headerHash } from "../../../shared/light/hashes.ts";
import { sortValidators } from "../../../shared/light/validators.ts";
import {
  type LightOptions,
  verify,
  verifyAnchor,
  verifyBackward,
  verifySkipping,
  verifyWhole,
  withCheckedVotes,
} from "../../../shared/light/verify.ts";
import { CHAIN, block, digest, setOf, signer, signers, withSignature } from "./chain.ts";
import { OPTIONS, absent, flip, four, next, now, outcome, trusted } from "./verifyScene.ts";

describe("CMBC-VAL-CONTAINS-CORR: trust level", () => {
  const six = signers("abcdef");
  const first = block({ height: 1, signers: six });
  const mixed = (known: string, fresh: string) => block({ height: 9, signers: signers(known + fresh) });
  const level = (numerator: number, denominator: number) => ({ ...OPTIONS, trustLevel: { numerator, denominator } });

  test("more than a third of the trusted next set, not a third", async () => {
    expect(await verify(first, mixed("ab", "wxyz"), OPTIONS, now)).toEqual({
      verdict: "notEnoughTrust",
      tally: 20,
      of: 60,
      level: { numerator: 1, denominator: 3 },
    });
    expect(await outcome(verify(first, mixed("abc", "xyz"), OPTIONS, now))).toBe("valid");
  });

  test("a higher level asks for more", async () => {
    expect(await outcome(verify(first, mixed("abcd", "yz"), level(2, 3), now))).toBe("notEnoughTrust");
    expect(await outcome(verify(first, mixed("abcde", "z"), level(2, 3), now))).toBe("valid");
    expect(await outcome(verify(first, mixed("abcdef", ""), level(1, 1), now))).toBe("notEnoughTrust");
  });

  test.each([
    [1, 4],
    [0, 1],
    [4, 3],
    [1, 0],
    [-1, -3],
    [0.5, 1],
  ])("a level of %d/%d is refused", async (n, d) => {
    await expect(verifySkipping(first, mixed("abc", "xyz"), level(n, d), now)).rejects.toThrow("1/3");
  });

  test("the trusted NEXT set counts, not the trusted one", async () => {
    const handing = block({ height: 1, signers: signers("abc"), next: signers("wxyz") });
    expect(await outcome(verify(handing, block({ height: 9, signers: signers("wxyz") }), OPTIONS, now))).toBe("valid");
    expect(await outcome(verify(handing, block({ height: 9, signers: signers("abc") }), OPTIONS, now))).toBe(
      "notEnoughTrust",
    );
  });

  test("a forger with two of six trusted keys and any number of his own gets no trust; with a bad third signature neither", async () => {
    const forged = mixed("abc", "wxyz");
    const victim = setOf(signers("c"))[0]?.address.join();
    const index = forged.commit.signatures.findIndex((sig) => sig.address.join() === victim);
    const bad = withSignature(forged, index, (sig) => ({ ...sig, signature: flip(sig.signature, 3) }));
    expect(await outcome(verify(first, bad, OPTIONS, now))).toBe("signature");
    expect(await outcome(verify(first, withSignature(forged, index, absent), OPTIONS, now))).toBe("notEnoughTrust");
  });

  const many = signers("abcdefghijklmnopqrstuvwxyz");
  /** Takes every signature, and says which votes it was asked about. */
  const asked: number[] = [];
  const counting: LightOptions = {
    ...OPTIONS,
    checks: (votes) => {
      asked.push(votes.length);
      return Promise.resolve(undefined);
    },
  };

  test("as many signatures are checked as the verdict needs, once each, and only those are counted", async () => {
    const [from, to] = [block({ height: 1, signers: many }), block({ height: 9, signers: many })];
    asked.length = 0;
    expect(await verify(from, to, counting, now)).toEqual({ verdict: "valid", signed: 180, of: 260 });
    expect(asked).toEqual([18]);
    asked.length = 0;
    expect(await verifyWhole(to, counting.checks)).toEqual({ verdict: "valid", signed: 260, of: 260 });
    expect(asked).toEqual([26]);
  });

  test("the votes that carry the trust are checked, wherever they stand", async () => {
    const to = block({ height: 9, signers: many });
    // Of the trusted ones the last three of the commit stay: behind the two thirds.
    const last = to.validators.slice(-3).map(({ address }) => address.join());
    const from = block({
      height: 1,
      signers: four,
      next: many.filter((one) => last.includes(setOf([one])[0]?.address.join() ?? "")),
    });
    asked.length = 0;
    expect(await verify(from, to, counting, now)).toEqual({ verdict: "valid", signed: 200, of: 260 });
    expect(asked).toEqual([20]);
    const forged = (index: number) =>
      withSignature(to, index, (sig) => ({ ...sig, signature: flip(sig.signature, 9) }));
    expect(await outcome(verify(from, forged(23), OPTIONS, now))).toBe("signature");
    expect(await outcome(verify(from, forged(24), OPTIONS, now))).toBe("signature");
    // Two of three are more than a third: the third one is not needed.
    expect(await outcome(verify(from, forged(25), OPTIONS, now))).toBe("valid");
  });
});

describe("a verified block as it is kept: no vote that was not checked", () => {
  test("itself, when every vote is genuine", async () => {
    const genuine = next();
    expect(await withCheckedVotes(genuine)).toBe(genuine);
    const few = next({ vote: (s) => (s === four[0] ? "nil" : "commit") });
    expect(await withCheckedVotes(few)).toBe(few);
  });

  test("with those alone that are enough, when one that nothing needed is false", async () => {
    const six = signers("abcdef");
    const genuine = block({ height: 2, signers: six });
    const forged = withSignature(genuine, 5, (sig) => ({ ...sig, signature: flip(sig.signature, 3) }));
    const kept = await withCheckedVotes(forged);
    expect(kept.header).toEqual(genuine.header);
    expect(kept.commit.signatures.map(({ flag }) => flag)).toEqual([...Array(5).fill("commit"), "absent"]);
    expect(await verifyWhole(kept)).toEqual({ verdict: "valid", signed: 50, of: 60 });
    // The fifth is enough already: it stays, whatever the sixth is.
    expect(kept.commit.signatures.slice(0, 5)).toEqual(genuine.commit.signatures.slice(0, 5));
  });
});

describe("LCV-A-INIT: the anchor", () => {
  const anchor = { chainId: CHAIN, hash: headerHash(trusted.header) };
  test("the block that the anchor names, whole", async () => {
    expect(await outcome(verifyAnchor(anchor, trusted))).toBe("valid");
    expect(await outcome(verifyAnchor(anchor, next()))).toBe("anchor");
    expect(await outcome(verifyAnchor({ ...anchor, chainId: "other-1" }, trusted))).toBe("chainId");
    expect(await outcome(verifyAnchor(anchor, { ...trusted, nextValidators: setOf(signers("wxyz")) }))).toBe(
      "nextValidatorsHash",
    );
    expect(
      await outcome(
        verifyAnchor(
          anchor,
          withSignature(trusted, 0, (s) => ({ ...s, signature: flip(s.signature, 1) })),
        ),
      ),
    ).toBe("signature");
  });
});

describe("backward, by the hash chain", () => {
  test("the header that the trusted one names", async () => {
    const older = block({ height: 4, signers: four }).header;
    const newer = block({
      height: 5,
      signers: four,
      header: { lastBlockId: { hash: headerHash(older), parts: { total: 1, hash: digest("p") } } },
    }).header;
    expect(verifyBackward(newer, older).verdict).toBe("valid");
    expect(verifyBackward(newer, { ...older, appHash: digest("x") })).toMatchObject({ rule: "lastBlock" });
    expect(verifyBackward(newer, { ...older, height: 3 })).toMatchObject({ rule: "height" });
    expect(verifyBackward(newer, { ...older, chainId: "other-1" })).toMatchObject({ rule: "chainId" });
    expect(verifyBackward(newer, { ...older, time: newer.time })).toMatchObject({ rule: "timeMonotonic" });
  });
});

test("sets are sorted by power, largest first, then by address", async () => {
  const set = setOf([signer("a", 5), signer("b", 9), signer("c", 5)]);
  expect(set.map((v) => v.power)).toEqual([9, 5, 5]);
  expect(set).toEqual(sortValidators(set.toReversed()));
});
