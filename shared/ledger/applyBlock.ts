/**
 * One block applied to the state (DESIGN §3, §4): pure, total for any transaction bytes, the same on every machine. A valid
 * transaction that a rule refuses consumes its nonce, stands in the paths of those it names and changes nothing else; one that is not
 * valid changes nothing at all.
 */
import type { Json } from "../codec/canonical.ts";
import type { SignatureCheck } from "../codec/signature.ts";
import type { MerkleMap } from "../state/merkleMap.ts";
import type { Writer } from "../state/reader.ts";
import { accept } from "./acceptance.ts";
import { PARTY_HANDLERS } from "./parties/handlers.ts";
import { DEAL_HANDLERS } from "./deals/handlers.ts";
import { AUCTION_HANDLERS } from "./auction/handlers.ts";
import { notRevoked } from "./deals/revoke.ts";
import { OPERATOR_METER_HANDLERS } from "./metering/handlers.ts";
import { GRID_HANDLERS } from "./grid/handlers.ts";
import { END_HANDLERS } from "./ends/handlers.ts";
import { SUPERVISION_HANDLERS } from "./supervision/handlers.ts";
import { type Misbehaviour, recordMisbehaviour } from "./supervision/misbehaviour.ts";
import { type ValidatorUpdate, validatorUpdates } from "./supervision/validatorSet.ts";
import { type Context, contextOf } from "./context.ts";
import { type Logged, logTransaction } from "./history/log.ts";
import { namedBy } from "./history/named.ts";
import { KEY } from "./keys.ts";
import { cancel, post } from "./offers.ts";
import { commit, open } from "./readings.ts";
import type { Handler, Handlers } from "./handler.ts";
import type { Refusal } from "./records.ts";
import { admit, register } from "./registration.ts";
import { claim, confirm, deny } from "./statements.ts";
import { load, save } from "./stored.ts";
import { sweep } from "./sweep.ts";
import { nextClock } from "./time.ts";
import type { Transaction, TxKind, TxOf } from "./transactions.ts";
import { consumeNonce, validate } from "./validity.ts";

export interface Block {
  readonly height: number;
  /** Header time, ms. */
  readonly time: number;
  readonly txs: readonly Uint8Array[];
  /** What CometBFT reports with it; absent where nobody watches, as on a chain in one process. */
  readonly misbehaviour?: readonly Misbehaviour[];
}

/** 0: done, data null. 1: refused by a rule. 2: not valid. */
export type TxResult =
  { readonly code: 0; readonly data: null } | { readonly code: 1 | 2; readonly data: Json & Refusal };

export interface Applied {
  readonly state: MerkleMap;
  readonly results: readonly TxResult[];
  readonly changes: ReadonlyMap<string, Json | undefined>;
  /** What CometBFT is told of its validators after this block, by key. */
  readonly validatorUpdates: readonly ValidatorUpdate[];
  /** What this block added to the paths of parties, for an archive; the state keeps it for the time of retention alone. */
  readonly log: readonly Logged[];
}

export function applyBlock(state: MerkleMap, block: Block, check: SignatureCheck): Applied {
  const edit = state.edit();
  const { results, log } = runBlock(edit, block, check);
  const changes = edit.changes();
  return { state: edit.done(), results, changes, validatorUpdates: validatorUpdates(state, changes), log };
}

/** The same on any writer: what applyBlock does, without the map. */
export function runBlock(state: Writer, block: Block, check: SignatureCheck): Pick<Applied, "results" | "log"> {
  const params = load.params(state);
  const before = load.clock(state);
  const clock = nextClock(params, before, block.height, block.time);
  const context = contextOf(state, params, check, before, clock);
  recordMisbehaviour(context, block.misbehaviour ?? []);
  const log: Logged[] = [];
  const results = block.txs.map((bytes, index) => runTransaction(context, bytes, index, log));
  sweep(context);
  save(state, KEY.clock, clock);
  return { results, log };
}

function runTransaction(context: Context, bytes: Uint8Array, index: number, log: Logged[]): TxResult {
  const outcome = validate(context.state, context.params, bytes, context.clock.header, context.check);
  if (!outcome.valid) return { code: 2, data: { ...outcome.refusal } };
  consumeNonce(context.state, outcome.tx.body);
  const { body, signatures } = outcome.tx;
  const named = namedBy(context.state, body);
  const refusal = notRevoked(context.state, outcome.id, body) ?? perform(context, outcome.id, body, signatures);
  const entry = { height: context.height, index, tx: outcome.id, code: refusal ? 1 : 0 } as const;
  log.push(...logTransaction(context, named, entry));
  return refusal ? { code: 1, data: { ...refusal } } : { code: 0, data: null };
}

/** Every rule of a transaction is applied before its first change, so that a refusal leaves the state as it was. */
const HANDLERS: Handlers<TxKind> = {
  "party.register": register,
  "party.admit": (context, { body }) => admit(context, body),
  "offer.post": post,
  "offer.cancel": (context, { body }) => cancel(context, body),
  "offer.accept": accept,
  "meter.commit": (context, { body }) => commit(context, body),
  "meter.open": (context, { body }) => open(context, body),
  "payment.claim": (context, { body }) => claim(context, body),
  "payment.confirm": (context, { body }) => confirm(context, body),
  "payment.deny": (context, { body }) => deny(context, body),
  ...PARTY_HANDLERS,
  ...DEAL_HANDLERS,
  ...AUCTION_HANDLERS,
  ...OPERATOR_METER_HANDLERS,
  ...GRID_HANDLERS,
  ...END_HANDLERS,
  ...SUPERVISION_HANDLERS,
};

function perform<K extends TxKind>(context: Context, id: string, body: TxOf<K>, signatures: Transaction["signatures"]) {
  // The table's row for a kind takes the body of that kind; the compiler cannot see it through the union.
  const handler = HANDLERS[body.kind] as Handler<K>;
  return handler(context, { id, body, signatures });
}
