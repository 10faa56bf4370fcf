/**
 * The regulators' clerk: votes on registrations that wait, one regulator per block and no more than the quorum needs. It looks
 * at what the ledger's own rules leave to judgement: the zone, the size of the connection, the supplier and the meter.
 */
import type { PartyRecord } from "../../shared/ledger/records.ts";
import { ZONE } from "../demo/rules.ts";
import type { Account } from "./account.ts";
import type { StreetHost } from "./port.ts";
import type { Turn } from "./turn.ts";

/** A home of the demo has at most this much, each way. */
const HOME_W = 30_000;
/** Header seconds that a registration is looked at before the first vote. */
const LOOK = 2;
/** After this long without a decision the votes are thought lost, and the next regulator is asked. */
const PATIENCE = 15;
const AT_ONCE = 8;

export interface Clerk {
  act(turn: Turn): void;
}

interface Case {
  readonly seen: number;
  votes: number;
  last: number;
}

/** `most`: votes that it gives on one registration. */
export function openClerk(
  host: StreetHost,
  regulators: readonly Account[],
  supplier: string,
  most = host.params.quorum,
): Clerk {
  const cases = new Map<string, Case>();
  return {
    act(turn) {
      const waiting = host.query("parties", { status: "pending", limit: AT_ONCE });
      const ids = new Set(waiting.map((party) => party.id));
      for (const id of cases.keys()) if (!ids.has(id)) cases.delete(id);
      for (const party of waiting) {
        const known = cases.get(party.id) ?? { seen: turn.header, votes: 0, last: turn.header };
        cases.set(party.id, known);
        if (turn.header < known.seen + LOOK) continue;
        if (known.votes >= most && turn.header < known.last + PATIENCE) continue;
        const regulator = regulators[known.votes % regulators.length];
        if (!regulator || regulator.busy(turn)) continue;
        const { admit, reason } = judge(party, supplier);
        if (regulator.send(turn, "party.admit", { party: party.id, admit, reason })) {
          known.votes++;
          known.last = turn.header;
        }
      }
    },
  };
}

/** Admit or not, and why, in words for the ledger. */
export function judge(party: PartyRecord, supplier: string): { readonly admit: boolean; readonly reason: string } {
  const refuse = (reason: string) => ({ admit: false, reason });
  if (party.zone !== ZONE) return refuse(`The demo's regulators decide for zone ${ZONE} only, not for ${party.zone}.`);
  if (party.supplier !== supplier) return refuse("No residual supplier of this zone stands behind the connection.");
  if (!party.meter) return refuse("No meter stands at the boundary.");
  const largest = Math.max(party.importW, party.exportW);
  if (largest > HOME_W) return refuse(`A connection of ${largest} W is over the ${HOME_W} W of a home in the demo.`);
  return {
    admit: true,
    reason: `Certificate, supplier and meter in order; ${party.importW} W import and ${party.exportW} W export fit the line.`,
  };
}
