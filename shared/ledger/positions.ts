/**
 * Positions (DESIGN §4, Screening): what a party may promise in a slot, what it has promised and what its live offers reserve.
 * Sells are bounded by export capacity times the availability profile of technology, month and slot of day; buys by import capacity.
 */
import type { Reader, Writer } from "../state/reader.ts";
import { floorDiv, ppmDown } from "./amounts.ts";
import { gridOf } from "./context.ts";
import { KEY } from "./keys.ts";
import type { GridParams, Params } from "./params.ts";
import type { PartyRecord, PositionRecord } from "./records.ts";
import { load, save, saveFigures } from "./stored.ts";
import { civil, slotStart } from "./time.ts";
import type { Carrier, Energy, Side } from "./units.ts";

const QUARTER = 900;

/** Slots of an energy list that hold any, with their quantity. */
export function filledSlots(energy: Energy): readonly { readonly slot: number; readonly q: number }[] {
  const filled: { slot: number; q: number }[] = [];
  energy.wh.forEach((q, i) => {
    if (q > 0) filled.push({ slot: energy.first + i, q });
  });
  return filled;
}

/** Energy of a power over one slot, Wh, rounded down. */
export function capacityWh(watts: number, grid: GridParams): number {
  return floorDiv(watts * grid.slotSeconds, 3600);
}

/** Share of capacity in ppm that a profile of 96 quarter-hours gives a slot: the mean of those it covers, rounded down. */
export function shareOf(profile: readonly number[], grid: GridParams, utcOffset: number, slot: number): number {
  const { second } = civil(slotStart(grid, slot) + utcOffset);
  const first = floorDiv(second, QUARTER);
  const count = Math.max(1, floorDiv(grid.slotSeconds, QUARTER));
  let sum = 0;
  for (let i = 0; i < count; i++) sum += profile[(first + i) % profile.length] ?? 0;
  return floorDiv(sum, count);
}

/** Largest Wh that the party may have promised on one side in a slot; 0 where the regulators published no profile. */
export function positionLimit(
  reader: Reader,
  params: Params,
  party: PartyRecord,
  side: Side,
  carrier: Carrier,
  slot: number,
): number {
  const grid = gridOf(params, carrier);
  if (side === "buy") return capacityWh(party.importW, grid);
  const utcOffset = load.zone(reader, party.zone)?.utcOffset ?? 0;
  const { month } = civil(slotStart(grid, slot) + utcOffset);
  const profile = load.profile(reader, party.technology, month, slotStart(grid, slot));
  return profile ? ppmDown(capacityWh(party.exportW, grid), shareOf(profile, grid, utcOffset, slot)) : 0;
}

/** What stands on one side of a position: contracted and reserved. */
export function promised(position: PositionRecord, side: Side): number {
  return side === "sell" ? position.sold + position.offeredSell : position.bought + position.offeredBuy;
}

/** Adds (or with -1 takes away) what a live offer reserves. */
export function reserve(
  state: Writer,
  party: string,
  side: Side,
  carrier: Carrier,
  energy: Energy,
  sign: 1 | -1,
): void {
  change(state, party, carrier, energy, (position, q) =>
    side === "sell"
      ? { ...position, offeredSell: position.offeredSell + sign * q }
      : { ...position, offeredBuy: position.offeredBuy + sign * q },
  );
}

/** Adds (or with -1 takes away) contracted energy. */
export function contractPosition(
  state: Writer,
  party: string,
  side: Side,
  carrier: Carrier,
  energy: Energy,
  sign: 1 | -1,
): void {
  change(state, party, carrier, energy, (position, q) =>
    side === "sell"
      ? { ...position, sold: position.sold + sign * q }
      : { ...position, bought: position.bought + sign * q },
  );
}

function change(
  state: Writer,
  party: string,
  carrier: Carrier,
  energy: Energy,
  changed: (position: PositionRecord, q: number) => PositionRecord,
): void {
  for (const { slot, q } of filledSlots(energy)) {
    saveFigures(state, KEY.position(party, carrier, slot), changed(load.position(state, party, carrier, slot), q));
  }
}

/** Adds (or with -1 takes away) a contract to the energy balance of both zones, and to the flow between two. */
export function contractBalance(
  state: Writer,
  deal: { sellerZone: string; buyerZone: string; carrier: Carrier; energy: Energy; firm: boolean },
  sign: 1 | -1,
): void {
  const { sellerZone, buyerZone, carrier } = deal;
  for (const { slot, q } of filledSlots(deal.energy)) {
    if (deal.firm) {
      const seller = load.balance(state, sellerZone, carrier, slot);
      saveFigures(state, KEY.balance(sellerZone, carrier, slot), { ...seller, firm: seller.firm + sign * q });
    }
    const buyer = load.balance(state, buyerZone, carrier, slot);
    saveFigures(state, KEY.balance(buyerZone, carrier, slot), { ...buyer, bought: buyer.bought + sign * q });
    if (sellerZone === buyerZone) continue;
    const flow = load.flow(state, carrier, sellerZone, buyerZone, slot) + sign * q;
    const key = KEY.flow(carrier, sellerZone, buyerZone, slot);
    if (flow === 0) state.delete(key);
    else save(state, key, flow);
  }
}
