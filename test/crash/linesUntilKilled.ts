/** What a child process acknowledged, line by line, before it was killed. */
import { spawn } from "node:child_process";

/** Kills so many ms after the first line; a line that the kill cut in two was not acknowledged. */
export async function linesUntilKilled(script: string, args: readonly string[], ms: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      if (text === "") setTimeout(() => child.kill("SIGKILL"), ms);
      text += chunk.toString();
    });
    child.once("close", () => resolve());
  });
  if (!text.startsWith("started")) throw new Error("the child did not start");
  return text.slice(0, text.lastIndexOf("\n")).split("\n");
}
