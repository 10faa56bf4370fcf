/** Behind the door: rooms within the safe, and files that a page cannot name. */
import { describe, expect, it } from "vitest";
import { handlersOf } from "../../../electron/door/handlers.ts";
import type { Pass } from "../../../electron/door/door.ts";

const pass = (room: Pass["room"]): Pass => ({ door: "safe", room, origin: "wattlight-app://safe" });

function behind(
  chooseFile = () => Promise.resolve<string | null>("/home/me/meter.csv"),
  anchor: { height: number; hash: string } | null = null,
) {
  const previewed: unknown[][] = [];
  const copied: string[] = [];
  const local = {
    previewFile: (...args: unknown[]) => {
      previewed.push(args);
      return Promise.resolve({ handle: `h${previewed.length}` });
    },
    read: (method: string) => Promise.resolve({ method, link: "starting", demoDamage: null, anchor }),
    importFile: (handle: string) => Promise.resolve({ file: handle }),
  };
  const entry = { state: () => Promise.resolve({ mode: "unlock" }), unlock: () => ({}), create: () => ({}) };
  const desk = { current: () => null, answer: () => undefined };
  const reanchor = { open: () => ({ opened: false }), state: () => null, typed: () => null, close: () => undefined };
  const joining = { open: () => undefined, offered: () => null, text: () => null, close: () => undefined };
  const handlers = handlersOf({
    settings: {
      get: () => ({ lang: "en", theme: "light", metered: false }),
      set: () => ({ lang: "en", theme: "light", metered: false }),
    },
    local: () => Promise.resolve(local as never),
    demoDamage: () => ({ file: "/data/demo-node/keys.json" }),
    sign: () => Promise.resolve({ outcome: "declined" }),
    entry: entry as never,
    desk: desk as never,
    reanchor: reanchor as never,
    joining: joining as never,
    opened: { next: () => Promise.resolve(null) },
    keys: {} as never,
    accounts: {} as never,
    everything: {} as never,
    notes: {} as never,
    book: {} as never,
    agent: {} as never,
    nodes: {} as never,
    lock: () => undefined,
    devices: {} as never,
    jobs: {} as never,
    readingDesk: {} as never,
    chooseFile,
    saveProof: () => Promise.resolve({ saved: "a.watt" }),
    openProof: () => Promise.resolve(null),
    saveCsv: () => Promise.resolve({ saved: true }),
    savePdf: () => Promise.resolve({ saved: "a.pdf", proof: "a.watt" }),
    chooseEvidence: () => Promise.resolve({ name: "meter.jpg", hash: "ab".repeat(32) }),
    copyText: (text) => Promise.resolve(void copied.push(text)),
  });
  return { handlers, previewed, copied };
}

describe("rooms of the safe door", () => {
  it("the signing window can neither unlock nor make a wallet", () => {
    const { handlers } = behind();
    expect(() => handlers["safe.unlock"]({ passphrase: "x" }, pass("confirm"))).toThrow("door.room");
    expect(() => handlers["safe.create"]({ words: 12, list: "english" }, pass("confirm"))).toThrow("door.room");
  });
  it("the entry window cannot answer a question of the signing window", () => {
    const { handlers } = behind();
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("entry"))).toThrow("door.room");
    expect(() => handlers["safe.confirmation"]({}, pass("entry"))).toThrow("door.room");
  });
  it("a new trust anchor is given on its own page alone, and that page does nothing else", () => {
    const { handlers } = behind();
    const typed = { height: 7, hash: "ab".repeat(32) };
    for (const room of ["entry", "confirm"] as const) {
      expect(() => handlers["safe.anchorTyped"](typed, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.anchorConfirm"](typed, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.anchorFiles"]({}, pass(room))).toThrow("door.room");
    }
    expect(() => handlers["safe.unlock"]({ passphrase: "x" }, pass("anchor"))).toThrow("door.room");
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("anchor"))).toThrow("door.room");
  });
  it("a network is joined in the entry or on its own page, and that page does nothing else", () => {
    const { handlers } = behind();
    const join = { network: "file" as const, fingerprint: "ab".repeat(32) };
    for (const room of ["confirm", "anchor"] as const) {
      expect(() => handlers["safe.join"](join, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.networkText"]({ text: "{}" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.networkFile"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.networkOffered"]({}, pass(room))).toThrow("door.room");
    }
    expect(handlers["safe.networkOffered"]({}, pass("network"))).toBeNull();
    expect(() => handlers["safe.networkClose"]({}, pass("entry"))).toThrow("door.room");
    expect(() => handlers["safe.unlock"]({ passphrase: "x" }, pass("network"))).toThrow("door.room");
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("network"))).toThrow("door.room");
  });
  it("passphrase, words and back-up are given on their own page alone, and that page does nothing else", () => {
    const { handlers } = behind();
    for (const room of ["entry", "confirm", "anchor"] as const) {
      expect(() => handlers["safe.words"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.backup"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.changePassphrase"]({ current: "x", next: "y" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.backupCode"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.saveEverything"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.deleteEverything"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.deletion"]({}, pass(room))).toThrow("door.room");
    }
    for (const room of ["entry", "confirm", "anchor", "network"] as const) {
      const given = { passphrase: "x", name: "" };
      expect(() => handlers["safe.accountAdd"](given, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.accountImport"]({ ...given, key: null }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.accountKeyFile"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.accountWatch"]({ ...given, address: "a" }, pass(room))).toThrow("door.room");
      const change = { ...given, address: "a", hidden: true };
      expect(() => handlers["safe.accountChange"](change, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.systemUnlock"]({ passphrase: "x", on: true }, pass(room))).toThrow("door.room");
    }
    for (const room of ["keys", "confirm", "anchor"] as const) {
      expect(() => handlers["safe.restoreBackup"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.chooseBackup"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.unlock"]({ passphrase: "x" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.unlockBySystem"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.chooseWallet"]({ id: "first" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.anotherWallet"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.backupText"]({ text: "{}" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.watch"]({ address: "a" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.watchOpen"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.deleteByWord"]({ word: "DELETE" }, pass(room))).toThrow("door.room");
    }
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("keys"))).toThrow("door.room");
  });
  it("the address book is changed on its own page alone, and that page does nothing else", () => {
    const { handlers } = behind();
    const address = "watt1x";
    for (const room of ["entry", "confirm", "anchor", "keys", "network"] as const) {
      expect(() => handlers["safe.bookState"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.bookRemove"]({ address }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.bookRename"]({ address, name: "x" }, pass(room))).toThrow("door.room");
      const add = { address, name: "x", learned: "typed" as const, despite: null };
      expect(() => handlers["safe.bookAdd"](add, pass(room))).toThrow("door.room");
    }
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("book"))).toThrow("door.room");
    expect(() => handlers["safe.words"]({ passphrase: "x" }, pass("book"))).toThrow("door.room");
    expect(() => handlers["safe.unlock"]({ passphrase: "x" }, pass("book"))).toThrow("door.room");
  });
  it("the agent's limits are set on their own page alone, and that page does nothing else", () => {
    const { handlers } = behind();
    for (const room of ["entry", "confirm", "anchor", "keys", "network", "book"] as const) {
      expect(() => handlers["safe.agentState"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.agentSet"]({ passphrase: "x", policies: [] }, pass(room))).toThrow("door.room");
    }
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("agent"))).toThrow("door.room");
    expect(() => handlers["safe.words"]({ passphrase: "x" }, pass("agent"))).toThrow("door.room");
    expect(() => handlers["safe.bookState"]({}, pass("agent"))).toThrow("door.room");
  });
  it("nodes are changed on their own page alone, and that page does nothing else", () => {
    const { handlers } = behind();
    const url = "https://node.example";
    for (const room of ["entry", "confirm", "anchor", "keys", "network", "book", "agent"] as const) {
      expect(() => handlers["safe.nodesState"]({}, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.nodeAdd"]({ url }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.nodeMove"]({ url, by: "up" }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.nodeRemove"]({ url }, pass(room))).toThrow("door.room");
      expect(() => handlers["safe.proxySet"]({ kind: "none" }, pass(room))).toThrow("door.room");
    }
    expect(() => handlers["safe.answer"]({ digest: "00", sign: true }, pass("nodes"))).toThrow("door.room");
    expect(() => handlers["safe.networkText"]({ text: "{}" }, pass("nodes"))).toThrow("door.room");
    expect(() => handlers["safe.words"]({ passphrase: "x" }, pass("nodes"))).toThrow("door.room");
  });
  it("each window learns its own mode", async () => {
    const { handlers } = behind();
    expect((await handlers["safe.state"]({}, pass("entry"))).mode).toBe("unlock");
    expect((await handlers["safe.state"]({}, pass("confirm"))).mode).toBe("confirm");
    expect((await handlers["safe.state"]({}, pass("anchor"))).mode).toBe("anchor");
    expect((await handlers["safe.state"]({}, pass("keys"))).mode).toBe("keys");
  });
});

describe("meter files", () => {
  const choices = {} as never;
  it("are previewed again by handle, and by no other name", async () => {
    const { handlers, previewed } = behind();
    const wallet = { ...pass("wallet"), door: "wallet" as const };
    const preview = await handlers["meter.choose"]({}, wallet);
    await handlers["meter.preview"]({ handle: preview?.handle ?? "", choices }, wallet);
    expect(previewed.map(([path]) => path)).toEqual(["/home/me/meter.csv", "/home/me/meter.csv"]);
    const call = async () => handlers["meter.preview"]({ handle: "/etc/passwd", choices }, wallet);
    await expect(call()).rejects.toThrow("import.handle");
    await expect(
      handlers["meter.import"]({ handle: "h99", choices, ways: { profile: null, onto: false, gas: null } }, wallet),
    ).rejects.toThrow("import.handle");
    expect(previewed).toHaveLength(2);
  });
});

it("the status names the damaged file that keeps the demo network from starting", async () => {
  const { handlers } = behind();
  const status = await handlers["status.get"]({}, { ...pass("wallet"), door: "wallet" as const });
  expect(status.demoDamage).toEqual({ file: "/data/demo-node/keys.json" });
});

it("the clipboard gets the anchor that the worker trusts, as a command takes it, and nothing before there is one", async () => {
  const wallet = { ...pass("wallet"), door: "wallet" as const };
  const hash = "ab".repeat(32);
  const { handlers, copied } = behind(undefined, { height: 7, hash });
  expect(await handlers["anchor.copy"]({}, wallet)).toEqual({ copied: `7:${hash}` });
  expect(copied).toEqual([`7:${hash}`]);
  const without = behind();
  expect(await without.handlers["anchor.copy"]({}, wallet)).toEqual({ copied: null });
  expect(without.copied).toEqual([]);
});

it("one file dialog at a time, whichever it is", async () => {
  let open = 0;
  let close = (_: string | null): void => undefined;
  const { handlers } = behind(() => {
    open++;
    return new Promise((resolve) => (close = resolve));
  });
  const wallet = { ...pass("wallet"), door: "wallet" as const };
  const first = handlers["meter.choose"]({}, wallet);
  const more = await Promise.allSettled(
    Array.from({ length: 500 }, async () => handlers["meter.choose"]({}, wallet)).concat(
      (async () => handlers["file.saveCsv"]({ name: "a.csv", text: "" }, wallet))() as never,
    ),
  );
  expect(new Set(more.map((one) => (one.status === "rejected" ? String(one.reason) : "asked")))).toEqual(
    new Set(["FaultError: door.dialogOpen"]),
  );
  expect(open).toBe(1);
  close(null);
  expect(await first).toBeNull();
  expect(await handlers["file.saveCsv"]({ name: "a.csv", text: "" }, wallet)).toEqual({ saved: true });
});
