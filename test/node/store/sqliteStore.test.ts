/** The acceptance suite over disk, and what only a disk can do: be damaged, be taken, be lost. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, describe, expect, test } from "vitest";
import { createStore, SqliteStore } from "../../../node/store/sqliteStore.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { storeContract } from "./storeContract.ts";

const folders: string[] = [];
function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-store-"));
  folders.push(folder);
  return join(folder, "chain.db");
}
const cleanUp = () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};

describe("SqliteStore", () => {
  const files = new Map<unknown, string>();
  storeContract({
    create(documents, options) {
      const file = newFile();
      createStore(file, documents);
      const store = new SqliteStore(file, options);
      files.set(store, file);
      return store;
    },
    reopen(store, options) {
      store.close();
      return new SqliteStore(files.get(store) as string, options);
    },
    cleanUp,
  });
});

describe("a database file that is not as it was left", () => {
  afterEach(cleanUp);
  const faultOf = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof FaultError) return error.fault;
      throw error;
    }
    throw new Error("nothing was thrown");
  };
  const open = (file: string) => new SqliteStore(file, { keepBlocks: 10 });

  test("garbage is named as damaged and left as it is", () => {
    const file = newFile();
    writeFileSync(file, "this is not a database, it is a letter".repeat(100));
    const before = readFileSync(file);
    expect(faultOf(() => open(file))).toMatchObject({ code: "node.damaged", data: { file }, next: "restore" });
    expect(readFileSync(file)).toEqual(before);
  });

  test("an emptied file is damaged, never taken for a new one", () => {
    const file = newFile();
    createStore(file, { genesis: "g" });
    truncateSync(file, 0);
    expect(faultOf(() => open(file))).toMatchObject({ code: "node.damaged", data: { file } });
    expect(readFileSync(file)).toHaveLength(0);
  });

  test("a missing file is damaged, and none is made", () => {
    const file = newFile();
    expect(faultOf(() => open(file))).toMatchObject({ code: "node.damaged", data: { file } });
  });

  test("another format is refused", () => {
    const file = newFile();
    createStore(file, { genesis: "g" });
    const db = new DatabaseSync(file);
    db.exec("UPDATE meta SET value = 'wattlight-node-9' WHERE name = 'format'");
    db.close();
    expect(faultOf(() => open(file))).toMatchObject({ code: "node.damaged", data: { file } });
  });

  test("a second node on the same file is refused while the first runs", () => {
    const file = newFile();
    createStore(file, { genesis: "g" });
    const first = open(file);
    expect(faultOf(() => open(file))).toMatchObject({ code: "node.inUse", data: { file } });
    first.close();
    open(file).close();
  });

  test("a store is never created over an existing file", () => {
    const file = newFile();
    writeFileSync(file, "precious");
    expect(() => createStore(file, { genesis: "g" })).toThrow(/exists/);
    expect(readFileSync(file, "utf8")).toBe("precious");
  });
});
