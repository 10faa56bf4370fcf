/** An account that the street signs for: takes a nonce, signs, submits, and remembers for a few blocks that something is under way. */
import { encodeTransaction, signTransaction, txId } from "../../shared/ledger/identity.ts";
import { TxBody, type TxKind, type TxOf } from "../../shared/ledger/transactions.ts";
import type { DemoKey } from "../demo/keys.ts";
import type { Nonces } from "./nonces.ts";
import type { StreetHost } from "./port.ts";
import type { Turn } from "./turn.ts";

/** A body without the head that the account writes. */
export type Plain<K extends TxKind> = Omit<TxOf<K>, "kind" | "sender" | "validUntil" | "nonce">;

export interface Account {
  /** Party id. */
  readonly id: string;
  /** True until what was sent has had time to be in a block and its effect in the state. */
  busy(turn: Turn): boolean;
  /** Signs and submits within the turn's budget: the transaction's id, or undefined when it did not go out. */
  send<K extends TxKind>(turn: Turn, kind: K, plain: Plain<K>): string | undefined;
}

/** Blocks after which a submitted transaction is in the chain, or lost. */
const SETTLES_IN = 2;

/** `signer` signs: the party's account key or its meter's. `days`: how far ahead the kinds it sends may be valid. */
export function openAccount(host: StreetHost, party: string, signer: DemoKey, nonces: Nonces, days: number): Account {
  let sentAt = -SETTLES_IN;
  return {
    id: party,
    busy: (turn) => turn.height < sentAt + SETTLES_IN,
    send(turn, kind, plain) {
      if (turn.budget <= 0) return undefined;
      const nonce = nonces.take(turn.header, days);
      if (!nonce) return undefined;
      const body = TxBody.parse({ kind, sender: party, ...nonce, ...plain });
      const refusal = host.submit(encodeTransaction(signTransaction(body, host.chainId, [signer.secret])));
      turn.budget--;
      if (refusal) {
        host.log(`street: ${kind} of ${party} is not valid: ${refusal.rule}`);
        return undefined;
      }
      sentAt = turn.height;
      return txId(body, host.chainId);
    },
  };
}
