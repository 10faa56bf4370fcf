/**
 * Insolvency (DESIGN §4, Money): by decision, a party is suspended; what it offers is withdrawn, its open contracts end from the first
 * slot whose gate is open, and what it owes and is owed is netted per pair and falls due at once. A utility has thousands of
 * contracts, so this goes on page by page, one page per block.
 */
import { type Reader, under } from "../../state/reader.ts";
import { withdrawOrders } from "../auction/orders.ts";
import { type Context, gridOf, stamp } from "../context.ts";
import { contractOf, endFrom, knownParty, refuseHeld } from "../contracts.ts";
import { schedule, unschedule } from "../deadlines.ts";
import { loadSale } from "../deals/lotRecords.ts";
import { lapseSale } from "../deals/lots.ts";
import { KEY } from "../keys.ts";
import { next, PARTY_MACHINE, step } from "../machines.ts";
import { retire } from "../offers.ts";
import type { Stamp } from "../records.ts";
import { holds, type Verdict } from "../rules.ts";
import { pairOf, periodNow } from "../statements.ts";
import { load, save } from "../stored.ts";
import { firstOpenSlot } from "../time.ts";
import { oweDamages } from "./endContract.ts";
import { closeEarly, netInto } from "./netting.ts";

/** Entries that one block looks at: a contract has at most 100 slots, an offer likewise, a statement is one record. */
export const CLOSE_OUT_PAGE = { offers: 25, contracts: 25, sales: 100, net: 200, close: 200, done: 0 } as const;

/** `closeout/<party>` */
export interface CloseOutRecord {
  readonly party: string;
  readonly decision: string;
  readonly reason: string;
  readonly at: Stamp;
  readonly phase: Phase;
  /** Key looked at last in this phase; empty at its start. */
  readonly after: string;
  /** Last period whose open statements close early: the one that runs when the netting begins. */
  readonly period: number;
  readonly cancelled: number;
  readonly ended: number;
  readonly netted: number;
  readonly doneAt: Stamp | null;
}
type Phase = (typeof PHASES)[number];
const PHASES = ["offers", "contracts", "sales", "net", "close", "done"] as const;

export function loadCloseOut(reader: Reader, party: string): CloseOutRecord | undefined {
  return reader.get(KEY.closeOut(party)) as CloseOutRecord | undefined;
}

export function* closeOutRules(context: Context, party: string): Iterable<Verdict> {
  const record = load.party(context.state, party);
  const status = record?.status;
  yield holds("closeOut.party", status === "suspended" || (!!status && next(PARTY_MACHINE, status, "suspend") != null));
  yield holds("closeOut.once", loadCloseOut(context.state, party) === undefined);
}

/** Begins the close-out of a party that passed the rules. */
export function closeOut(context: Context, party: string, decision: string, reason: string): void {
  const { state } = context;
  const record = knownParty(context, party);
  if (record.status !== "suspended") {
    const status = step(PARTY_MACHINE, record.status, "suspend");
    save(state, KEY.party(party), { ...record, status });
    state.delete(KEY.status(record.status, party));
    save(state, KEY.status(status, party), 1);
  }
  save(state, KEY.closeOut(party), {
    party,
    decision,
    reason,
    at: stamp(context),
    phase: "offers",
    after: "",
    period: 0,
    cancelled: 0,
    ended: 0,
    netted: 0,
    doneAt: null,
  } satisfies CloseOutRecord);
  withdrawOrders(context, party);
  schedule(state, "a", context.adm, { what: "closeOut", party });
}

/** One page of the phase that runs; the next page comes with the next block. */
export function closeOutPage(context: Context, party: string): void {
  const record = loadCloseOut(context.state, party);
  if (!record || record.phase === "done") return;
  const [from, to] = rangeOf(record);
  const start = record.after === "" ? from : `${record.after}!`;
  const limit = CLOSE_OUT_PAGE[record.phase];
  const keys = Array.from(context.state.range(start, to, { limit }), ([key]) => key);
  let done = 0;
  for (const key of keys) if (WORK[record.phase](context, record, key)) done++;
  const counted = { ...record, [COUNT[record.phase]]: record[COUNT[record.phase]] + done };
  const last = keys.at(-1);
  const changed: CloseOutRecord =
    last !== undefined && keys.length === limit ? { ...counted, after: last } : nextPhase(context, counted);
  save(context.state, KEY.closeOut(party), changed);
  if (changed.phase !== "done") schedule(context.state, "a", context.adm + 1, { what: "closeOut", party });
}

function nextPhase(context: Context, record: CloseOutRecord): CloseOutRecord {
  const phase = PHASES[PHASES.indexOf(record.phase) + 1] ?? "done";
  const period = phase === "close" ? periodNow(context) : record.period;
  return { ...record, phase, after: "", period, doneAt: phase === "done" ? stamp(context) : null };
}

/** Keys that a phase goes through. */
function rangeOf({ party, phase, period }: CloseOutRecord): readonly [from: string, to: string] {
  switch (phase) {
    case "offers":
      return under(`offerof/${party}/`);
    case "contracts":
      return under(`contractof/${party}/`);
    case "sales":
      return under(`saleof/${party}/`);
    case "net":
      return under(`statementof/${party}/`);
    case "close":
      return [`statementof/${party}/`, KEY.statementOf(party, period + 1, "")];
    case "done":
      return ["", ""];
  }
}

const COUNT = {
  offers: "cancelled",
  contracts: "ended",
  sales: "ended",
  net: "netted",
  close: "netted",
  done: "netted",
} as const;
const lastOf = (key: string): string => key.slice(key.lastIndexOf("/") + 1);

/** What is done with one entry; whether anything was. */
const WORK: { readonly [P in Phase]: (context: Context, record: CloseOutRecord, key: string) => boolean } = {
  offers: (context, _, key) => cancelOffer(context, lastOf(key)),
  contracts: (context, record, key) => endContract(context, record, lastOf(key)),
  sales: (context, _, key) => endSale(context, lastOf(key)),
  net: (context, record, key) => {
    const { a, b } = pairOf(record.party, lastOf(key));
    return netInto(context, a, b, Number(key.split("/")[2]));
  },
  close: (context, record, key) => {
    const { a, b } = pairOf(record.party, lastOf(key));
    closeEarly(context, a, b, Number(key.split("/")[2]));
    return false;
  },
  done: () => false,
};

function cancelOffer(context: Context, id: string): boolean {
  const offer = load.offerBase(context.state, id);
  if (!offer || load.offerLive(context.state, id).status !== "live") return false;
  retire(context, offer, "cancel");
  return true;
}

/** A sale of a lot without a delivery note lapses at once: nobody owes anything for it. */
function endSale(context: Context, id: string): boolean {
  const sale = loadSale(context.state, id);
  if (sale?.state !== "agreed") return false;
  unschedule(context.state, "a", sale.deadline, { what: "sale", sale: id });
  lapseSale(context, id);
  return true;
}

/** An open contract ends, a held one is refused. The insolvent side is liable for what falls away, as if it had ended it. */
function endContract(context: Context, { party, decision, reason }: CloseOutRecord, id: string): boolean {
  const { state, params, market } = context;
  const at = load.contractProgress(state, id).state;
  if (at === "held") refuseHeld(context, id, "closeOut", decision, reason);
  if (at !== "admitted") return at === "held";
  const { terms } = contractOf(context, id);
  const { first, wh } = terms.energy;
  const from = Math.max(first, firstOpenSlot(gridOf(params, terms.carrier), market));
  if (from >= first + wh.length) return false;
  const side = terms.seller === party ? "seller" : "buyer";
  const fallen = endFrom(context, id, "closeOut", { by: decision, from, liability: side, reason, at: stamp(context) });
  oweDamages(context, id, side, fallen);
  return true;
}
