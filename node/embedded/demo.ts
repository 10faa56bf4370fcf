/** The demo network: the ledger's own rules, the demo's genesis, its commissioning methods and its street. */
import { ledgerRules } from "../application/ledgerRules.ts";
import { commissioning } from "../demo/commissioning.ts";
import { demoGenesis } from "../demo/genesis.ts";
import { startStreet } from "../street/street.ts";
import type { Demo } from "./embeddedNode.ts";

export const demo: Demo = {
  rules: ledgerRules,
  genesis: demoGenesis,
  methods: commissioning,
  street: startStreet,
};
