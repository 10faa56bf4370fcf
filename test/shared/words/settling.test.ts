/** The command line of settlement says the same in both languages, and never leaves a gap. */
import { expect, test } from "vitest";
import { fileFaultText, letterFaultText, residualFaultText, SETTLING } from "../../../shared/words/settling.ts";
import { type UnprovedData, unprovedText } from "../../../shared/words/unproved.ts";

const gaps = (text: string): readonly string[] => [...text.matchAll(/\{[a-zA-Z]+\}/g)].map(([gap]) => gap).toSorted();
const LANGS = ["en", "zh"] as const;
const told = (say: (lang: "en" | "zh") => string): void => {
  const [en = "", zh = ""] = LANGS.map(say);
  expect(en).toMatch(/^[^\u4E00-\u9FFF]+$/);
  expect(zh).toMatch(/[\u4E00-\u9FFF]/);
  expect(gaps(en + zh)).toEqual([]);
};

test.each(Object.entries(SETTLING))("%s has the same gaps in both", (_, { en, zh }) => {
  expect(gaps(zh)).toEqual(gaps(en));
  expect(en).not.toMatch(/[\u4E00-\u9FFF]/);
  expect(zh).toMatch(/[\u4E00-\u9FFF]/);
});

const node = "http://node.example/";
test.each<UnprovedData>([
  { why: "noAnswer", node, problem: "commit: error -32603" },
  { why: "lied", node, rule: "signature" },
  { why: "otherChain", node },
  { why: "anchorExpired", height: 7 },
  { why: "fromFuture", node },
  { why: "twoHistories", height: 7, nodes: [node, "http://two.example/"] },
])("$why", (data) => {
  told((lang) => unprovedText(data, lang));
  expect(unprovedText(data, "zh")).toContain("node" in data ? node : "7");
});

test("what is wrong with a file, an allocation, a message", () => {
  expect.hasAssertions();
  for (const fault of ["chain", "order", "totals", "signer", "signature"] as const)
    told((lang) => fileFaultText(fault, lang));
  const expected = {
    slot: 9,
    sold: 1,
    bought: 0,
    contractedSold: 0,
    contractedBought: 0,
    residualSold: 1,
    residualBought: 0,
  };
  for (const fault of [
    { fault: "supplier", expected: null },
    { fault: "order", slot: 9 },
    { fault: "notFinal", slot: 9 },
    { fault: "figures", slot: 9, expected },
  ] as const)
    told((lang) => residualFaultText(fault, lang));
  for (const fault of ["undecryptable", "residualSides", "padding"] as const)
    told((lang) => letterFaultText(fault, lang));
});
