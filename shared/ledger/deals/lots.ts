/**
 * Lots of coal and oil (DESIGN §2): issued by their holder with the operator's word for them, sold in parts, delivered with a note
 * that both sides sign. A sale is open credit of the buyer until its note comes or it lapses.
 */
import { cappedSum, lineAmount } from "../amounts.ts";
import { type Context, stamp } from "../context.ts";
import { knownParty } from "../contracts.ts";
import { schedule, unschedule } from "../deadlines.ts";
import { addExposure } from "../exposure.ts";
import { KEY } from "../keys.ts";
import { next, SALE_MACHINE, step } from "../machines.ts";
import type { Evidence, PartyRecord, Refusal } from "../records.ts";
import { atMost, holds, refusalOf, type Verdict } from "../rules.ts";
import { active, inRole, limitsPublished, paidUp } from "../screening.ts";
import { stateSlot } from "../statements.ts";
import { load, save } from "../stored.ts";
import type { TxOf } from "../transactions.ts";
import { Carrier } from "../units.ts";
import { loadLot, loadSale, type LotRecord, type SaleRecord, worstOfSale } from "./lotRecords.ts";

/** How long a sale waits for its delivery note, administrative seconds. */
export const SALE_OPEN = 90 * 86_400;

export function issue(context: Context, signed: Evidence<TxOf<"lot.issue">>): Refusal | undefined {
  const { state } = context;
  const { id, body } = signed;
  const holder = knownParty(context, body.sender);
  const refusal = refusalOf([active("seller", holder), holds("lot.holder", holder.roles.includes("holder"))]);
  if (refusal) return refusal;
  const { sender: party, fuel, wh } = body;
  const lot: LotRecord = { id, party, fuel, wh, sold: 0, delivered: 0, gone: 0, signed, at: stamp(context) };
  save(state, KEY.lot(id), lot);
  save(state, KEY.lotOf(party, context.height, id), 1);
  return undefined;
}

export function sell(context: Context, signed: Evidence<TxOf<"lot.sell">>): Refusal | undefined {
  const { state } = context;
  const { id, body } = signed;
  const lot = loadLot(state, body.lot);
  const refusal = refusalOf(saleRules(context, body, lot));
  if (refusal || !lot) return refusal;
  const deadline = context.adm + SALE_OPEN;
  const sale: SaleRecord = {
    id,
    lot: lot.id,
    seller: body.sender,
    buyer: body.buyer,
    wh: body.wh,
    price: body.price,
    state: SALE_MACHINE.initial,
    signed,
    at: stamp(context),
    deadline,
    delivered: null,
  };
  save(state, KEY.lot(lot.id), { ...lot, sold: lot.sold + body.wh } satisfies LotRecord);
  save(state, KEY.sale(id), sale);
  for (const party of [sale.seller, sale.buyer]) save(state, KEY.saleOf(party, context.height, id), 1);
  addExposure(state, sale.buyer, { open: worstOfSale(sale) });
  schedule(state, "a", deadline, { what: "sale", sale: id });
  return undefined;
}

function* saleRules(context: Context, body: TxOf<"lot.sell">, lot: LotRecord | undefined): Iterable<Verdict> {
  const { state } = context;
  yield holds("lot.unknown", lot !== undefined);
  if (!lot) return;
  yield holds("lot.mine", lot.party === body.sender);
  yield holds("lot.self", body.buyer !== body.sender);
  const [seller, buyer] = [knownParty(context, body.sender), knownParty(context, body.buyer)];
  yield active("seller", seller);
  yield active("buyer", buyer);
  yield inRole("buyer", buyer);
  yield paidUp("seller", state, seller);
  yield paidUp("buyer", state, buyer);
  // A sale has no held state: what regulators want to see first is not sold meanwhile.
  yield holds(
    "lot.watched",
    [seller, buyer].every(({ id }) => state.get(KEY.watch(id)) === undefined),
  );
  const left = lot.wh - lot.sold;
  yield { ...atMost("lot.left", body.wh, left, "Wh"), fits: left };
  yield* withinCredit(context, buyer, worstOfSale(body));
}

/** The price within the buyer's credit: fuel has no band of its own, so the least of its zone's bands counts. */
function* withinCredit({ state, market }: Context, buyer: PartyRecord, added: number): Iterable<Verdict> {
  const bands = Carrier.options.flatMap((carrier) => load.bands(state, buyer.zone, carrier, market) ?? []);
  const [first] = bands;
  if (!first) return yield limitsPublished(undefined);
  const limit = Math.min(...bands.map(({ exposure }) => exposure));
  const { unpaid, open } = load.exposure(state, buyer.id);
  yield atMost("buyer.exposure", cappedSum([unpaid, open, added]), limit, "micro");
}

export function deliver(context: Context, signed: Evidence<TxOf<"lot.deliver">>): Refusal | undefined {
  const { state } = context;
  const { body } = signed;
  const sale = loadSale(state, body.sale);
  const refusal = refusalOf(noteRules(body, sale));
  if (refusal || !sale) return refusal;
  unschedule(state, "a", sale.deadline, { what: "sale", sale: sale.id });
  freeRest(context, sale, body.wh);
  const amount = lineAmount(body.wh, sale.price);
  addExposure(state, sale.buyer, { open: -worstOfSale(sale), unpaid: amount });
  const owed = { from: sale.buyer, to: sale.seller, what: "lot", wh: body.wh, amount } as const;
  const period = amount > 0 ? stateSlot(context, sale.id, [owed]) : null;
  save(state, KEY.sale(sale.id), {
    ...sale,
    state: step(SALE_MACHINE, sale.state, "deliver"),
    delivered: { wh: body.wh, amount, period, signed, at: stamp(context) },
  } satisfies SaleRecord);
  leaveLater(context, sale.id);
  return undefined;
}

function* noteRules(body: TxOf<"lot.deliver">, sale: SaleRecord | undefined): Iterable<Verdict> {
  yield holds("sale.unknown", sale !== undefined);
  if (!sale) return;
  yield holds("sale.mine", sale.seller === body.sender);
  yield holds("sale.agreed", next(SALE_MACHINE, sale.state, "deliver") !== undefined);
  yield { ...atMost("sale.sold", body.wh, sale.wh, "Wh"), fits: sale.wh };
}

/** No delivery note has come in time: nobody owes anything for the sale. */
export function lapseSale(context: Context, id: string): void {
  const { state } = context;
  const sale = loadSale(state, id);
  if (sale?.state !== "agreed") return;
  freeRest(context, sale, 0);
  addExposure(state, sale.buyer, { open: -worstOfSale(sale) });
  save(state, KEY.sale(id), { ...sale, state: step(SALE_MACHINE, sale.state, "lapse") } satisfies SaleRecord);
  leaveLater(context, id);
}

/** A sale that is over leaves after retention, if it is paid then (history/leaving.ts). */
function leaveLater(context: Context, id: string): void {
  schedule(context.state, "a", context.adm + context.params.supervision.retain, { what: "leave", of: "sale", id });
}

/** What of a sale was not delivered can be sold again. */
function freeRest({ state }: Context, sale: SaleRecord, delivered: number): void {
  const lot = loadLot(state, sale.lot);
  if (!lot) throw new RangeError(`the state lacks lot ${sale.lot}`);
  save(state, KEY.lot(lot.id), {
    ...lot,
    sold: lot.sold - sale.wh + delivered,
    delivered: lot.delivered + delivered,
  } satisfies LotRecord);
}
