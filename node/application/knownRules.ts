/** The versions of the rules that this program can follow a chain through, the one of new chains first. */
import { ledgerRules } from "./ledgerRules.ts";
import { RuleBook } from "./ruleBook.ts";

export const knownRules = new RuleBook(ledgerRules);
