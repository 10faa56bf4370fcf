/** The demo's ledger in memory, for tests of what lies around it: genesis, blocks of a transaction each, any store. */
import { utf8 } from "../../../shared/codec/bytes.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { encodeTransaction, signTransaction } from "../../../shared/ledger/identity.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { LedgerApplication, type LedgerOptions } from "../../../node/application/ledgerApplication.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";
import { demoGenesis } from "../../../node/demo/genesis.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { MemoryStore } from "../../../node/store/memoryStore.ts";

export const GENESIS_MS = 1_800_000_000_000;
export const CHAIN_ID = "wattlight-test";
const keys = { master: new Uint8Array(32).fill(7) };
export const { genesis } = demoGenesis({ chainId: CHAIN_ID, genesisTime: GENESIS_MS / 1000, rate: 15, seed: 1, keys });

export const memoryStore = (): MemoryStore => new MemoryStore({}, { keepBlocks: 0 });
export const timeOf = (height: number): number => GENESIS_MS + height * 1000;

export function openLedger(options: Partial<LedgerOptions> = {}): LedgerApplication {
  const store = options.store ?? memoryStore();
  return new LedgerApplication({ rules: ledgerRules, signatures: nobleSignatures, clock: () => 0, ...options, store });
}

export function beginLedger(ledger: LedgerApplication): void {
  const appState = utf8(JSON.stringify(genesis));
  ledger.initChain({ chainId: CHAIN_ID, time: GENESIS_MS, appState, initialHeight: 1 });
}

/** Executes and commits the next blocks up to a height, a transaction in each. */
export function runTo(ledger: LedgerApplication, to: number): void {
  for (let height = ledger.info().lastBlockHeight + 1; height <= to; height++) {
    ledger.finalizeBlock({ height, time: timeOf(height), txs: [tx(height)] });
    ledger.commit();
  }
}

/** Valid, refused by a rule: a cancellation of no offer. */
export function tx(nonce: number): Uint8Array {
  const { secret, id } = demoKey(keys, "wang", "account");
  const validUntil = GENESIS_MS / 1000 + 3600;
  const body = TxBody.parse({ kind: "offer.cancel", sender: id, validUntil, nonce, offer: "00".repeat(32) });
  return encodeTransaction(signTransaction(body, CHAIN_ID, [secret]));
}
