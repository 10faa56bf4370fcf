/** One block as the agents see it: when it is, and how many transactions they may still send in answer to it. */

export interface Turn {
  readonly height: number;
  /** Header time, whole seconds. */
  readonly header: number;
  /** Header time, milliseconds. */
  readonly headerMs: number;
  /** Market time, whole seconds. */
  readonly market: number;
  /** Transactions left for this turn; counted down as they are sent. */
  budget: number;
}

/** At most this many transactions of the street in answer to one block. */
export const TURN_BUDGET = 16;
