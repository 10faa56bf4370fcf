/** The door: every way in which a call can be wrong is refused, and nothing but contract data crosses. */
import { describe, expect, it } from "vitest";
import { callChannel, CHANGED } from "../../../electron/door/channels.ts";
import { type Contents, Door, type Handlers, type IpcEvent, type Pass } from "../../../electron/door/door.ts";
import { CONTRACT, type Method } from "../../../shared/ipc/contract.ts";
import { FaultError } from "../../../shared/ipc/fault.ts";

const WALLET: Pass = { door: "wallet", room: "wallet", origin: "wattlight-app://wallet" };
const SAFE: Pass = { door: "safe", room: "entry", origin: "wattlight-app://safe" };
const TOP = { origin: WALLET.origin, parent: null };

class Window implements Contents {
  readonly sent: unknown[][] = [];
  readonly id: number;
  #gone: (() => void) | undefined;
  constructor(id: number) {
    this.id = id;
  }
  send(...args: unknown[]): void {
    this.sent.push(args);
  }
  isDestroyed(): boolean {
    return false;
  }
  once(_: "destroyed", listener: () => void): void {
    this.#gone = listener;
  }
  destroy(): void {
    this.#gone?.();
  }
}

/** A door on a fake ipcMain; every handler answers `answer`, and says that it was reached. */
function doorWith(answer: unknown = {}) {
  const channels = new Map<string, (event: IpcEvent, ...args: unknown[]) => unknown>();
  const reached: string[] = [];
  const log: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(CONTRACT).map((method) => [
      method,
      () => {
        reached.push(method);
        if (answer instanceof Error) throw answer;
        return answer;
      },
    ]),
  ) as unknown as Handlers;
  const door = new Door({ handle: (channel, listener) => void channels.set(channel, listener) }, handlers, (line) =>
    log.push(line),
  );
  const call = (method: string, event: IpcEvent, ...args: unknown[]) =>
    channels.get(callChannel(method))?.(event, ...args);
  return { door, call, channels, reached, log };
}
const refused = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) as unknown });

describe("who may call", () => {
  it("has one channel per method of the contract, and no other", () => {
    const { channels } = doorWith();
    expect([...channels.keys()].sort()).toEqual(Object.keys(CONTRACT).map(callChannel).sort());
  });

  it.each<[string, IpcEvent, string]>([
    ["a window that was never admitted", { sender: { id: 9 }, senderFrame: TOP }, "door.window"],
    ["a frame inside the page", { sender: { id: 1 }, senderFrame: { ...TOP, parent: {} } }, "door.frame"],
    ["a frame that is gone", { sender: { id: 1 }, senderFrame: null }, "door.frame"],
    [
      "a page from the network",
      { sender: { id: 1 }, senderFrame: { ...TOP, origin: "https://a.example" } },
      "door.origin",
    ],
    [
      "a page of the other window's host",
      { sender: { id: 1 }, senderFrame: { ...TOP, origin: SAFE.origin } },
      "door.origin",
    ],
    ["a page without an origin", { sender: { id: 1 }, senderFrame: { ...TOP, origin: "null" } }, "door.origin"],
  ])("refuses %s", async (_, event, code) => {
    const { door, call, reached } = doorWith();
    door.admit(new Window(1), WALLET);
    expect(await call("wallet.lock", event, {})).toEqual(refused(code));
    expect(reached).toEqual([]);
  });

  it("refuses every method of the other door", async () => {
    for (const [pass, id] of [
      [WALLET, 1],
      [SAFE, 2],
    ] as const) {
      const { door, call, reached } = doorWith();
      door.admit(new Window(id), pass);
      const event = { sender: { id }, senderFrame: { origin: pass.origin, parent: null } };
      for (const method of Object.keys(CONTRACT) as Method[]) {
        const wanted = CONTRACT[method].door;
        if (wanted === "both" || wanted === pass.door) continue;
        expect(await call(method, event, {})).toEqual(refused("door.method"));
      }
      expect(reached).toEqual([]);
    }
  });

  it("forgets a window that was destroyed", async () => {
    const { door, call } = doorWith();
    const window = new Window(1);
    door.admit(window, WALLET);
    window.destroy();
    expect(await call("wallet.lock", { sender: { id: 1 }, senderFrame: TOP }, {})).toEqual(refused("door.window"));
  });
});

describe("what may cross", () => {
  const event = { sender: { id: 1 }, senderFrame: TOP };
  const admitted = (answer?: unknown) => {
    const all = doorWith(answer);
    all.door.admit(new Window(1), WALLET);
    return all;
  };

  it.each<[string, unknown[]]>([
    ["no argument", []],
    ["two arguments", [{}, {}]],
    ["null", [null]],
    ["a field too many", [{ extra: 1 }]],
    ["a string", ["{}"]],
  ])("refuses %s", async (_, args) => {
    const { call, reached } = admitted();
    expect(await call("wallet.lock", event, ...args)).toEqual(refused("door.input"));
    expect(reached).toEqual([]);
  });

  it("names the place of a wrong input", async () => {
    const { call } = admitted();
    const answer = await call("contracts.get", event, { id: "../../etc/passwd" });
    expect(answer).toMatchObject({ error: { code: "door.input", data: { method: "contracts.get", path: "$.id" } } });
  });

  it("refuses an answer that is not what the contract says, before it leaves", async () => {
    const { call, log } = admitted({ lang: "en", theme: "dark", secret: "x" });
    expect(await call("settings.get", event, {})).toEqual(refused("door.output"));
    expect(log[0]).toContain("door.output");
  });

  it("lets a right answer through as data", async () => {
    const { call } = admitted({ lang: "en", theme: "dark", metered: false });
    expect(await call("settings.get", event, {})).toEqual({
      ok: true,
      value: { lang: "en", theme: "dark", metered: false },
    });
  });

  it("passes a fault with its fields", async () => {
    const { call } = admitted(new FaultError("vault.locked", { a: 1 }, "retry"));
    expect(await call("wallet.lock", event, {})).toEqual({
      ok: false,
      error: { code: "vault.locked", data: { a: 1 }, next: "retry" },
    });
  });

  it("keeps the text of an unexpected error on this side", async () => {
    const { call, log } = admitted(new Error("seed is abandon abandon"));
    const answer = await call("wallet.lock", event, {});
    expect(answer).toEqual(refused("internal"));
    expect(JSON.stringify(answer)).not.toContain("abandon");
    expect(log[0]).toContain("abandon");
  });

  it("tells every admitted window of a change, with the topic alone", () => {
    const { door } = doorWith();
    const windows = [new Window(1), new Window(2)];
    door.admit(windows[0] as Window, WALLET);
    door.admit(windows[1] as Window, SAFE);
    door.changed("ledger");
    for (const { sent } of windows) expect(sent).toEqual([[CHANGED, "ledger"]]);
  });
});
