/** A dispute is ruled (DESIGN §4): what a ruling does is the business of ../../ends. */
import { rule, ruleRules } from "../../ends/disputes.ts";
import { type ActTable, AT_ONCE } from "./act.ts";

export const DISPUTE_ACTS: ActTable<"dispute.rule"> = {
  "dispute.rule": {
    ...AT_ONCE,
    rules: (context, { dispute, ruling }) => ruleRules(context, dispute, ruling),
    perform: (context, { dispute, ruling }, { id, reason }) => rule(context, dispute, ruling, id, reason),
  },
};
