/** An application as a process of its own, asked over ABCI's socket as CometBFT would ask it. */
import { spawn, type ChildProcess } from "node:child_process";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import { frame, FrameReader } from "../../../node/abci/frames.ts";

const PROCESS = join(import.meta.dirname, "..", "..", "node", "comet", "applicationProcess.ts");

export interface Asked {
  readonly pid: number;
  readonly asker: Asker;
  stop(): Promise<void>;
}

/** `home`: a folder that exists; the application's own is `ledger` in it. Resolves when the process listens and is connected to. */
export async function askedApplication(home: string): Promise<Asked> {
  const { child, socket } = await started(home);
  return {
    pid: child.pid ?? 0,
    asker: new Asker(socket),
    async stop() {
      socket.destroy();
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Requests down a connection, their answers up in the same order. */
export class Asker {
  readonly #socket: Socket;
  #answers: Response[] = [];
  #wanted = 0;
  #done: ((answers: Response[]) => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
    const reader = new FrameReader();
    socket.on("data", (piece: Uint8Array) => {
      for (const message of reader.push(piece)) this.#answers.push(Response.decode(message));
      if (this.#answers.length >= this.#wanted) this.#done?.(this.#answers);
    });
  }

  /** Ends with a Flush, as CometBFT does. */
  async ask(requests: readonly Partial<Request>[]): Promise<Response[]> {
    this.#answers = [];
    this.#wanted = requests.length + 1;
    const frames = [...requests, { flush: {} }].map((each) =>
      frame(Request.encode(Request.fromPartial(each)).finish()),
    );
    const answered = new Promise<Response[]>((resolve) => (this.#done = resolve));
    this.#socket.write(Buffer.concat(frames));
    const answers = await answered;
    const failed = answers.find(({ exception }) => exception);
    if (failed) throw new Error(failed.exception?.error);
    return answers;
  }
}

async function started(home: string): Promise<{ readonly child: ChildProcess; readonly socket: Socket }> {
  const path = join(home, "abci.sock");
  const child = spawn(process.execPath, [PROCESS, join(home, "ledger"), `unix://${path}`, "0", "here"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error("the application ended")));
    child.stdout.on("data", (said: Buffer) => {
      if (String(said).includes('"listening"')) resolve();
    });
  });
  child.removeAllListeners("exit");
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  return { child, socket };
}
