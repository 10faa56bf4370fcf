/** A Wh's way from the meter to the money (DESIGN §4, Delivery and Money): what one contract and slot rests on, and what came of it. */
import type { Reader } from "../../state/reader.ts";
import { under } from "../../state/reader.ts";
import { floorDiv } from "../amounts.ts";
import { allocate, type Obligation, obligations } from "../delivery.ts";
import { KEY } from "../keys.ts";
import type { BatchRecord, CounterRecord, MeteredRecord, SlotRecord, StatementState, Terms } from "../records.ts";
import { load, namesUnder, type StatementBase } from "../stored.ts";
import type { Register } from "../bodies/meters.ts";
import type { Carrier } from "../units.ts";

/** One side's energy: what its meter committed to and opened, what follows, and how that was shared out over its contracts. */
export interface WaySide {
  readonly party: string;
  readonly meter: string | null;
  readonly batch: BatchRecord | null;
  /** Counters at the slot's ends, Wh. */
  readonly counters: readonly {
    readonly register: Register;
    readonly from: CounterRecord | null;
    readonly to: CounterRecord | null;
  }[];
  readonly metered: MeteredRecord | null;
  /** Every contract of the side in the slot, by id: contracted and allocated Wh (null while nothing is metered). */
  readonly shares: readonly { readonly contract: string; readonly q: number; readonly allocated: number | null }[];
}

export interface EnergyWay {
  readonly terms: Terms;
  readonly slot: SlotRecord;
  readonly seller: WaySide;
  readonly buyer: WaySide;
  /** Who owes what for the slot as it is settled; empty while it is not. */
  readonly owed: readonly Obligation[];
  /** Statements that hold lines of the contract, from the slot's period on. */
  readonly statements: readonly {
    readonly a: string;
    readonly b: string;
    readonly period: number;
    readonly state: StatementState;
    readonly due: number;
    readonly claim: StatementBase["claim"];
    readonly paid: StatementBase["paid"];
  }[];
}

export function energyWay(r: Reader, contract: string, slot: number): EnergyWay | null {
  const base = load.contractBase(r, contract);
  const record = base && load.findSlot(r, contract, slot);
  if (!base || !record) return null;
  const { terms } = base;
  return {
    terms,
    slot: record,
    seller: sideOf(r, terms.seller, terms.carrier, slot, "sold"),
    buyer: sideOf(r, terms.buyer, terms.carrier, slot, "bought"),
    owed: record.settled ? obligations(terms, record.settled) : [],
    statements: record.period === null ? [] : statementsOf(r, contract, record.period),
  };
}

function sideOf(r: Reader, party: string, carrier: Carrier, slot: number, what: "sold" | "bought"): WaySide {
  const meter = load.party(r, party)?.meter?.id ?? null;
  const metered = load.metered(r, party, carrier, slot) ?? null;
  const prefix = KEY.deal(party, carrier, slot, "");
  const claims = Array.from(r.range(...under(prefix)), ([key, q]) => ({
    id: key.slice(prefix.length),
    q: q as number,
  }));
  const energy = metered?.[what] ?? null;
  const allocated = energy === null ? null : allocate(energy, claims);
  const batch = floorDiv(slot, load.params(r).metering.batchSlots);
  return {
    party,
    meter,
    batch: (meter === null ? undefined : load.batch(r, meter, batch)) ?? null,
    counters: (["1.8.0", "2.8.0"] as const).map((register) => ({
      register,
      from: counter(r, meter, register, slot),
      to: counter(r, meter, register, slot + 1),
    })),
    metered,
    shares: claims.map(({ id, q }, i) => ({ contract: id, q, allocated: allocated?.[i] ?? null })),
  };
}

function counter(r: Reader, meter: string | null, register: Register, boundary: number): CounterRecord | null {
  return (meter === null ? undefined : load.counter(r, meter, register, boundary)) ?? null;
}

function statementsOf(r: Reader, contract: string, from: number): EnergyWay["statements"] {
  return namesUnder(r, `lineof/${contract}/`).flatMap((name) => {
    const [period = "", a = "", b = ""] = name.split("/");
    const statement = load.statement(r, a, b, Number(period));
    if (!statement || Number(period) < from) return [];
    const { state, due, claim, paid } = statement;
    return [{ a, b, period: Number(period), state, due, claim, paid }];
  });
}
