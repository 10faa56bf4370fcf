/** The real application's processes, to be killed or halted as a power cut or a busy machine would. */
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import type { ElectronApplication } from "playwright-core";

/** Kills every process of the application at once, as a power cut would, and waits until they are gone. */
export const kill = (app: ElectronApplication): Promise<void> => killProcess(app.process());

export async function killProcess(root: ChildProcess): Promise<void> {
  const gone = new Promise((ended) => root.once("exit", ended));
  for (const pid of descendants(root.pid ?? 0)) process.kill(pid, "SIGKILL");
  await gone;
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found = [root];
  for (const pid of found) for (const [child, parent] of parents) if (parent === pid) found.push(child);
  return found;
}

/** The embedded demo node's process; undefined while there is none. */
export function demoNode(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate(
    ({ app: electron }) => electron.getAppMetrics().find(({ name }) => name === "Wattlight demo node")?.pid,
  );
}
