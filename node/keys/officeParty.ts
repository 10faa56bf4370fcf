/** An office as a party of a genesis document: one role in one zone, and neither meter nor connection. */
import type { GenesisParty } from "../../shared/ledger/params.ts";
import type { Role } from "../../shared/ledger/units.ts";

/** `id`: the address of `key`. */
export function officeParty(id: string, key: string, role: Role, zone: string): GenesisParty {
  return {
    id,
    key,
    roles: [role],
    zone,
    carriers: [],
    importW: 0,
    exportW: 0,
    technology: "none",
    supplier: null,
    point: null,
    meter: null,
  };
}
