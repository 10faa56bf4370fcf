/** State sync under CometBFT itself: a fresh node takes a snapshot from its peer, and follows the chain with the same roots. */
import { afterEach, describe, expect, test } from "vitest";
import { toHex } from "../../../shared/codec/bytes.ts";
import { HAS_COMETBFT } from "../../comet.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { ledgerChain, replay } from "./ledgerChain.ts";
import { LedgerNode } from "./ledgerNode.ts";

const EVERY = 20;
const PATIENCE = 240_000;
const nodes: LedgerNode[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.kill();
});

function newNode(host: string): LedgerNode {
  const node = new LedgerNode({ folder: temporaryFolder(), host, snapshotEvery: EVERY });
  nodes.push(node);
  return node;
}

interface Status {
  readonly sync_info: { readonly earliest_block_height: string; readonly latest_block_height: string };
}

describe.skipIf(!HAS_COMETBFT)("a fresh node", () => {
  test(
    "restores its peer's snapshot, then follows; it never executed the blocks before, and outlives a restart",
    async () => {
      const peer = newNode("127.0.0.43");
      peer.configure({ timeout_commit: '"250ms"' });
      const chain = ledgerChain(peer);
      await peer.start();
      await peer.untilHeight(2);
      for (let nonce = 0; nonce < 50; nonce++)
        await peer.rpc("broadcast_tx_async", { tx: `0x${toHex(chain.tx(nonce))}` });
      // CometBFT verifies a snapshot's root by the two headers after it.
      await peer.untilHeight(EVERY + 3);

      const fresh = newNode("127.0.0.44");
      fresh.setGenesis(chain.document);
      fresh.configure({ persistent_peers: `"${peer.peer}"` });
      const { block_id } = await peer.rpc<{ block_id: { hash: string } }>("block", { height: "2" });
      const sync = {
        enable: "true",
        rpc_servers: `"${peer.url},${peer.url}"`,
        trust_height: "2",
        trust_hash: `"${block_id.hash}"`,
        discovery_time: '"5s"',
      };
      fresh.configure(sync, "statesync");
      await fresh.start();
      await fresh.untilHeight(EVERY + 3);
      expect(fresh.log).toContain('"kind":"restored"');
      const { sync_info } = await fresh.rpc<Status>("status");
      expect(Number(sync_info.earliest_block_height)).toBeGreaterThan(EVERY);

      await fresh.kill();
      await fresh.start();
      await fresh.untilHeight(Number(sync_info.latest_block_height) + 2);
      const to = await fresh.height();
      const { stated, computed } = await replay(peer, chain, Math.min(to, await peer.height()));
      expect(computed).toEqual(stated);
      const own = await fresh.rpc<{ response: { last_block_height: string; last_block_app_hash: string } }>(
        "abci_info",
      );
      const height = Number(own.response.last_block_height);
      await peer.untilHeight(height + 1);
      const next = await peer.rpc<{ block: { header: { app_hash: string } } }>("block", { height: String(height + 1) });
      expect(Buffer.from(own.response.last_block_app_hash, "base64").toString("hex").toUpperCase()).toBe(
        next.block.header.app_hash,
      );
    },
    PATIENCE,
  );
});
