/** What operators and utilities leave in the state (DESIGN §4, Screening): times in market seconds, energy in Wh, prices in micro per kWh. */
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import type { Stamp } from "../records.ts";
import { inForce } from "../schedules.ts";
import type { Carrier } from "../units.ts";

/** `tariff/<supplier>/<carrier>/<from>`: by the quarter-hour of the local day. */
export interface TariffRecord {
  readonly retail: readonly number[];
  readonly feedIn: readonly number[];
}

/** `intervention/<id>`: what an operator cut or confirmed, and why. It concerns contracts that were on the ledger then. */
export interface InterventionRecord {
  readonly id: string;
  readonly operator: string;
  readonly zone: string;
  readonly carrier: Carrier;
  readonly first: number;
  readonly count: number;
  readonly act:
    | { readonly what: "curtailment"; readonly side: "sell" | "buy"; readonly keepPpm: number }
    /** Of one party, or with null of the whole zone. */
    | { readonly what: "outage"; readonly party: string | null };
  readonly reason: string;
  readonly at: Stamp;
}

/** `call/<id>` */
export interface CallRecord {
  readonly id: string;
  readonly operator: string;
  readonly zone: string;
  readonly carrier: Carrier;
  readonly first: number;
  readonly count: number;
  readonly capPpm: number;
  readonly price: number;
  readonly until: number;
  readonly most: number;
  /** Parties that answered so far. */
  readonly answers: number;
  /** Slots of answers of which it is not decided yet what they are paid. */
  readonly undecided: number;
  /** All is decided and paid, and it is on its way out of the state. */
  readonly leaving: boolean;
  readonly at: Stamp;
}

/** `answer/<call>/<party>`: the import capacity that the cap is a share of, as it was then, W. */
export interface AnswerRecord {
  readonly importW: number;
  readonly at: Stamp;
}

/** `reward/<call>/<party>/<slot>`: energy that the party left free, and what it is paid for it; 0 when it did not stay below. */
export interface RewardRecord {
  readonly wh: number;
  readonly amount: number;
}

/** `task/<id>`: work over the records of slots `slot` to `last`, of which the names up to `after` are done. */
export interface TaskRecord {
  readonly what: "curtail" | "excuse" | "convert" | "reward" | "settle" | "remeter" | "heed";
  /** The intervention or call that it carries out; a zone for gas; whose contracts it settles, remeters or heeds, and of which carrier. */
  readonly of: string;
  readonly slot: number;
  readonly last: number;
  readonly after: string;
}

const read = <T>(reader: Reader, key: string): T | undefined => reader.get(key) as T | undefined;

export const loadGrid = {
  tariff: (r: Reader, supplier: string, carrier: Carrier, at: number) =>
    inForce(r, (from) => KEY.tariff(supplier, carrier, from), at) as TariffRecord | undefined,
  factor: (r: Reader, slot: number, zone: string) => read<number>(r, KEY.factor(slot, zone)),
  intervention: (r: Reader, id: string) => read<InterventionRecord>(r, KEY.intervention(id)),
  call: (r: Reader, id: string) => read<CallRecord>(r, KEY.call(id)),
  answer: (r: Reader, call: string, party: string) => read<AnswerRecord>(r, KEY.answer(call, party)),
  answered: (r: Reader, carrier: Carrier, slot: number, party: string) =>
    read<string>(r, KEY.answered(carrier, slot, party)),
  reward: (r: Reader, call: string, party: string, slot: number) =>
    read<RewardRecord>(r, KEY.reward(call, party, slot)),
  undecided: (r: Reader, party: string) => read<number>(r, KEY.undecided(party)) ?? 0,
  task: (r: Reader, id: string) => read<TaskRecord>(r, KEY.task(id)),
};
