/** A chain whose regulators decide on the next version of the rules: its genesis, and the transactions of its blocks. */
import { utf8 } from "../../../shared/codec/bytes.ts";
import type { Genesis } from "../../../shared/ledger/params.ts";
import { encodeTransaction, signTransaction, txId } from "../../../shared/ledger/identity.ts";
import { TxBody } from "../../../shared/ledger/transactions.ts";
import { demoKey } from "../../../node/demo/keys.ts";
import { REGULATORS } from "../../../node/demo/offices.ts";
import { CHAIN_ID, genesis as demo, GENESIS_MS } from "./ledgerUnderTest.ts";
import { nextRules } from "./nextRules.ts";

const keys = { master: new Uint8Array(32).fill(7) };
/** The first block under the next version. */
export const UPGRADE_AT = 5;

const genesis: Genesis = {
  ...demo,
  params: { ...demo.params, supervision: { ...demo.params.supervision, notice: 0 } },
  validators: [{ key: "ab".repeat(32), power: 10 }],
};
export const appState = utf8(JSON.stringify(genesis));

function signed(who: string, plain: object): { readonly id: string; readonly bytes: Uint8Array } {
  const { secret, id } = demoKey(keys, who, "account");
  const body = TxBody.parse({ ...plain, sender: id, validUntil: GENESIS_MS / 1000 + 3600, nonce: 1 });
  return { id: txId(body, CHAIN_ID), bytes: encodeTransaction(signTransaction(body, CHAIN_ID, [secret])) };
}

const [first, ...others] = REGULATORS.map(({ who }) => who);
const act = { act: "rules.upgrade", version: nextRules.version, height: UPGRADE_AT };
const proposal = signed(first ?? "", { kind: "decision.propose", decide: act, reason: "agreed" });
const votes = others
  .slice(0, 2)
  .map((who) => signed(who, { kind: "decision.vote", decision: proposal.id, approve: true, reason: "agreed" }).bytes);

/** Proposed in block 1, carried in block 2, effective in it or the next. */
export const txsOf = (height: number): readonly Uint8Array[] =>
  height === 1 ? [proposal.bytes] : height === 2 ? votes : [];
