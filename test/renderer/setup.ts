/** What happy-dom leaves out and the kept library asks for. Imported by component tests, which ask for the environment themselves. */
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

class NoResize {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoResize as unknown as typeof ResizeObserver;
afterEach(() => cleanup());
