/** The rules of verification_001, each broken once, on genuinely signed blocks. */
import { describe, expect, test } from "vitest";
import { headerHash } from "../../../shared/light/hashes.ts";
import { fromMs } from "../../../shared/light/timestamp.ts";
import type { CommitSig, Header, LightBlock } from "../../../shared/light/types.ts";
import { sortValidators } from "../../../shared/light/validators.ts";
import {
  type LightOptions,
  type Verdict,
  verify,
  verifyAdjacent,
  verifyAnchor,
  verifyBackward,
  verifySkipping,
  verifyWhole,
  withCheckedVotes,
} from "../../../shared/light/verify.ts";
import {
  block,
  type BlockPlan,
  CHAIN,
  commitFor,
  digest,
  setOf,
  type Signer,
  signer,
  signers,
  START,
  withSignature,
} from "./chain.ts";

const HOUR = 3_600_000;
const OPTIONS: LightOptions = { trustingPeriodMs: HOUR, clockDriftMs: 10_000 };
const at = (height: number) => fromMs(START + height * 1000 + 500);
const now = at(100);

const four = signers("abcd");
const trusted = block({ height: 1, signers: four });
const next = (plan: Partial<BlockPlan> = {}) => block({ height: 2, signers: four, ...plan });
const later = (plan: Partial<BlockPlan> = {}) => block({ height: 9, signers: four, ...plan });
/** What is broken, or the verdict. */
const outcome = async (given: Promise<Verdict>): Promise<string> => {
  const verdict = await given;
  return verdict.verdict === "invalid" ? verdict.rule : verdict.verdict;
};
const adjacent = (untrusted: LightBlock, options = OPTIONS) =>
  outcome(verifyAdjacent(trusted, untrusted, options, now));
const skipping = (untrusted: LightBlock, options = OPTIONS) =>
  outcome(verifySkipping(trusted, untrusted, options, now));

describe("LCV-FUNC-VALID: valid blocks", () => {
  test("adjacent, skipping, and either by verify()", async () => {
    const want = { verdict: "valid", signed: 30, of: 40 };
    expect(await verifyAdjacent(trusted, next(), OPTIONS, now)).toEqual(want);
    expect(await verifySkipping(trusted, later(), OPTIONS, now)).toEqual(want);
    expect(await verify(trusted, next(), OPTIONS, now)).toEqual(want);
    expect(await verify(trusted, later(), OPTIONS, now)).toEqual(want);
  });

  test("adjacent to a wholly new set that was announced", async () => {
    const announcing = block({ height: 1, signers: four, next: signers("wxyz") });
    expect(await outcome(verify(announcing, block({ height: 2, signers: signers("wxyz") }), OPTIONS, now))).toBe(
      "valid",
    );
  });

  test("secp256k1 validators, alone and mixed with ed25519", async () => {
    const coins = signers("klmn").map((s): Signer => ({ ...s, type: "secp256k1" }));
    for (const list of [coins, [...coins.slice(0, 2), ...four.slice(0, 2)]]) {
      const first = block({ height: 1, signers: list });
      const second = block({ height: 2, signers: list });
      expect(await outcome(verify(first, second, OPTIONS, now))).toBe("valid");
      for (const [index, v] of second.validators.entries()) {
        const flipped = withSignature(second, index, (sig) => ({ ...sig, signature: flip(sig.signature, 40) }));
        // The last of four equal powers is not needed for two thirds, but the block is not whole.
        const [step, whole] = [verify(first, flipped, OPTIONS, now), verifyWhole(flipped)];
        const want = index < 3 ? "signature" : "valid";
        expect([v.key.type, await outcome(step), await outcome(whole)]).toEqual([v.key.type, want, "signature"]);
      }
    }
  });

  test("a secp256k1 signature with a high S is refused, as in CometBFT", async () => {
    const list = signers("k", 10).map((s): Signer => ({ ...s, type: "secp256k1" }));
    const second = block({ height: 2, signers: list });
    const high = withSignature(second, 0, (sig) => ({ ...sig, signature: highS(sig.signature) }));
    expect(await outcome(verify(block({ height: 1, signers: list }), high, OPTIONS, now))).toBe("signature");
  });
});

describe("LCV-FUNC-VALID: the header", () => {
  test("adjacent means the next height, skipping any later one but that", async () => {
    expect(await adjacent(later())).toBe("height");
    expect(await skipping(next())).toBe("height");
    expect(await outcome(verifySkipping(later(), next(), OPTIONS, now))).toBe("height");
    expect(await outcome(verifySkipping(later(), later(), OPTIONS, now))).toBe("height");
  });

  test("another chain, though its validators are the same", async () => {
    expect(await adjacent(next({ chainId: "other-1" }))).toBe("chainId");
    expect(await skipping(later({ chainId: "other-1" }))).toBe("chainId");
  });

  test("a chain id changed after signing breaks the header hash; a vote for another chain breaks its signature", async () => {
    const foreign = next({ chainId: "other-1" });
    const posing = { ...foreign, header: { ...foreign.header, chainId: CHAIN } };
    expect(await adjacent(posing)).toBe("commitHash");
    const real = next();
    const crossed = {
      ...real,
      commit: { ...commitFor({ ...real.header, chainId: "other-1" }, four), blockId: real.commit.blockId },
    };
    expect(await adjacent(crossed)).toBe("signature");
  });

  test("time not after the trusted one", async () => {
    expect(await adjacent(next({ header: { time: trusted.header.time } }))).toBe("timeMonotonic");
    const { seconds, nanos } = trusted.header.time;
    expect(await adjacent(next({ header: { time: { seconds, nanos: nanos + 1 } } }))).toBe("valid");
  });

  test("clock drift: not at or after now + drift, to the nanosecond", async () => {
    const edge = fromMs(START + 100_500 + 10_000);
    expect(await skipping(later({ header: { time: edge } }))).toBe("future");
    expect(await skipping(later({ header: { time: { seconds: edge.seconds, nanos: edge.nanos - 1 } } }))).toBe("valid");
  });

  test("from the future is said of a header that its validators signed, of no other", async () => {
    const time = fromMs(START + HOUR);
    const signed = later({ header: { time } });
    expect(await skipping(signed)).toBe("future");
    expect(await adjacent(next({ header: { time } }))).toBe("future");
    const moved = (real: LightBlock): LightBlock => ({ ...real, header: { ...real.header, time } });
    expect(await skipping(moved(later()))).toBe("commitHash");
    expect(await adjacent(moved(next()))).toBe("commitHash");
    // The commit names the moved header now, but nobody signed it.
    const renamed = (real: LightBlock): LightBlock => ({
      ...moved(real),
      commit: { ...real.commit, blockId: { ...real.commit.blockId, hash: headerHash(moved(real).header) } },
    });
    expect(await skipping(renamed(later()))).toBe("signature");
    expect(await adjacent(renamed(next()))).toBe("signature");
    expect(await adjacent({ ...signed, header: { ...signed.header, height: 2 } })).not.toBe("future");
    expect(await adjacent(block({ height: 2, signers: signers("wxyz"), header: { time } }))).toBe(
      "announcedValidators",
    );
  });

  test("trusting period: over at trusted time + period exactly (LCV-INV-TP)", async () => {
    const period = (trustingPeriodMs: number) => verify(trusted, later(), { ...OPTIONS, trustingPeriodMs }, at(9));
    expect(await outcome(period(8500))).toBe("trustingPeriod");
    expect(await outcome(period(8501))).toBe("valid");
  });

  test("another block protocol", async () => {
    expect(await adjacent(next({ header: { version: { block: 10, app: 1 } } }))).toBe("blockVersion");
  });
});

describe("CMBC-SOUND-DISTR-POSS-COMMIT: the commit is for this header", () => {
  const changes: { [F in keyof Header]: Header[F] } = {
    version: { block: 11, app: 2 },
    chainId: "other-1",
    height: 3,
    time: fromMs(START + 2001),
    lastBlockId: { hash: digest("last"), parts: { total: 2, hash: digest("parts") } },
    lastCommitHash: digest("x"),
    dataHash: digest("x"),
    validatorsHash: digest("x"),
    nextValidatorsHash: digest("x"),
    consensusHash: digest("x"),
    appHash: digest("x"),
    lastResultsHash: digest("x"),
    evidenceHash: digest("x"),
    proposerAddress: new Uint8Array(20),
  };
  test("there are 14 fields", () => expect(Object.keys(changes)).toHaveLength(14));

  test.each(Object.keys(changes) as (keyof Header)[])("%s changed after signing", async (field) => {
    const genuine = next();
    const header = { ...genuine.header, [field]: changes[field] };
    expect(headerHash(header)).not.toEqual(headerHash(genuine.header));
    expect(await adjacent({ ...genuine, header })).not.toMatch(/^(valid|notEnoughTrust)$/);
    // And with a commit that names the changed header, but votes of the old one.
    const renamed = {
      ...genuine.commit,
      height: header.height,
      blockId: { ...genuine.commit.blockId, hash: headerHash(header) },
    };
    expect(await adjacent({ ...genuine, header, commit: renamed })).not.toMatch(/^(valid|notEnoughTrust)$/);
  });

  test("a commit of another height or round", async () => {
    const genuine = next();
    expect(await adjacent({ ...genuine, commit: { ...genuine.commit, height: 3 } })).toBe("commitHeight");
    expect(await adjacent({ ...genuine, commit: { ...genuine.commit, round: 1 } })).toBe("signature");
  });

  test("other parts under the same hash", async () => {
    const genuine = next();
    const blockId = { ...genuine.commit.blockId, parts: { total: 2, hash: digest("parts") } };
    expect(await adjacent({ ...genuine, commit: { ...genuine.commit, blockId } })).toBe("signature");
  });
});

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

function flip(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.map((byte, i) => (i === index ? byte ^ 1 : byte));
}

function absent(sig: CommitSig): CommitSig {
  return { ...sig, flag: "absent", address: new Uint8Array(), signature: new Uint8Array() };
}

function nameOf(s: Signer, list: readonly Signer[]): string {
  return String(list.indexOf(s));
}

/** The other signature of the same vote: S becomes n - S. */
function highS(signature: Uint8Array): Uint8Array {
  const n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const s = signature.slice(32).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const high = (n - s).toString(16).padStart(64, "0");
  return Uint8Array.from([...signature.slice(0, 32), ...(high.match(/../g) ?? []).map((hex) => parseInt(hex, 16))]);
}
