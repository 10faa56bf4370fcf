/**
 * A node on another computer, as far as the wallet can tell: the demo network in a process outside the wallet's tree. The wallet
 * has no screen yet to join by a network file, so its own demo node's process is stood in for by an answer that names this one.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ElectronApplication } from "playwright-core";
import { ROOT } from "../../build/bundle.ts";
import { NetworkFile } from "../../shared/network/networkFile.ts";

export interface NodeElsewhere {
  readonly network: NetworkFile;
  stop(): Promise<void>;
}

export async function startElsewhere(folder: string): Promise<NodeElsewhere> {
  const file = join(folder, "network.json");
  const args = ["--port", "0", "--folder", join(folder, "elsewhere"), "--network-file", file];
  const child = spawn(process.execPath, [join(ROOT, "node", "demoNode.ts"), ...args], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  while (!existsSync(file) || readFileSync(file, "utf8") === "") {
    if (child.exitCode !== null) throw new Error(`the node elsewhere ended with code ${child.exitCode}`);
    await new Promise((again) => setTimeout(again, 100));
  }
  return {
    network: NetworkFile.parse(JSON.parse(readFileSync(file, "utf8"))),
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

/** From now on this wallet starts no demo node of its own: whoever asks hears of the node elsewhere. */
export async function standIn(app: ElectronApplication, network: NetworkFile): Promise<void> {
  await app.evaluate(({ utilityProcess }, named) => {
    const { EventEmitter } = process.getBuiltinModule("node:events");
    class Child extends EventEmitter {
      postMessage(message: { call?: number; method?: string }): void {
        if (message.call === undefined) return;
        const started = { network: named, latest: named.anchor, resumed: true };
        const reply = { reply: message.call, value: message.method === "start" ? started : undefined };
        setImmediate(() => this.emit("message", reply));
      }
      kill(): boolean {
        return true;
      }
    }
    utilityProcess.fork = () => {
      const child = new Child();
      setImmediate(() => child.emit("spawn"));
      return child as unknown as ReturnType<typeof utilityProcess.fork>;
    };
  }, network);
}
