/** What a full node takes as evidence of an attack, and each reason for which it does not. */
import { describe, expect, test } from "vitest";
import { attackJson, attackOf } from "../../../shared/light/attack.ts";
import { attackFault, attackHash, type ClaimedAttack, parseAttack } from "../../../shared/light/attackCheck.ts";
import type { LightBlock } from "../../../shared/light/types.ts";
import { block, digest, signers, withSignature } from "./chain.ts";

const four = signers("abcd");
const common = block({ height: 3, signers: four });
const ours = block({ height: 9, signers: four });
const lunatic = block({ height: 9, signers: four, header: { appHash: digest("invented") } });
const double = block({ height: 9, signers: four, header: { dataHash: digest("other transactions") } });

const jsonOf = (theirs: LightBlock) => attackJson(attackOf(theirs, ours, common));
function claimOf(json: unknown): ClaimedAttack {
  const parsed = parseAttack(JSON.parse(JSON.stringify(json)));
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.claim;
}
const faultOf = (json: unknown, at = common) => attackFault(claimOf(json), ours, at);

test("both kinds are evidence, of another hash each", async () => {
  expect(await faultOf(jsonOf(lunatic))).toBeUndefined();
  expect(await faultOf(jsonOf(double), ours)).toBeUndefined();
  expect(attackHash(claimOf(jsonOf(lunatic)))).not.toEqual(attackHash(claimOf(jsonOf(double))));
});

describe("refused", () => {
  test("this chain's own block", async () => {
    expect(await faultOf(jsonOf(ours), ours)).toEqual({ fault: "sameBlock", height: 9 });
  });
  test("a signature that is none", async () => {
    const signature = new Uint8Array(64).fill(7);
    const forged = withSignature(lunatic, 2, (sig) => ({ ...sig, signature }));
    expect(await faultOf(jsonOf(forged))).toEqual({ fault: "unsound", rule: "signature" });
  });
  test("a commit for another header", async () => {
    expect(await faultOf(jsonOf({ ...lunatic, commit: ours.commit }))).toEqual({
      fault: "unsound",
      rule: "commitHash",
    });
  });
  test("too few of the block's own validators", async () => {
    const few = block({
      height: 9,
      signers: four,
      header: { appHash: digest("invented") },
      vote: (who) => (who === four[0] || who === four[1] ? "absent" : "commit"),
    });
    expect(await faultOf(jsonOf(few))).toEqual({ fault: "unsound", rule: "twoThirds" });
  });
  test("signed by strangers to the shared block", async () => {
    const strangers = block({ height: 9, signers: [...four.slice(0, 1), ...signers("wxyz")] });
    expect(await faultOf(jsonOf(strangers))).toEqual({ fault: "notEnoughTrust", signed: 10, of: 40 });
  });
  test("a common height that is not such an attack's", async () => {
    const json = jsonOf(double);
    expect(await faultOf({ ...json, value: { ...json.value, CommonHeight: "3" } })).toEqual({
      fault: "commonHeight",
      height: 3,
    });
  });
  test("an invented block at the common height itself: there both chains are still the same", async () => {
    const json = attackJson(attackOf(lunatic, ours, ours));
    expect(await faultOf(json, ours)).toEqual({ fault: "commonHeight", height: 9 });
  });
  test("an accused validator's power that is not its own", async () => {
    const json = jsonOf(lunatic);
    const [first, ...rest] = json.value.ByzantineValidators;
    const ByzantineValidators = [{ ...first, voting_power: "999" }, ...rest];
    expect(await faultOf({ ...json, value: { ...json.value, ByzantineValidators } })).toEqual({
      fault: "claim",
      field: "ByzantineValidators",
    });
  });
  test.each(["TotalVotingPower", "Timestamp", "ByzantineValidators"])(
    "a claim that does not follow: %s",
    async (field) => {
      const json = jsonOf(lunatic);
      const wrong = { TotalVotingPower: "41", Timestamp: "2020-01-01T00:00:00Z", ByzantineValidators: [] };
      const changed = { ...json, value: { ...json.value, [field]: wrong[field as keyof typeof wrong] } };
      expect(await faultOf(changed)).toEqual({ fault: "claim", field });
    },
  );
  test.each([
    ["no evidence", null],
    ["another kind", { type: "tendermint/DuplicateVoteEvidence", value: {} }],
    ["no block", { type: "tendermint/LightClientAttackEvidence", value: { CommonHeight: "1" } }],
  ])("%s", async (_, json) => {
    expect(parseAttack(json)).toMatchObject({ ok: false });
  });
});
