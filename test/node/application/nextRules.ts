/** A version of the rules that only tests know: it brings an entry with it, and counts its blocks. */
import type { LaterRules } from "../../../node/application/ruleBook.ts";
import { RuleBook } from "../../../node/application/ruleBook.ts";
import { ledgerRules } from "../../../node/application/ledgerRules.ts";

export const MIGRATED = "tested/migrated";
export const COUNTED = "tested/blocks";

export const nextRules: LaterRules = {
  ...ledgerRules,
  version: ledgerRules.version + 1,
  migrate: (state) => state.set(MIGRATED, 1),
  applyBlock(state, block, check) {
    const applied = ledgerRules.applyBlock(state, block, check);
    const edit = applied.state.edit();
    edit.set(COUNTED, ((state.get(COUNTED) as number | undefined) ?? 0) + 1);
    const changes = new Map([...applied.changes, ...edit.changes()]);
    return { ...applied, state: edit.done(), changes };
  },
};

export const bothVersions = new RuleBook(ledgerRules, [nextRules]);
