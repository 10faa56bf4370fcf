/** Private rows: nothing of them is in the file, and none that was moved, exchanged, changed or sealed with another key opens. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PRIVATE_BYTES, sealedOf } from "../../../electron/store/sealed.ts";
import { openStore, type Store } from "../../../electron/store/store.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const KEY = new Uint8Array(32).fill(9);
const ALICE = "watt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";
const opened = (folder = temporaryFolder()): Store => openStore(folder, new Date(0));
const faultOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof FaultError) return error.fault.code;
    throw error;
  }
  return "none";
};

test("what was put is there after opening again, replaced and removed by its id", () => {
  const folder = temporaryFolder();
  const store = opened(folder);
  const sealed = sealedOf(store, KEY);
  sealed.put("contact", ALICE, { name: "Bakery", learned: "typed" });
  sealed.put("contact", "b", { name: "second" });
  sealed.put("contact", ALICE, { name: "Bakery on the corner" });
  store.close();
  const again = sealedOf(opened(folder), KEY);
  expect(again.get("contact", ALICE)).toEqual({ name: "Bakery on the corner" });
  expect(again.list("contact")).toEqual({
    entries: [
      { id: "b", value: { name: "second" } },
      { id: ALICE, value: { name: "Bakery on the corner" } },
    ],
    damaged: 0,
  });
  expect(again.get("note", ALICE)).toBeUndefined();
  again.remove("contact", "b");
  expect(again.list("contact").entries.map(({ id }) => id)).toEqual([ALICE]);
});

test("neither names nor texts lie in the file, whichever of its parts", () => {
  const folder = temporaryFolder();
  const store = opened(folder);
  sealedOf(store, KEY).put("negotiation", ALICE, { text: "meet me at the substation" });
  const bytes = () => readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString("latin1"));
  expect(bytes().join("")).not.toMatch(/substation|watt1/);
  store.close();
  expect(bytes().join("")).not.toMatch(/substation|watt1/);
});

test("another key opens nothing, and says so", () => {
  const store = opened();
  sealedOf(store, KEY).put("note", "a", "mine");
  const other = sealedOf(store, new Uint8Array(32).fill(1));
  expect(other.get("note", "a")).toBeUndefined();
  expect(other.list("note")).toEqual({ entries: [], damaged: 1 });
});

const write = ({ db }: Store, bytes: Uint8Array): void =>
  void db.prepare("UPDATE private SET sealed = ? WHERE kind = 'note'").run(bytes);
const sealedIn = ({ db }: Store, kind: string): Uint8Array =>
  db.prepare("SELECT sealed FROM private WHERE kind = ?").get(kind)?.["sealed"] as Uint8Array;
const tampered: [string, (store: Store) => void][] = [
  [
    "a flipped bit",
    (store) =>
      write(
        store,
        sealedIn(store, "note").map((byte, i) => (i === 30 ? byte ^ 1 : byte)),
      ),
  ],
  ["cut short", (store) => write(store, sealedIn(store, "note").slice(0, 20))],
  ["exchanged with another row", (store) => write(store, sealedIn(store, "contact"))],
];
test.each(tampered)("%s: damaged, counted, and left where it is", (_, tamper) => {
  const store = opened();
  const sealed = sealedOf(store, KEY);
  sealed.put("note", "a", "first");
  sealed.put("contact", "a", "second");
  tamper(store);
  expect(faultOf(() => sealed.get("note", "a"))).toBe("private.damaged");
  expect(sealed.list("note")).toEqual({ entries: [], damaged: 1 });
  sealed.put("note", "a", "written anew");
  expect(sealed.get("note", "a")).toBe("written anew");
});

test("a text longer than a row may hold is refused, and what was there stays", () => {
  const sealed = sealedOf(opened(), KEY);
  sealed.put("note", "a", "short");
  expect(faultOf(() => sealed.put("note", "a", "x".repeat(PRIVATE_BYTES)))).toBe("private.tooLong");
  expect(sealed.get("note", "a")).toBe("short");
});
