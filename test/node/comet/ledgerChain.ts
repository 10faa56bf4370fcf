/** A chain of the demo's ledger for tests under CometBFT: its genesis, transactions of its residents, and its replay from the blocks. */
import { base64 } from "@scure/base";
import type { Json } from "../../../shared/codec/canonical.ts";
import { fromHex, toHex, utf8 } from "../../../shared/codec/bytes.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { parseTimestamp, toMs } from "../../../shared/light/timestamp.ts";
import { LedgerApplication } from "../../../node/application/ledgerApplication.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { nativeSignatures } from "../../../node/application/nativeSignatures.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { MemoryStore } from "../../../node/store/memoryStore.ts";
import type { LedgerNode } from "./ledgerNode.ts";

const keys = { master: new Uint8Array(32).fill(7) };
const CHAIN = "wattlight-comet-test";

export interface LedgerChain {
  readonly chainId: string;
  readonly document: Record<string, Json>;
  /** Milliseconds. */
  readonly genesisTime: number;
  /** Valid, refused by a rule: a resident cancels an offer that never was. Distinct by nonce. */
  tx(nonce: number): Uint8Array;
}

/** Gives the node's genesis document the demo's ledger, with CometBFT's own validator in both lists. */
export function ledgerChain(node: LedgerNode): LedgerChain {
  const genesisTime = Math.floor(Date.now() / 1000);
  const { genesis } = demoGenesis({ chainId: CHAIN, genesisTime, rate: 15, seed: 1, keys });
  const own = node.genesis();
  const [validator] = own["validators"] as { pub_key: { value: string }; power: string }[];
  if (!validator) throw new Error("cometbft init named no validator");
  const key = toHex(base64.decode(validator.pub_key.value));
  const appState = { ...genesis, validators: [{ key, power: Number(validator.power) }] };
  const document = {
    ...own,
    chain_id: CHAIN,
    genesis_time: new Date(genesisTime * 1000).toISOString(),
    app_state: appState as unknown as Json,
  };
  node.setGenesis(document);
  const { secret, id } = demoKey(keys, "wang", "account");
  return {
    chainId: CHAIN,
    document,
    genesisTime: genesisTime * 1000,
    tx(nonce) {
      const validUntil = genesisTime + 3600;
      const body = TxBody.parse({ kind: "offer.cancel", sender: id, validUntil, nonce, offer: "00".repeat(32) });
      return encodeTransaction(signTransaction(body, CHAIN, [secret]));
    },
  };
}

/** What CometBFT holds of a chain: the transactions of its blocks, and the roots that its headers state. */
export interface Replayed {
  /** By height, hex; of the height before, as a header states it. */
  readonly stated: readonly string[];
  /** What a new application in memory finds for the same. */
  readonly computed: readonly string[];
  /** Transactions of all blocks, hex. */
  readonly txs: readonly string[];
}

interface BlockAnswer {
  readonly block: {
    readonly header: { readonly app_hash: string; readonly time: string };
    readonly data: { readonly txs: readonly string[] };
  };
}

/** Executes every block again, from genesis, in memory. */
export async function replay(node: LedgerNode, chain: LedgerChain, to: number): Promise<Replayed> {
  const store = new MemoryStore({}, { keepBlocks: 0 });
  const clock = (): number => 0;
  const app = new LedgerApplication({ store, rules: ledgerRules, signatures: nativeSignatures(), clock });
  const appState = utf8(JSON.stringify(chain.document["app_state"]));
  let root = app.initChain({ chainId: CHAIN, time: chain.genesisTime, appState, initialHeight: 1 }).appHash;
  const stated: string[] = [];
  const computed: string[] = [];
  const txs: string[] = [];
  for (let height = 1; height <= to; height++) {
    const { block } = await node.rpc<BlockAnswer>("block", { height: String(height) });
    stated.push(block.header.app_hash.toLowerCase());
    computed.push(toHex(root));
    const time = parseTimestamp(block.header.time);
    if (!time) throw new Error(`block ${height} has no time`);
    const bytes = block.data.txs.map((tx) => base64.decode(tx));
    txs.push(...bytes.map((tx) => toHex(tx)));
    root = app.finalizeBlock({ height, time: toMs(time), txs: bytes }).appHash;
    app.commit();
  }
  return { stated, computed, txs };
}

export const hexOf = (text: string): Uint8Array => fromHex(text.toLowerCase());
