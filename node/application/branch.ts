/** Validity applied in sequence on a branch of the state: one rule for CheckTx, PrepareProposal and ProcessProposal (DESIGN §3). */
import type { Params } from "../../shared/ledger/params.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import { type Checks, consumeNonce, validate } from "../../shared/ledger/validity.ts";
import { workOf } from "../../shared/ledger/work.ts";
import type { MapEdit, MerkleMap } from "../../shared/state/merkleMap.ts";

export class Branch {
  readonly #edit: MapEdit;
  readonly #params: Params;
  readonly #check: Checks;

  constructor(state: MerkleMap, params: Params, check: Checks) {
    this.#edit = state.edit();
    this.#params = params;
    this.#check = check;
  }

  /** Undefined when the transaction is valid after those before it, for a block of this header time (ms); it then uses its nonce. */
  take(tx: Uint8Array, time: number): Refusal | undefined {
    const outcome = validate(this.#edit, this.#params, tx, time, this.#check);
    if (!outcome.valid) return outcome.refusal;
    consumeNonce(this.#edit, outcome.tx.body);
    return undefined;
  }

  /** The same for a block that has `room` left (shared/ledger/work.ts): what it takes of that, or undefined when it is not valid or too much. */
  fit(tx: Uint8Array, time: number, room: number): number | undefined {
    const outcome = validate(this.#edit, this.#params, tx, time, this.#check);
    if (!outcome.valid) return undefined;
    const work = workOf(outcome.tx.body);
    if (work > room) return undefined;
    consumeNonce(this.#edit, outcome.tx.body);
    return work;
  }
}
