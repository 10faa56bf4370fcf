import { expect, it } from "vitest";
import { debuggerAsked } from "../../../electron/window/debuggers.ts";

const started = (...switches: string[]) => debuggerAsked((name) => switches.includes(name));

it.each(["remote-debugging-port", "remote-debugging-pipe", "remote-debugging-socket-name"])("names --%s", (name) => {
  expect(started("no-sandbox", name)).toBe(name);
});

it("names nothing without one", () => {
  expect(started()).toBeUndefined();
  expect(started("no-sandbox", "data")).toBeUndefined();
});
