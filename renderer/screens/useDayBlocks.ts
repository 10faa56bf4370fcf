/** The day's blocks, made again only when what they rest on changes (the clock counts by slots, not seconds). */
import { useMemo } from "react";
import type { BookRow, ContractRow } from "../../shared/ipc/marketViews.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import type { Block } from "../parts/ribbon/blocks.ts";
import { useLang } from "../words/i18n.ts";
import { dayBlocks } from "./blocks.ts";

export const NO_CONTRACTS: readonly ContractRow[] = [];
export const NO_OFFERS: readonly BookRow[] = [];

export function useDayBlocks(
  contracts: readonly ContractRow[],
  offers: readonly BookRow[],
  carrier: Carrier,
  /** First slot of the day on the carrier's grid, how many it has, and the slot under way. */
  first: number,
  slots: number,
  nowSlot: number,
): readonly Block[] {
  const lang = useLang();
  return useMemo(
    () => dayBlocks({ contracts, offers, carrier, first, slots, nowSlot, lang }),
    [contracts, offers, carrier, first, slots, nowSlot, lang],
  );
}
