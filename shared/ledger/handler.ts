/** What carries a valid transaction out: rules first, then changes, so that a refusal leaves the state as it was. */
import type { Context } from "./context.ts";
import type { Evidence, Refusal } from "./records.ts";
import type { TxKind, TxOf } from "./transactions.ts";

/** `signed`: the transaction's id, body and signatures. Undefined when it was done, else why a rule refuses it. */
export type Handler<K extends TxKind> = (context: Context, signed: Evidence<TxOf<K>>) => Refusal | undefined;
export type Handlers<K extends TxKind> = { readonly [Each in K]: Handler<Each> };
