/** A wallet's worker beside a ledger in memory: what it composes is signed and carried out by the ledger's own rules. No node, no process. */
import { prepare } from "../../../electron/confirm/view.ts";
import { compose, type ComposedMethod } from "../../../electron/local/compose.ts";
import type { Joined } from "../../../electron/local/joined.ts";
import { draftsOf } from "../../../electron/outbox/drafts.ts";
import { noncesOf } from "../../../electron/outbox/nonces.ts";
import { outboxOf } from "../../../electron/outbox/outbox.ts";
import { openStore } from "../../../electron/store/store.ts";
import type { Page } from "../../../electron/sync/verifiedReads.ts";
import type { Input } from "../../../shared/ipc/contract.ts";
import type { ConfirmView } from "../../../shared/ipc/safeViews.ts";
import type { Refusal } from "../../../shared/ledger/records.ts";
import { encodeTransaction, signTransaction, txId } from "../../../shared/ledger/identity.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";
import type { Chain, Key } from "../../shared/ledger/market.ts";

export interface OnLedger {
  readonly joined: Joined;
  readonly page: () => Page;
  /** Composes, draws what the signing window shows, signs and has the ledger carry it out. */
  sign<M extends ComposedMethod>(method: M, input: Input<M>): Promise<Done>;
}
export interface Done {
  readonly id: string;
  readonly body: TxBody;
  readonly view: ConfirmView;
  /** Undefined when the ledger did as it was told. */
  readonly refusal: Refusal | undefined;
}

export function onLedger(chain: Chain, key: Key): OnLedger {
  const store = openStore(temporaryFolder(), new Date(0));
  const { chainId } = chain.params;
  const page = (): Page => ({
    height: chain.height,
    time: chain.time,
    query: (name, input) => Promise.resolve(chain.query(name, input)),
    proof: () => ({
      height: chain.height,
      time: Math.floor(chain.time / 1000),
      headerHash: "",
      stateRoot: "",
      signed: 1,
      of: 1,
      simulated: true,
      node: "",
    }),
  });
  let nonce = 500;
  const joined = {
    network: { chainId, cards: [], simulated: true, regulators: [] },
    account: { address: key.address, publicKey: key.public, meterId: null, meterKey: null },
    outbox: outboxOf(store, chainId),
    drafts: draftsOf(store, chainId, key.address),
    nonces: noncesOf(store, chainId, () => nonce++),
    readings: { day: () => null },
    sync: { now: () => chain.time },
    shownIn: new Map(),
    reads: { page },
  } as unknown as Joined;
  return {
    joined,
    page,
    async sign(method, input) {
      const composed = await compose(joined, method, input);
      const { view, body } = prepare(composed, key.address);
      const bytes = encodeTransaction(signTransaction(body, chainId, [key.secret]));
      const id = txId(body, chainId);
      const [result] = chain.block([{ id, bytes }]);
      if (!result || result.code === 2) throw new Error(`not valid: ${JSON.stringify(result)}`);
      return { id, body, view, refusal: result.code === 0 ? undefined : result.data };
    },
  };
}
