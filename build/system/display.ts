/** A display for the window: the desktop's own, or a virtual one (Xvfb) that ends with the process that asked for it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface Display {
  readonly env: NodeJS.ProcessEnv;
  readonly virtual: boolean;
  close(): void;
}

export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

export async function provideDisplay(): Promise<Display> {
  if (hasDisplay()) return { env: process.env, virtual: false, close: () => undefined };
  // With -displayfd the server picks a free number itself and writes it once it is ready.
  const server = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = await readNumber(server);
  const close = (): void => void server.kill();
  process.once("exit", close);
  return { env: { ...process.env, DISPLAY: `:${number}` }, virtual: true, close };
}

async function readNumber(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3];
  if (!pipe) throw new Error("Xvfb did not start");
  const failed = once(server, "exit").then(() => Promise.reject(new Error("Xvfb ended before it was ready")));
  const answered = once(pipe, "data").then(([data]) => String(data).trim());
  return Promise.race([answered, failed]);
}
