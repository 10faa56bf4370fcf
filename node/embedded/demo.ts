/** The demo network: the ledger's own rules, the demo's genesis, its commissioning methods and its street. */
import { applyBlock } from "../../shared/ledger/applyBlock.ts";
import { initialState, RULES_VERSION } from "../../shared/ledger/genesis.ts";
import { runQuery } from "../../shared/ledger/runQuery.ts";
import type { Rules } from "../application/rules.ts";
import { commissioning } from "../demo/commissioning.ts";
import { demoGenesis } from "../demo/genesis.ts";
import { startStreet } from "../street/street.ts";
import type { Demo } from "./embeddedNode.ts";

export const ledgerRules: Rules = { version: RULES_VERSION, initialState, applyBlock, runQuery };

export const demo: Demo = {
  rules: ledgerRules,
  genesis: demoGenesis,
  methods: commissioning,
  street: startStreet,
};
