/** What the rules of one block share: the state being written, the parameters, the clocks, the signature check. */
import type { SignatureCheck } from "../codec/signature.ts";
import type { Writer } from "../state/reader.ts";
import { floorDiv } from "./amounts.ts";
import type { GridParams, Params } from "./params.ts";
import type { ClockRecord } from "./records.ts";
import type { Carrier } from "./units.ts";

export interface Context {
  readonly state: Writer;
  readonly params: Params;
  readonly check: SignatureCheck;
  readonly height: number;
  readonly clock: ClockRecord;
  readonly before: ClockRecord;
  /** Header, market and administrative time of the block in whole seconds. */
  readonly header: number;
  readonly market: number;
  readonly adm: number;
}

export function contextOf(
  state: Writer,
  params: Params,
  check: SignatureCheck,
  before: ClockRecord,
  clock: ClockRecord,
): Context {
  return {
    state,
    params,
    check,
    height: clock.height,
    clock,
    before,
    header: floorDiv(clock.header, 1000),
    market: floorDiv(clock.market, 1000),
    adm: floorDiv(clock.adm, 1000),
  };
}

/** When a record came to be. */
export function stamp(context: Context): { readonly height: number; readonly market: number } {
  return { height: context.height, market: context.market };
}

/** The grid of a carrier that a record already names; throws where the chain has none. */
export function gridOf(params: Params, carrier: Carrier): GridParams {
  const grid = params.grids[carrier];
  if (!grid) throw new RangeError(`the chain has no grid for ${carrier}`);
  return grid;
}
