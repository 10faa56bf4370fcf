/** Validity applied in sequence on a branch of the state: one rule for CheckTx, PrepareProposal and ProcessProposal (DESIGN §3). */
import type { Params } from "../../shared/ledger/params.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import type { Checks } from "../../shared/ledger/validity.ts";
import type { MapEdit, MerkleMap } from "../../shared/state/merkleMap.ts";
import type { Door } from "./rules.ts";

export class Branch {
  readonly #edit: MapEdit;
  readonly #params: Params;
  readonly #check: Checks;
  readonly #door: Door;

  constructor(state: MerkleMap, params: Params, check: Checks, door: Door) {
    this.#door = door;
    this.#edit = state.edit();
    this.#params = params;
    this.#check = check;
  }

  /** Undefined when the transaction is valid after those before it, for a block of this header time (ms); it then uses its nonce. */
  take(tx: Uint8Array, time: number): Refusal | undefined {
    const outcome = this.#door.validate(this.#edit, this.#params, tx, time, this.#check);
    if (!outcome.valid) return outcome.refusal;
    this.#door.consumeNonce(this.#edit, outcome.tx.body);
    return undefined;
  }

  /** The same for a block that has `room` left (shared/ledger/work.ts): what it takes of that, or undefined when it is not valid or too much. */
  fit(tx: Uint8Array, time: number, room: number): number | undefined {
    const outcome = this.#door.validate(this.#edit, this.#params, tx, time, this.#check);
    if (!outcome.valid) return undefined;
    const work = this.#door.workOf(outcome.tx.body);
    if (work > room) return undefined;
    this.#door.consumeNonce(this.#edit, outcome.tx.body);
    return work;
  }
}
