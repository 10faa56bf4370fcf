/** The demo node's keeper: a process that dies is started again, one that names a damaged file is not. */
import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { FaultError } from "../../../shared/ipc/fault.ts";
import { link } from "../../../shared/link/link.ts";

const started: { kill: () => boolean }[] = [];
let start: () => unknown;

/** A process whose `start` does as the test says. */
class FakeProcess extends EventEmitter {
  readonly #inside = new EventEmitter();
  constructor() {
    super();
    started.push(this);
    link(
      {
        post: (message) => void this.emit("message", message),
        listen: (receive) => void this.#inside.on("message", receive),
        onClose: () => undefined,
      },
      {
        start: () => start(),
        stop: () => undefined,
      },
    );
    queueMicrotask(() => this.emit("spawn"));
  }
  postMessage(message: unknown): void {
    queueMicrotask(() => this.#inside.emit("message", message));
  }
  kill(): boolean {
    queueMicrotask(() => this.emit("exit", 15));
    return true;
  }
}
vi.mock("electron", () => ({ utilityProcess: { fork: () => new FakeProcess() } }));
const { DemoNode } = await import("../../../electron/children/demoNode.ts");

beforeEach(() => {
  started.length = 0;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

function node() {
  const said: string[] = [];
  const made = new DemoNode({
    script: "",
    options: {} as never,
    changed: () => void said.push(`damage ${made.damage?.file ?? "none"}`),
    started: () => void said.push("started"),
    log: () => undefined,
  });
  return { made, said };
}

it("does not start over and over on a damaged file, and says which", async () => {
  const { made, said } = node();
  start = () => {
    throw new FaultError("node.damaged", { file: "/data/demo-node/keys.json", problem: "not a key file" }, "restore");
  };
  await expect(made.start()).rejects.toThrow("node.damaged");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(started).toHaveLength(1);
  expect(made.damage).toEqual({ file: "/data/demo-node/keys.json" });
  start = () => ({});
  await made.start();
  expect(said).toEqual(["damage /data/demo-node/keys.json", "damage none", "started"]);
  expect(made.damage).toBeNull();
});

it("starts again what ended by itself", async () => {
  const { made } = node();
  start = () => ({});
  await made.start();
  started[0]?.kill();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(started).toHaveLength(2);
  await made.stop();
});
