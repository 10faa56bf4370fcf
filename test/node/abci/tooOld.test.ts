/** The node as a process, driven over ABCI: before a block whose rules it does not know it ends with a sentence and code 3, and does not start again. */
import { spawn } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { once } from "node:events";
import type { DeepPartial } from "cosmjs-types/helpers";
import { Request, Response } from "cosmjs-types/tendermint/abci/types";
import { expect, test } from "vitest";
import { writeConfig } from "../../../node/home/files.ts";
import { homeAt } from "../../../node/home/home.ts";
import { frame, FrameReader } from "../../../node/abci/frames.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { CHAIN_ID, GENESIS_MS } from "../application/ledgerUnderTest.ts";
import { nextRules } from "../application/nextRules.ts";
import { appState, txsOf, UPGRADE_AT } from "../application/upgradedChain.ts";

const MAIN = join(import.meta.dirname, "../../../node/command/main.ts");

function started(root: string): {
  readonly socket: Promise<string>;
  readonly ended: Promise<{ code: number | null; said: string }>;
} {
  const child = spawn(process.execPath, [MAIN, "start", "--external", "--until-stdin-ends", "--home", root]);
  let said = "";
  child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
  const socket = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { application } = JSON.parse(line) as { application?: string };
      if (application !== undefined) resolve(application.replace("unix://", ""));
    });
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, said }));
  return { socket, ended };
}

async function asker(path: string) {
  const socket = connect(path);
  await once(socket, "connect");
  socket.on("error", () => undefined);
  const reader = new FrameReader();
  return async (asked: DeepPartial<Request>): Promise<Response> => {
    socket.write(frame(Request.encode(Request.fromPartial(asked)).finish()));
    for (;;) {
      const [piece] = (await once(socket, "data")) as [Uint8Array];
      for (const message of reader.push(piece)) return Response.decode(message);
    }
  };
}

test("a node that is too old for the next block", async () => {
  const root = temporaryFolder();
  writeConfig(homeAt(root), { name: "old" });
  const node = started(root);
  const ask = await asker(await node.socket);
  const time = (height: number) => ({ seconds: BigInt(GENESIS_MS / 1000 + height), nanos: 0 });
  await ask({
    initChain: {
      chainId: CHAIN_ID,
      time: time(0),
      appStateBytes: appState,
      initialHeight: 1n,
      validators: [{ pubKey: { ed25519: new Uint8Array(32).fill(0xab) }, power: 10n }],
    },
  });
  const apps: (bigint | undefined)[] = [];
  for (let height = 1; height < UPGRADE_AT; height++) {
    const { finalizeBlock } = await ask({
      finalizeBlock: { height: BigInt(height), time: time(height), txs: [...txsOf(height)] },
    });
    apps.push(finalizeBlock?.consensusParamUpdates?.version?.app);
    await ask({ commit: {} });
  }
  expect(apps).toEqual([undefined, undefined, undefined, BigInt(nextRules.version)]);
  const sentence = `From block ${UPGRADE_AT} on the chain follows version ${nextRules.version} of its rules`;
  const first = await node.ended;
  expect(first.code).toBe(3);
  expect(first.said).toContain(sentence);
  const second = await started(root).ended;
  expect(second.code).toBe(3);
  expect(second.said).toContain(sentence);
}, 120_000);
