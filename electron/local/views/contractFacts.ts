/** What the views of a contract are made of: its records, read at one page. */
import type { Params } from "../../../shared/ledger/params.ts";
import type { ContractRecord, SlotRecord, StatementRecord } from "../../../shared/ledger/records.ts";

/** Everything about one contract at one page. */
export interface ContractFacts {
  readonly contract: ContractRecord;
  readonly slots: readonly SlotRecord[];
  /** Between its two parties, one per period that holds a slot of it. */
  readonly statements: readonly StatementRecord[];
  readonly params: Params;
  readonly now: number;
}
