/** The ledger's own rules, as the application asks for them. */
import { applyBlock } from "../../shared/ledger/applyBlock.ts";
import { initialState, RULES_VERSION } from "../../shared/ledger/genesis.ts";
import { runQuery } from "../../shared/ledger/runQuery.ts";
import { consumeNonce, validate } from "../../shared/ledger/validity.ts";
import { workOf } from "../../shared/ledger/work.ts";
import type { Rules } from "./rules.ts";

export const ledgerRules: Rules = {
  version: RULES_VERSION,
  initialState,
  applyBlock,
  runQuery,
  door: { validate, consumeNonce, workOf },
};
