/** The invariants of DESIGN §4, recomputed from the primary records alone and held against what the ledger keeps in step. */
export { mailHolds, partiesHold } from "./invariants/bindings.ts";
export { contractsHold, indexesHold } from "./invariants/contracts.ts";
export { moneyHolds } from "./invariants/money.ts";
export { positionsHold } from "./invariants/positions.ts";
export { decisionsHold, transitionsHold } from "./invariants/transitions.ts";
