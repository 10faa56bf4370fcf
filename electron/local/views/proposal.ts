/**
 * market.proposal: what forecast, capacity and commitments leave, slot by slot, and a price. Forecast figures are the median of
 * the home's own past; capacity, commitments, tariffs and the book are verified.
 */
import { type Proposal, usualMinimum } from "../../../shared/ipc/marketViews.ts";
import { lineAmount, ppmDown, sum } from "../../../shared/ledger/amounts.ts";
import { capacityWh, promised, shareOf } from "../../../shared/ledger/positions.ts";
import { firstOpenSlot, slotStart } from "../../../shared/ledger/time.ts";
import type { Carrier, Side } from "../../../shared/ledger/units.ts";
import { worstCase } from "../../../shared/words/worstCase.ts";
import type { Page } from "../../sync/verifiedReads.ts";
import type { Joined } from "../joined.ts";
import { wholeBook } from "../wholeBook.ts";
import { gridFor, localDate, marketAt, meterMarket, monthOf } from "../market.ts";

const HORIZON = 96;
/** Offers smaller than this in a slot are not worth a line, Wh. */
const LEAST = 50;

export async function proposal(
  joined: Joined,
  page: Page,
  input: { readonly carrier: Carrier; readonly side: Side; readonly from: number | null; readonly to: number | null },
): Promise<Proposal | null> {
  const { carrier, side } = input;
  const at = await marketAt(joined, page);
  const { params, party, zone, now } = at;
  if (!party || !party.carriers.includes(carrier)) return null;
  const grid = gridFor(params, carrier);
  const open = firstOpenSlot(grid, now);
  const first = Math.max(open, input.from ?? open);
  const last = Math.min(open + HORIZON, input.to ?? open + HORIZON);
  if (last <= first) return null;
  const market = meterMarket(at);
  // The home's past is of electricity; of another carrier the reader says how much, within capacity and commitments.
  const forecast =
    carrier === "electricity" ? joined.readings.forecast(last - Math.floor(now / grid.slotSeconds), market) : null;
  if (carrier === "electricity" && !forecast) return null;
  const [positions, rules, book] = await Promise.all([
    page.query("positions", { party: party.id, carrier, from: first, to: last }),
    page.query("rules", {
      carrier,
      zone: zone.id,
      technology: party.technology,
      month: monthOf(slotStart(grid, first), zone.utcOffset),
    }),
    wholeBook(page, { carrier, zone: zone.id, from: first, to: last }),
  ]);
  if (!rules) return null;
  const committed = new Map(positions.map((position) => [position.slot, position]));
  const free: number[] = [];
  for (let slot = first; slot < last; slot++) {
    const bands = side === "sell" ? forecast?.surplus : forecast?.need;
    const expected = forecast ? (bands?.[slot - forecast.first]?.p50 ?? 0) : Number.MAX_SAFE_INTEGER;
    const capacity =
      side === "sell"
        ? ppmDown(capacityWh(party.exportW, grid), shareOf(rules.share, grid, zone.utcOffset, slot))
        : capacityWh(party.importW, grid);
    const position = committed.get(slot);
    // One side per party and slot: what is promised the other way closes the slot.
    const closed = position !== undefined && promised(position, side === "sell" ? "buy" : "sell") > 0;
    const taken = position === undefined ? 0 : promised(position, side);
    const left = closed ? 0 : Math.max(0, Math.min(expected, capacity) - taken);
    free.push(left >= LEAST ? left : 0);
  }
  const run = input.from === null ? bestRun(free, first, grid.slotSeconds, zone.utcOffset) : trimmed(free, first);
  if (!run) return null;
  const chosen = forecast ? run : { first: run.first, wh: run.wh.map(() => 0) };
  const { price: band, tariff } = rules.limits;
  const others = book.filter((offer) => offer.party !== party.id && offer.signed.body.side !== side);
  const prices = others.map((offer) => offer.signed.body.price);
  const best = prices.length === 0 ? undefined : side === "sell" ? Math.max(...prices) : Math.min(...prices);
  const middle = Math.floor((tariff.feedIn + tariff.retail) / 2);
  const price = Math.min(band.max, Math.max(band.min, best ?? middle));
  const damages = { seller: 0, buyer: 0 };
  const body = {
    kind: "offer.post" as const,
    sender: party.id,
    validUntil: 0,
    nonce: 0,
    side,
    type: "asProduced" as const,
    carrier,
    zone: zone.id,
    energy: chosen,
    price,
    minimum: usualMinimum(sum(chosen.wh)),
    damages,
    technology: party.technology,
    expires: 0,
  };
  const worst = worstCase(body, null, rules.charges);
  const amount = (at: number): number => sum(chosen.wh.map((wh) => lineAmount(wh, at)));
  const gain = amount(price);
  return {
    side,
    energy: chosen,
    free: { first, wh: free },
    price,
    type: "asProduced",
    damages,
    gain,
    worst: worst?.most ?? 0,
    // What it brings against the residual supplier's tariff, before charges.
    versusTariff: side === "sell" ? gain - amount(tariff.feedIn) : amount(tariff.retail) - gain,
  };
}

type Run = { readonly first: number; readonly wh: number[] };

/** The run of free slots within one local day that holds most energy. */
function bestRun(free: readonly number[], first: number, slotSeconds: number, utcOffset: number): Run | null {
  let best: Run | null = null;
  let run: { first: number; wh: number[] } | null = null;
  let day = "";
  for (const [i, wh] of free.entries()) {
    const start = (first + i) * slotSeconds;
    const today = localDate(start, utcOffset);
    if (wh === 0 || today !== day) run = null;
    day = today;
    if (wh === 0) continue;
    run ??= { first: first + i, wh: [] };
    run.wh.push(wh);
    if (best === null || sum(run.wh) > sum(best.wh)) best = { first: run.first, wh: [...run.wh] };
  }
  return best;
}

/** What was asked for, without empty ends. */
function trimmed(free: readonly number[], first: number): Run | null {
  const from = free.findIndex((wh) => wh > 0);
  const to = free.findLastIndex((wh) => wh > 0);
  return from < 0 ? null : { first: first + from, wh: free.slice(from, to + 1) };
}
