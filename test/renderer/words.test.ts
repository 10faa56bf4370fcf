/** Words: Chinese and English equal in rank. Same keys, none empty, same values asked for, and a sentence for every fault. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bundles, type Tree } from "../../renderer/words/i18n.ts";
import { faultText, hasFault } from "../../renderer/words/faults.ts";
import { IMPORT_FAULTS } from "../../shared/metering/importFault.ts";
import "../../renderer/parts/words.ts";
import "../../renderer/frame/words.ts";
import "../../renderer/screens/overview/words.ts";
import "../../renderer/screens/overview/needWords.ts";
import "../../renderer/screens/energy/words.ts";
import "../../renderer/screens/energy/curve/words.ts";
import "../../renderer/screens/market/words.ts";
import "../../renderer/screens/market/auctionWords.ts";
import "../../renderer/screens/contracts/words.ts";
import "../../renderer/screens/contracts/endWords.ts";
import "../../renderer/screens/money/words.ts";
import "../../renderer/screens/ledger/words.ts";
import "../../renderer/screens/account/words.ts";
import "../../renderer/screens/devices/words.ts";
import "../../renderer/screens/office/words.ts";
import "../../renderer/screens/office/balanceWords.ts";
import "../../renderer/screens/office/decisionWords.ts";
import "../../renderer/screens/office/disputeWords.ts";
import "../../renderer/screens/office/healthWords.ts";
import "../../renderer/screens/office/partyWords.ts";
import "../../renderer/screens/office/ruleWords.ts";
import "../../renderer/screens/office/signalWords.ts";
import "../../renderer/screens/office/tariffWords.ts";
import "../../renderer/screens/commissioning/words.ts";
import "../../renderer/safe/anchorWords.ts";
import "../../renderer/safe/networkWords.ts";
import "../../renderer/safe/keysWords.ts";
import "../../renderer/safe/restoreWords.ts";
import "../../renderer/safe/everything/words.ts";
import "../../renderer/safe/watchWords.ts";
import "../../renderer/safe/agent/words.ts";
import "../../renderer/safe/book/words.ts";
import "../../renderer/safe/nodes/words.ts";
import "../../renderer/safe/words.ts";
import "../../renderer/kiosk/words.ts";

const root = join(import.meta.dirname, "../..");
const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
const asked = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort((a, b) => (a < b ? -1 : 1));
const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name)
        ? [join(folder, entry.name)]
        : [],
  );

describe.each([...bundles])("words of %s", (_, { en, zh }) => {
  const english = new Map(leaves(en));
  const chinese = new Map(leaves(zh));
  test("have the same keys in both languages (Chinese needs no singular)", () => {
    const wanted = [...english.keys()].filter((key) => !key.endsWith("_one"));
    expect([...chinese.keys()]).toEqual(wanted);
  });
  const all = [...english, ...chinese];
  const keysWhere = (words: Iterable<[string, string]>, bad: (text: string, key: string) => boolean) =>
    [...words].filter(([key, text]) => bad(text, key)).map(([key]) => key);
  test("are never empty", () => {
    expect(keysWhere(all, (text) => text.trim() === "")).toEqual([]);
  });
  test("ask for the same values", () => {
    const differs = (text: string, key: string) => asked(text).join() !== asked(english.get(key) ?? "").join();
    expect(keysWhere(chinese, differs)).toEqual([]);
  });
  test("keep the tone: no exclamation marks, full-width punctuation in Chinese", () => {
    expect(keysWhere(all, (text) => /[!！]/.test(text))).toEqual([]);
    expect(keysWhere(chinese, (text) => /[一-鿿][,;?]/.test(text))).toEqual([]);
  });
});

test("every file of words is in this test", () => {
  const files = sources(join(root, "renderer")).filter(
    (file) => /words\("/.test(readFileSync(file, "utf8")) === false && /words\(\n\s*"/.test(readFileSync(file, "utf8")),
  );
  const areas = files.flatMap((file) => /words\(\n\s*"(\w+)"/.exec(readFileSync(file, "utf8"))?.[1] ?? []);
  expect(areas.filter((area) => !bundles.has(area))).toEqual([]);
});

test.each(Object.keys(IMPORT_FAULTS))("a meter file's fault %s says what is wrong, in both languages", (kind) => {
  const fault = {
    code: `import.${kind}`,
    data: { line: 7, column: 3, text: "x", file: "m.csv" },
    next: "correct",
  } as const;
  expect(hasFault(fault.code)).toBe(true);
  for (const lang of ["en", "zh-CN"] as const) {
    expect(faultText(fault, lang)).not.toMatch(/\{\{/);
    expect(faultText({ ...fault, data: {} }, lang)).not.toMatch(/\{\{/);
  }
});

test("a fault without a sentence of its own still says what is safe, with line and column", () => {
  const text = faultText({ code: "new.fault", data: { line: 7, column: 3 }, next: "none" }, "en");
  expect(text).toContain("new.fault");
  expect(text).toContain("Line 7. Column 3.");
});

test("every fault that the main process can give has a sentence", () => {
  const codes = ["electron", "shared"].flatMap((layer) =>
    sources(join(root, layer)).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/FaultError\(\s*"([a-z]+\.[A-Za-z]+)"/g)].map((found) => found[1] ?? ""),
    ),
  );
  const safeOnly = /^(?:safe|words|backup|book|agent|account|key|system|erase|wallet|kiosk|nodes)\./;
  const missing = [...new Set(codes)].filter((code) => !safeOnly.test(code) && !hasFault(code));
  expect(missing).toEqual([]);
});
