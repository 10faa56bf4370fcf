/** The rules of verification_001 for headers and commits, each broken once, on genuinely signed blocks. */
import { describe, expect, test } from "vitest";
import { headerHash } from "../../../shared/light/hashes.ts";
import { fromMs } from "../../../shared/light/timestamp.ts";
import type { Header, LightBlock } from "../../../shared/light/types.ts";
import { verify, verifyAdjacent, verifySkipping, verifyWhole } from "../../../shared/light/verify.ts";
import { CHAIN, START, type Signer, block, commitFor, digest, signers, withSignature } from "./chain.ts";
import {
  HOUR,
  OPTIONS,
  adjacent,
  at,
  flip,
  four,
  highS,
  later,
  next,
  now,
  outcome,
  skipping,
  trusted,
} from "./verifyScene.ts";

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
