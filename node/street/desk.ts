/**
 * A trading desk: one connection of a resident. It knows what the home may expect to import and export in a slot, and what of that
 * is neither promised nor reserved yet. A side already taken in a slot leaves nothing for the other (one side per slot).
 */
import { firstOpenSlot } from "../../shared/ledger/time.ts";
import type { GridParams } from "../../shared/ledger/params.ts";
import type { Side } from "../../shared/ledger/units.ts";
import type { Account } from "./account.ts";
import type { StreetHost } from "./port.ts";
import type { Registers } from "./registers.ts";
import type { Connection } from "./residents.ts";

export interface Desk {
  readonly connection: Connection;
  readonly grid: GridParams;
  readonly account: Account;
  /** Wh that may still be promised in each of `count` slots from `first` on, when at most `share` of what is expected may be in all. */
  free(side: Side, first: number, count: number, share: number): readonly number[];
  /** True when nothing is promised or reserved in these slots. */
  untouched(first: number, count: number): boolean;
}

export function openDesk(
  host: Pick<StreetHost, "query">,
  desk: Pick<Desk, "connection" | "grid" | "account"> & { readonly expected: Registers },
): Desk {
  const { connection, grid, account, expected } = desk;
  const { carrier } = connection;
  const positions = (first: number, count: number) =>
    host.query("positions", { party: account.id, carrier, from: first, to: first + count });

  const capacity = (side: Side): number =>
    Math.floor(((side === "sell" ? connection.exportW : connection.importW) * grid.slotSeconds) / 3600);

  return {
    connection,
    grid,
    account,
    free(side, first, count, share) {
      const taken = new Map(positions(first, count).map((position) => [position.slot, position]));
      return Array.from({ length: count }, (_, i) => {
        const flow = expected.during(first + i);
        const likely = Math.floor((side === "sell" ? flow.exported : flow.imported) * share);
        const position = taken.get(first + i);
        const sells = (position?.sold ?? 0) + (position?.offeredSell ?? 0);
        const buys = (position?.bought ?? 0) + (position?.offeredBuy ?? 0);
        const [mine, other] = side === "sell" ? [sells, buys] : [buys, sells];
        return other > 0 ? 0 : Math.max(0, Math.min(likely, capacity(side)) - mine);
      });
    },
    untouched(first, count) {
      return positions(first, count).every(
        ({ sold, bought, offeredSell, offeredBuy }) => sold + bought + offeredSell + offeredBuy === 0,
      );
    },
  };
}

/** First slot that can still be traded with a little time to spare: five seconds of a person's time, or a fifth of a slot. */
export function openFrom(grid: GridParams, market: number, rate: number): number {
  return firstOpenSlot(grid, market + Math.min(5 * rate, Math.floor(grid.slotSeconds / 5)));
}
