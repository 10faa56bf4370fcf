/** The demo chain's genesis: offices, residents with their meters, limits, charges and profiles; the cards give them names. */
import { toHex } from "../../shared/codec/bytes.ts";
import type { Genesis, GenesisParty } from "../../shared/ledger/params.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import type { Card } from "../../shared/network/networkFile.ts";
import { type Connection, CONNECTIONS, UTILITY } from "../street/residents.ts";
import { demoKey, demoSecret } from "./keys.ts";
import { type Office, OFFICES, OPERATOR, REGULATORS } from "./offices.ts";
import type { DemoKeys } from "./demoKeys.ts";
import type { DemoGenesis, DemoGenesisOptions } from "./port.ts";
import { availabilityProfiles } from "./profiles.ts";
import {
  DEMO_CHARGES,
  DEMO_LIMITS,
  DEMO_TIMINGS,
  demoStandstill,
  localYear,
  marketOrigin,
  UTC_OFFSET,
  ZONE,
} from "./rules.ts";

const CARRIERS: readonly Carrier[] = ["electricity", "heat", "gas"];

/** Pure: the same options give the same genesis, to the byte. */
export function demoGenesis(options: DemoGenesisOptions): DemoGenesis {
  const { keys } = options;
  const genesis: Genesis = {
    params: {
      chainId: options.chainId,
      demo: true,
      clock: {
        genesis: options.genesisTime,
        origin: marketOrigin(options.genesisTime),
        rate: options.rate,
        standstill: demoStandstill(options.rate),
      },
      ...DEMO_TIMINGS,
    },
    zones: [{ id: ZONE, operator: demoKey(keys, OPERATOR.who, "account").id, utcOffset: UTC_OFFSET }],
    parties: [
      ...OFFICES.map((office) => officeParty(keys, office)),
      ...CONNECTIONS.map((connection) => connectedParty(keys, connection)),
    ],
    limits: CARRIERS.map((carrier) => ({ zone: ZONE, carrier, limits: DEMO_LIMITS[carrier] })),
    charges: CARRIERS.map((carrier) => ({ carrier, from: ZONE, to: ZONE, charges: DEMO_CHARGES[carrier] })),
    transfers: [],
    validators: [],
    profiles: availabilityProfiles(localYear(options.genesisTime)),
  };
  return {
    genesis,
    cards: [...OFFICES, ...CONNECTIONS].map((who): Card => ({
      party: demoKey(keys, who.who, "account").id,
      name: { ...who.name },
    })),
    regulators: REGULATORS.map((office) => demoKey(keys, office.who, "account").key),
  };
}

function officeParty(keys: DemoKeys, office: Office): GenesisParty {
  const { id, key } = demoKey(keys, office.who, "account");
  return {
    id,
    key,
    roles: [office.role],
    zone: ZONE,
    carriers: [],
    importW: 0,
    exportW: 0,
    technology: "none",
    supplier: null,
    point: null,
    meter: null,
  };
}

function connectedParty(keys: DemoKeys, connection: Connection): GenesisParty {
  const { who, carrier, importW, exportW, resident } = connection;
  const { id, key } = demoKey(keys, who, "account");
  return {
    id,
    key,
    roles: [resident.role],
    zone: ZONE,
    carriers: [carrier],
    importW,
    exportW,
    technology: resident.technology,
    supplier: resident === UTILITY ? null : demoKey(keys, UTILITY.who, "account").id,
    point: toHex(demoSecret(keys, who, "point")),
    meter: { id: meterId(connection), key: demoKey(keys, who, "meter").key, class: "demo" },
  };
}

export function meterId(connection: Connection): string {
  return `meter-${connection.who}`;
}
