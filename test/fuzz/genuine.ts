/** One genuine transaction of every kind that a small market can write, signed by made-up keys: what fuzzing starts from. */
import { encodeTransaction, signTransaction } from "../../shared/ledger/identity.ts";
import { TxBody } from "../../shared/ledger/transactions.ts";
import { CHAIN, keyOf } from "../shared/ledger/market.ts";
import { exampleOf } from "./example.ts";

export function genuineTransactions(): readonly Uint8Array[] {
  const key = keyOf("fuzz");
  return TxBody.options.map((schema) => {
    const body = TxBody.parse(exampleOf(schema, key));
    return encodeTransaction(signTransaction(body, CHAIN, [key.secret]));
  });
}
