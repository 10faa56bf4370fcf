/** The ledger under CometBFT itself, one validator: blocks flow, answers are proved by its headers, and kills cost nothing. */
import { base64 } from "@scure/base";
import { afterEach, describe, expect, test } from "vitest";
import { encodeCanonical } from "../../../shared/codec/canonical.ts";
import { toHex } from "../../../shared/codec/bytes.ts";
import { queryOf, runQuery } from "../../../shared/ledger/runQuery.ts";
import { openWitness } from "../../../shared/state/witness.ts";
import { HAS_COMETBFT } from "../../comet.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import { hexOf, ledgerChain, replay } from "./ledgerChain.ts";
import { LedgerNode } from "./ledgerNode.ts";

/** Both programs start several times. */
const PATIENCE = 240_000;
/** More in the long run: `WATTLIGHT_KILLS=200`. */
const KILLS = Number(process.env["WATTLIGHT_KILLS"] ?? 9);
const nodes: LedgerNode[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.kill();
});

function newNode(host: string, snapshotEvery = 0): LedgerNode {
  const node = new LedgerNode({ folder: temporaryFolder(), host, snapshotEvery });
  nodes.push(node);
  return node;
}

const hex = (tx: Uint8Array): string => `0x${toHex(tx)}`;
interface Committed {
  readonly check_tx: { readonly code: number };
  readonly tx_result: { readonly code: number; readonly data: string };
  readonly height: string;
}

describe.skipIf(!HAS_COMETBFT)("one validator", () => {
  test(
    "a transaction is checked, refused by its rule in the results, and its block's state is proved by the next header",
    async () => {
      const node = newNode("127.0.0.41");
      const chain = ledgerChain(node);
      await node.start();
      await node.untilHeight(2);
      const done = await node.rpc<Committed>("broadcast_tx_commit", { tx: hex(chain.tx(0)) });
      expect(done.check_tx.code).toBe(0);
      expect(done.tx_result.code).toBe(1);
      expect(JSON.parse(Buffer.from(done.tx_result.data, "base64").toString())).toHaveProperty("rule");
      const again = await node.rpc<{ code: number }>("broadcast_tx_sync", { tx: hex(chain.tx(1).fill(0)) });
      expect(again.code).toBe(2);

      await node.untilHeight(Number(done.height) + 1);
      const { version } = queryOf("params");
      const { response } = await node.rpc<{ response: { code: number; height: string; value: string } }>("abci_query", {
        path: `"/query/params/${version}"`,
        data: hex(encodeCanonical({})),
        height: done.height,
      });
      expect(response).toMatchObject({ code: 0, height: done.height });
      const { block } = await node.rpc<{ block: { header: { app_hash: string } } }>("block", {
        height: String(Number(done.height) + 1),
      });
      const state = openWitness(base64.decode(response.value), hexOf(block.header.app_hash));
      expect(runQuery(state, "params", version, {})).toMatchObject({ chainId: chain.chainId });
    },
    PATIENCE,
  );

  test(
    "kill -9 of the application, of CometBFT and of both, while transactions flow: the same roots, each transaction once",
    async () => {
      const node = newNode("127.0.0.42");
      const chain = ledgerChain(node);
      let nonce = 0;
      const sent: string[] = [];
      const send = async (): Promise<void> => {
        const tx = chain.tx(nonce++);
        await node.rpc("broadcast_tx_sync", { tx: hex(tx) }).then(
          () => sent.push(toHex(tx)),
          () => {},
        );
      };
      for (let round = 0; round < KILLS; round++) {
        await node.start();
        await node.untilHeight(1);
        const flowing = Array.from({ length: 20 }, () => send());
        // The moments differ from round to round and lie anywhere within a block's 100 ms.
        await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 150));
        if (round % 3 !== 1) node.killApplication();
        if (round % 3 !== 0) node.killComet();
        await Promise.all(flowing);
        await node.kill();
      }
      await node.start();
      // What a kill took from the mempool is lost, and may be all of it: these are committed whatever became of the others.
      await node.untilHeight(1);
      await Promise.all(Array.from({ length: 20 }, () => send()));
      const before = await node.height();
      await node.untilHeight(before + 2);
      await node.untilHeight((await node.height()) + 2);
      const to = await node.height();
      const { stated, computed, txs } = await replay(node, chain, to);
      expect(computed).toEqual(stated);
      expect(new Set(txs).size).toBe(txs.length);
      expect(txs.length).toBeGreaterThan(20);
      expect(sent.length).toBeGreaterThan(20);
    },
    PATIENCE + KILLS * 10_000,
  );
});
