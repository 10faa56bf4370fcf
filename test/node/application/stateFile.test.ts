/** The state as a file: out of one store and into another with the same root, and every way in which a file may be wrong. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { RULES_VERSION } from "../../../shared/ledger/genesis.ts";
import { exportState, importState } from "../../../node/application/stateFile.ts";
import type { MemoryStore } from "../../../node/store/memoryStore.ts";
import { createStore, SqliteStore } from "../../../node/store/sqliteStore.ts";
import type { Store } from "../../../node/store/store.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { beginLedger, CHAIN_ID, memoryStore, openLedger, runTo } from "./ledgerUnderTest.ts";

let store: MemoryStore;
let file: string;
beforeEach(() => {
  store = memoryStore();
  const ledger = openLedger({ store });
  beginLedger(ledger);
  runTo(ledger, 3);
  file = join(temporaryFolder(), "state.txt");
});

function faultOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("it is text: a heading, then the entries in order", () => {
  const heading = exportState(store, [RULES_VERSION], file);
  const lines = readFileSync(file, "utf8").split("\n");
  expect(JSON.parse(lines[0] as string)).toEqual(heading);
  expect(heading).toMatchObject({ chainId: CHAIN_ID, height: 3, entries: [...store.entries()].length });
  expect(lines.slice(1, -1)).toEqual([...store.entries()].map(([key, text]) => `${key} ${text}`));
});

test.each<[string, () => Store]>([
  ["memory", memoryStore],
  [
    "disk",
    () => {
      const path = join(temporaryFolder(), "state.db");
      createStore(path, {});
      return new SqliteStore(path, { keepBlocks: 0 });
    },
  ],
])("a store in %s takes it, and the next block gives the same hash", (_, make) => {
  // prettier-ignore
  const heading = exportState(store, [RULES_VERSION], file);
  const other = make();
  expect(importState(file, other)).toEqual(heading);
  const [first, second] = [openLedger({ store }), openLedger({ store: other })];
  expect(second.info()).toEqual(first.info());
  runTo(first, 4);
  runTo(second, 4);
  expect(second.info()).toEqual(first.info());
  other.close();
});

test("before the first block there is nothing to write", () => {
  expect(faultOf(() => exportState(memoryStore(), [RULES_VERSION], file))).toMatchObject({ code: "node.empty" });
  expect(existsSync(file)).toBe(false);
});

describe("a file that is wrong leaves the store as it was, and is named with the line", () => {
  const change = (edit: (lines: string[]) => string[]): void => {
    exportState(store, [RULES_VERSION], file);
    writeFileSync(file, edit(readFileSync(file, "utf8").split("\n")).join("\n"));
  };
  const heading = (over: object) => (lines: string[]) => [JSON.stringify({ ...JSON.parse(lines[0] as string), ...over }), ...lines.slice(1)]; // prettier-ignore

  test.each<[string, (lines: string[]) => string[], object]>([
    ["another file", () => ["hello", ""], { code: "stateFile.malformed", data: { line: 1 } }],
    ["an empty one", () => [], { code: "stateFile.malformed", data: { line: 1 } }],
    ["a newer format", heading({ format: "wattlight-state-2" }), { code: "stateFile.malformed", data: { line: 1 } }],
    ["a heading that says too much", heading({ more: 1 }), { code: "stateFile.malformed", data: { line: 1 } }],
    ["another chain", heading({ chainId: "other" }), { code: "stateFile.malformed", data: { line: 1 } }],
    ["another root", heading({ appHash: "00".repeat(32) }), { code: "stateFile.root" }],
    ["an entry less", (lines) => lines.toSpliced(5, 1), { code: "stateFile.malformed" }],
    [
      "entries that changed places",
      (lines) => lines.toSpliced(5, 2, lines[6] as string, lines[5] as string),
      { code: "stateFile.malformed", data: { line: 7 } },
    ],
    [
      "a line that is no entry",
      (lines) => lines.toSpliced(5, 1, "nothing"),
      { code: "stateFile.malformed", data: { line: 6 } },
    ],
    [
      "a value that was changed",
      (lines) => lines.toSpliced(5, 1, `${lines[5]?.split(" ")[0]} 1`),
      { code: "stateFile.root" },
    ],
    ["the end cut off", (lines) => lines.slice(0, -1), { code: "stateFile.malformed" }],
  ])("%s", (_, edit, fault) => {
    // prettier-ignore
    change(edit);
    const other = memoryStore();
    expect(faultOf(() => importState(file, other))).toMatchObject({ next: "correct", ...fault });
    expect(other.tip()).toBeUndefined();
  });

  test("bytes that are no text", () => {
    writeFileSync(file, Uint8Array.of(0x7b, 0xff, 0x0a));
    expect(faultOf(() => importState(file, memoryStore()))).toMatchObject({ code: "stateFile.malformed" });
  });
});
