/** Private notes and negotiation texts over a real database: kept, replaced, taken away, apart from each other, and nowhere in the file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { negotiationTexts } from "../../../electron/notes/negotiationTexts.ts";
import { Notes } from "../../../electron/notes/notes.ts";
import { type PrivateKind, sealedOf } from "../../../electron/store/sealed.ts";
import { openStore } from "../../../electron/store/store.ts";
import { type Json } from "../../../shared/codec/canonical.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const CONTRACT = "ab".repeat(32);
const LI = "watt1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq";
let folder: string;
let open: boolean;
let local: () => Promise<never>;

beforeEach(() => {
  folder = temporaryFolder();
  open = true;
  const store = openStore(folder, new Date(0));
  const sealed = () => {
    if (!open) throw new FaultError("vault.locked", {}, "retry");
    return sealedOf(store, new Uint8Array(32).fill(7));
  };
  const port = {
    putPrivate: async (kind: PrivateKind, id: string, value: Json) => Promise.resolve(sealed().put(kind, id, value)),
    privateOf: async (kind: PrivateKind) => Promise.resolve(sealed().list(kind)),
    onePrivate: async (kind: PrivateKind, id: string) => Promise.resolve(sealed().get(kind, id) ?? null),
    removePrivate: async (kind: PrivateKind, id: string) => Promise.resolve(sealed().remove(kind, id)),
  };
  local = () => Promise.resolve(port as never);
  return () => store.close();
});

test("a note on a contract and one on a party, each its own; an empty one is none", async () => {
  const notes = new Notes({ local, now: () => 5 });
  await notes.write({ contract: CONTRACT }, "ring before noon");
  await notes.write({ party: LI }, "the bakery");
  expect(await notes.read({ contract: CONTRACT })).toBe("ring before noon");
  expect(await notes.ofParties()).toEqual([{ address: LI, text: "the bakery" }]);
  await notes.write({ contract: CONTRACT }, "  \n");
  expect(await notes.read({ contract: CONTRACT })).toBeNull();
  expect(await notes.read({ party: LI })).toBe("the bakery");
  const bytes = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString("latin1"))
    .join("");
  expect(bytes).not.toMatch(/bakery|noon/);
});

test("a locked wallet shows none and takes none", async () => {
  const notes = new Notes({ local, now: () => 5 });
  await notes.write({ party: LI }, "the bakery");
  open = false;
  await expect(notes.read({ party: LI })).rejects.toThrow("vault.locked");
  await expect(notes.ofParties()).rejects.toThrow("vault.locked");
  await expect(notes.write({ party: LI }, "x")).rejects.toThrow("vault.locked");
  await expect(notes.write({ party: LI }, "")).rejects.toThrow("vault.locked");
});

test("what was said in a negotiation, once per message and in its order", async () => {
  const texts = negotiationTexts(local);
  const said = (id: string, at: number, text: string) => ({ from: "me" as const, id, at, text });
  await texts.add("t1", LI, said("b", 20, "0.46?"));
  await texts.add("t1", LI, said("a", 10, "5 kWh at noon?"));
  await texts.add("t1", LI, said("a", 10, "5 kWh at noon?"));
  await texts.add("t2", LI, said("c", 30, "another"));
  expect((await texts.read("t1"))?.messages.map(({ id }) => id)).toEqual(["a", "b"]);
  expect((await texts.list()).map(({ id }) => id)).toEqual(["t1", "t2"]);
  await texts.remove("t1");
  expect(await texts.read("t1")).toBeUndefined();
  expect(await new Notes({ local, now: () => 5 }).ofParties()).toEqual([]);
});
