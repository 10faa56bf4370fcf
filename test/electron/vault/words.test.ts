/** BIP39 and BIP32 against their published vectors; typed phrases against every way they can be wrong. */
import { HDKey } from "@scure/bip32";
import { describe, expect, it } from "vitest";
import { placesToAsk, newRecovery, readPhrase, sameWord, seedOf, wordsOf } from "../../../electron/vault/words.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { fromHex, toHex } from "../../../shared/codec/bytes.ts";

/** The code and data of what `run` throws. */
function faultOf(run: () => unknown): FaultError["fault"] {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("did not throw");
}
const ABANDON = `${"abandon ".repeat(11)}about`;

describe("BIP39", () => {
  // Entropy and words: trezor/python-mnemonic vectors.json (English); words of 00…00 in simplified Chinese: bip32JP/test_mnemonic lists.
  it.each([
    ["00000000000000000000000000000000", ABANDON],
    ["7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f", "legal winner thank year wave sausage worth useful legal winner thank yellow"],
    [
      "8080808080808080808080808080808080808080808080808080808080808080",
      "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
    ],
    [
      "68a79eaca2324873eacc50cb9c6eca8cc68ea5d936f98787c60c7ebc74e6ce7c",
      "hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay length",
    ],
  ])("entropy %s", (entropy, phrase) => {
    expect(wordsOf({ entropy: fromHex(entropy), list: "english" }).join(" ")).toBe(phrase);
    expect(toHex(readPhrase(phrase).entropy)).toBe(entropy);
  });

  it("derives the seed of the specification (empty passphrase)", async () => {
    // BIP39 of the all-zero phrase without a passphrase, as published with many wallets' test data.
    expect(toHex(await seedOf(readPhrase(ABANDON)))).toBe(
      "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc19a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4",
    );
  });

  it("reads simplified Chinese with and without spaces, and gives back the same entropy", () => {
    const recovery = { entropy: fromHex("00".repeat(16)), list: "chinese" as const };
    const words = wordsOf(recovery);
    expect(words.join("")).toBe("的的的的的的的的的的的在");
    for (const typed of [words.join(" "), words.join(""), words.join("，"), ` ${words.join("\n")} `])
      expect(readPhrase(typed)).toEqual(recovery);
  });

  it("reads traditional Chinese, and tells it from simplified by the characters that differ", () => {
    // All of these are in both lists, at the same places: the phrase is the same in either.
    const shared = { entropy: fromHex("00".repeat(16)), list: "traditional" as const };
    expect(wordsOf(shared)).toEqual(wordsOf({ ...shared, list: "chinese" }));
    expect(readPhrase(wordsOf(shared).join(""))).toEqual({ ...shared, list: "chinese" });
    const other = { entropy: fromHex("0123456789abcdef0123456789abcdef"), list: "traditional" as const };
    expect(readPhrase(wordsOf(other).join(""))).toEqual(other);
    expect(wordsOf({ ...other, list: "chinese" })).not.toEqual(wordsOf(other));
  });

  it.each([12, 24] as const)("makes %i words that read back", (count) => {
    for (const list of ["english", "chinese", "traditional"] as const) {
      const recovery = newRecovery(count, list);
      expect(wordsOf(recovery)).toHaveLength(count);
      expect(readPhrase(wordsOf(recovery).join(" ").toUpperCase()).entropy).toEqual(recovery.entropy);
    }
  });
});

describe("BIP32 vector 1", () => {
  it("derives m/0'", () => {
    const master = HDKey.fromMasterSeed(fromHex("000102030405060708090a0b0c0d0e0f"));
    expect(master.derive("m/0'").privateExtendedKey).toBe(
      "xprv9uHRZZhk6KAJC1avXpDAp4MDc3sQKNxDiPvvkX8Br5ngLNv1TxvUxt4cV1rGL5hj6KCesnDYUhd7oWgT11eZG7XnxHrnYeSvkzY7d2bhkJ7",
    );
  });
});

describe("a typed phrase that is wrong", () => {
  it("names the unknown word and its place", () => {
    expect(faultOf(() => readPhrase(ABANDON.replace("about", "abuot")))).toMatchObject({
      code: "words.unknown",
      data: { word: "abuot", place: 12 },
    });
  });
  it("counts the words", () => {
    expect(faultOf(() => readPhrase("abandon about"))).toMatchObject({ code: "words.count", data: { count: 2 } });
  });
  it("says that the checksum does not match", () => {
    expect(faultOf(() => readPhrase(ABANDON.replace("about", "abandon"))).code).toBe("words.checksum");
  });
  it("refuses an empty phrase", () => {
    expect(faultOf(() => readPhrase("  ")).code).toBe("words.count");
  });
});

describe("three words asked back", () => {
  it("asks one of each third", () => {
    for (let i = 0; i < 200; i++) {
      const [a, b, c] = placesToAsk(24);
      expect([a, b, c].map((n) => Math.floor((n - 1) / 8))).toEqual([0, 1, 2]);
    }
  });
  it("accepts other capitals and spaces, not another word", () => {
    expect(sameWord(" Harbor ", "harbor")).toBe(true);
    expect(sameWord("harbour", "harbor")).toBe(false);
  });
});
