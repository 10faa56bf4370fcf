/** Records of certified lots of storable fuel and of their sales (DESIGN §2, §4). */
import type { Reader } from "../../state/reader.ts";
import { lineAmount } from "../amounts.ts";
import { KEY } from "../keys.ts";
import type { Evidence, Stamp } from "../records.ts";
import type { TxOf } from "../transactions.ts";
import type { Fuel } from "../units.ts";

/** `lot/<id>`: energy in Wh; `sold` counts what open sales promise and what was delivered, so `wh - sold` is left to sell. */
export interface LotRecord {
  readonly id: string;
  readonly party: string;
  readonly fuel: Fuel;
  readonly wh: number;
  readonly sold: number;
  readonly delivered: number;
  /** Delivered by sales that have left the state. */
  readonly gone: number;
  /** What holder and operator signed. */
  readonly signed: Evidence<TxOf<"lot.issue">>;
  readonly at: Stamp;
}

/** `sale/<id>` */
export interface SaleRecord {
  readonly id: string;
  readonly lot: string;
  readonly seller: string;
  readonly buyer: string;
  readonly wh: number;
  readonly price: number;
  readonly state: "agreed" | "delivered" | "lapsed";
  /** What seller and buyer signed. */
  readonly signed: Evidence<TxOf<"lot.sell">>;
  readonly at: Stamp;
  /** Administrative second at which it lapses without a delivery note. */
  readonly deadline: number;
  /** The delivery note that both signed, what it costs (micro) and the period of the statement that holds it; null without one. */
  readonly delivered: {
    readonly wh: number;
    readonly amount: number;
    readonly period: number | null;
    readonly signed: Evidence<TxOf<"lot.deliver">>;
    readonly at: Stamp;
  } | null;
}

export function loadLot(reader: Reader, id: string): LotRecord | undefined {
  return reader.get(KEY.lot(id)) as unknown as LotRecord | undefined;
}

export function loadSale(reader: Reader, id: string): SaleRecord | undefined {
  return reader.get(KEY.sale(id)) as unknown as SaleRecord | undefined;
}

/** What the buyer of a sale can come to owe, micro: the price of all of it. */
export function worstOfSale({ wh, price }: Pick<SaleRecord, "wh" | "price">): number {
  return lineAmount(wh, price);
}
