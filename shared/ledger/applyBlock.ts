/**
 * One block applied to the state (DESIGN §3, §4): pure, total for any transaction bytes, the same on every machine. A valid
 * transaction that a rule refuses consumes its nonce and changes nothing else; one that is not valid changes nothing at all.
 */
import type { Json } from "../codec/canonical.ts";
import type { SignatureCheck } from "../codec/signature.ts";
import type { MerkleMap } from "../state/merkleMap.ts";
import type { Writer } from "../state/reader.ts";
import { accept } from "./acceptance.ts";
import { type Context, contextOf } from "./context.ts";
import { KEY } from "./keys.ts";
import { cancel, post } from "./offers.ts";
import { commit, open } from "./readings.ts";
import type { Refusal } from "./records.ts";
import { admit, register } from "./registration.ts";
import { claim, confirm, deny } from "./statements.ts";
import { load, save } from "./stored.ts";
import { sweep } from "./sweep.ts";
import { nextClock } from "./time.ts";
import type { Transaction } from "./transactions.ts";
import { consumeNonce, validate } from "./validity.ts";

export interface Block {
  readonly height: number;
  /** Header time, ms. */
  readonly time: number;
  readonly txs: readonly Uint8Array[];
}

/** 0: done, data null. 1: refused by a rule. 2: not valid. */
export type TxResult =
  { readonly code: 0; readonly data: null } | { readonly code: 1 | 2; readonly data: Json & Refusal };

export interface Applied {
  readonly state: MerkleMap;
  readonly results: readonly TxResult[];
  readonly changes: ReadonlyMap<string, Json | undefined>;
}

export function applyBlock(state: MerkleMap, block: Block, check: SignatureCheck): Applied {
  const edit = state.edit();
  const results = runBlock(edit, block, check);
  return { state: edit.done(), results, changes: edit.changes() };
}

/** The same on any writer: what applyBlock does, without the map. */
export function runBlock(state: Writer, block: Block, check: SignatureCheck): readonly TxResult[] {
  const params = load.params(state);
  const before = load.clock(state);
  const clock = nextClock(params, before, block.height, block.time);
  const context = contextOf(state, params, check, before, clock);
  const results = block.txs.map((bytes) => runTransaction(context, bytes));
  sweep(context);
  save(state, KEY.clock, clock);
  return results;
}

function runTransaction(context: Context, bytes: Uint8Array): TxResult {
  const outcome = validate(context.state, context.params, bytes, context.clock.header, context.check);
  if (!outcome.valid) return { code: 2, data: { ...outcome.refusal } };
  consumeNonce(context.state, outcome.tx.body);
  const refusal = perform(context, outcome.id, outcome.tx);
  return refusal ? { code: 1, data: { ...refusal } } : { code: 0, data: null };
}

/** Every rule of a transaction is applied before its first change, so that a refusal leaves the state as it was. */
function perform(context: Context, id: string, { body, signatures }: Transaction): Refusal | undefined {
  switch (body.kind) {
    case "party.register":
      return register(context, body);
    case "party.admit":
      return admit(context, body);
    case "offer.post":
      return post(context, { id, body, signatures });
    case "offer.cancel":
      return cancel(context, body);
    case "offer.accept":
      return accept(context, { id, body, signatures });
    case "meter.commit":
      return commit(context, body);
    case "meter.open":
      return open(context, body);
    case "payment.claim":
      return claim(context, body);
    case "payment.confirm":
      return confirm(context, body);
    case "payment.deny":
      return deny(context, body);
  }
}
