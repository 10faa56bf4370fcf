/**
 * Parameters of a real market to begin from: the offices whose cards are given, one zone, a month's periods. Limits and charges are figures
 * to be replaced: the regulators decide them.
 */
import type { Genesis, GenesisParty, Params } from "../../shared/ledger/params.ts";
import { Carrier } from "../../shared/ledger/units.ts";
import { availabilityProfiles } from "../demo/profiles.ts";
import { DEMO_CHARGES, DEMO_LIMITS, DEMO_TIMINGS, localYear } from "../demo/rules.ts";
import type { OfficeCard } from "../keys/officeCard.ts";
import { officeParty } from "../keys/officeParty.ts";
import { OperatorComplaint } from "./operatorComplaint.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Days as a market between homes has them; grids, validity and mail as everywhere. */
const TIMINGS = {
  grids: DEMO_TIMINGS.grids,
  validity: DEMO_TIMINGS.validity,
  metering: { batchSlots: 96, grace: 3 * DAY },
  settlement: { dispute: 14 * DAY, period: 30 * DAY, due: 14 * DAY, silence: 7 * DAY, carry: 1_000_000, fen: 10_000 },
  supervision: {
    decide: 7 * DAY,
    notice: 7 * DAY,
    rule: 30 * DAY,
    appeal: 14 * DAY,
    correct: 365 * DAY,
    retain: 730 * DAY,
  },
  mail: DEMO_TIMINGS.mail,
} satisfies Omit<Params, "chainId" | "demo" | "clock" | "quorum">;

export interface DraftOptions {
  readonly chainId: string;
  readonly zone: string;
  /** Seconds east of UTC. */
  readonly utcOffset: number;
  /** Header time of genesis, seconds. */
  readonly begins: number;
  readonly offices: readonly OfficeCard[];
}

/** More than two thirds of the regulators carry a decision. Throws an OperatorComplaint without a regulator or an operator. */
export function genesisDraft({ chainId, zone, utcOffset, begins, offices }: DraftOptions): Genesis {
  const regulators = offices.filter(({ role }) => role === "regulator").length;
  const operator = offices.find(({ role }) => role === "operator");
  if (regulators === 0) throw new OperatorComplaint("no --office is a regulator's card");
  if (operator === undefined) throw new OperatorComplaint("no --office is an operator's card, and a zone needs one");
  const carriers = Carrier.options;
  return {
    params: {
      chainId,
      demo: false,
      clock: { genesis: begins, origin: begins, rate: 1, standstill: 60 },
      ...TIMINGS,
      quorum: Math.floor((regulators * 2) / 3) + 1,
    },
    zones: [{ id: zone, operator: operator.party, utcOffset }],
    parties: offices.map((office) => partyOf(office, zone)),
    limits: carriers.map((carrier) => ({ zone, carrier, limits: DEMO_LIMITS[carrier] })),
    charges: carriers.map((carrier) => ({ carrier, from: zone, to: zone, charges: DEMO_CHARGES[carrier] })),
    transfers: [],
    validators: [],
    profiles: availabilityProfiles(localYear(begins)),
  };
}

function partyOf({ party, key, role }: OfficeCard, zone: string): GenesisParty {
  return officeParty(party, key, role, zone);
}
