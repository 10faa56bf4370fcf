/** detection_003: what a second block of one height is evidence of, and against whom. */
import { describe, expect, test } from "vitest";
import { attackJson, attackOf } from "../../../shared/light/attack.ts";
import { setOf } from "./chain.ts";
import { block, digest, signers } from "./chain.ts";

const four = signers("abcd");
const common = block({ height: 3, signers: four });
const trusted = block({ height: 9, signers: four, vote: (who) => (who === four[3] ? "absent" : "commit") });
const names = (list: readonly { readonly address: Uint8Array }[]) =>
  list.map(({ address }) => Buffer.from(address).toString("hex"));

describe("kinds", () => {
  test("lunatic: what no proposer may choose differs; the common block's validators who signed are accused", () => {
    const five = [...four.slice(0, 2), ...signers("xyz")];
    for (const invented of [
      block({ height: 9, signers: five }),
      block({ height: 9, signers: four.slice(0, 2), header: { appHash: digest("another state") } }),
      block({ height: 9, signers: four.slice(0, 2), header: { lastResultsHash: digest("other results") } }),
    ]) {
      const attack = attackOf(invented, trusted, common);
      expect(attack).toMatchObject({ kind: "lunatic", commonHeight: 3, totalPower: 40, time: common.header.time });
      expect(names(attack.byzantine)).toEqual(names(setOf(four.slice(0, 2))));
    }
  });

  test("equivocation: one round, another block; who signed both is accused", () => {
    const other = block({
      height: 9,
      signers: four,
      header: { dataHash: digest("other transactions") },
      vote: (who) => (who === four[0] ? "absent" : "commit"),
    });
    const attack = attackOf(other, trusted, common);
    expect(attack).toMatchObject({ kind: "equivocation", commonHeight: 9, totalPower: 40, time: trusted.header.time });
    expect(names(attack.byzantine)).toEqual(names(setOf([four[1], four[2]].flatMap((who) => who ?? []))));
  });

  test("amnesia: another round; nobody can be named from the commits", () => {
    const other = block({ height: 9, signers: four, header: { dataHash: digest("other transactions") } });
    const later = { ...other, commit: { ...other.commit, round: 2 } };
    expect(attackOf(later, trusted, common)).toMatchObject({ kind: "amnesia", commonHeight: 9, byzantine: [] });
  });
});

test("as CometBFT's RPC takes it", () => {
  const { type, value } = attackJson(attackOf(block({ height: 9, signers: signers("xyz") }), trusted, common));
  expect(type).toBe("tendermint/LightClientAttackEvidence");
  expect(Object.keys(value)).toEqual([
    "ConflictingBlock",
    "CommonHeight",
    "ByzantineValidators",
    "TotalVotingPower",
    "Timestamp",
  ]);
  expect(value).toMatchObject({ CommonHeight: "3", TotalVotingPower: "40", ByzantineValidators: [] });
});
