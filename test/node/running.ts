/** Real embedded nodes in temporary folders, and transactions of the demo's residents, for the tests of the node. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromHex } from "../../shared/codec/bytes.ts";
import { encodeTransaction, signTransaction } from "../../shared/ledger/identity.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import { demoKey } from "../../node/demo/keys.ts";
import { demo } from "../../node/embedded/demo.ts";
import { EmbeddedNode } from "../../node/embedded/embeddedNode.ts";
import type { EmbeddedOptions } from "../../node/embedded/port.ts";

const running = new Set<EmbeddedNode>();
const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "wattlight-node-"));
  folders.push(folder);
  return folder;
}

/** A quick chain without a street: at rate 120 an idle block comes every half second. */
export async function startNode(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedNode> {
  const folder = options.folder ?? temporaryFolder();
  const node = await EmbeddedNode.start(
    { folder, port: 0, rate: 120, seed: 1, street: false, ...options },
    { demo, clock: Date.now, log: () => {} },
  );
  running.add(node);
  return node;
}

export async function stopNode(node: EmbeddedNode): Promise<void> {
  running.delete(node);
  await node.stop();
}

/** For afterEach / afterAll. */
export async function cleanUp(): Promise<void> {
  for (const node of running) await stopNode(node);
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function untilHeight(node: EmbeddedNode, height: number): Promise<void> {
  return new Promise((resolve) => {
    if (node.height >= height) return resolve();
    const stop = node.onBlock(({ block }) => {
      if (block.header.height < height) return;
      stop();
      resolve();
    });
  });
}

function masterOf(folder: string): Uint8Array {
  return fromHex((JSON.parse(readFileSync(join(folder, "keys.json"), "utf8")) as { master: string }).master);
}

/** A valid transaction that a rule refuses (code 1): a resident cancels an offer that never was. Distinct by nonce. */
export function cancelNothing(folder: string, chainId: string, nonce: number, who = "wang"): Uint8Array {
  const { secret, id } = demoKey({ master: masterOf(folder) }, who, "account");
  const body = TxBody.parse({
    kind: "offer.cancel",
    sender: id,
    validUntil: Math.floor(Date.now() / 1000) + 3600,
    nonce,
    offer: "00".repeat(32),
  });
  return encodeTransaction(signTransaction(body, chainId, [secret]));
}
