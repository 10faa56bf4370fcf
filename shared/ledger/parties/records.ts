/** What this room keeps in the state, key by key. */
import type { z } from "zod";
import type { MeterIdentity, MoveOut, RegisterParty } from "../bodies/parties.ts";
import type { Evidence, Stamp } from "../records.ts";

/** `sealkey/<party>`: keys that messages to the party are sealed to; what was sealed to the one before can still be read. */
export interface EncryptionRecord {
  readonly current: { readonly key: string; readonly height: number };
  readonly previous: { readonly key: string; readonly height: number } | null;
}

/** `move/<point>`: who registers next at a connection point. */
export interface MoveRecord {
  readonly signed: Evidence<z.infer<typeof MoveOut>>;
  /** The successor's registration while regulators look at it; what it rests on besides the mover's word. */
  readonly registration: Evidence<z.infer<typeof RegisterParty>> | null;
  readonly at: Stamp;
}

/** `handover/<successor>`: a connection that was handed over, with what both signed. */
export interface HandoverRecord {
  readonly point: string;
  readonly from: string;
  readonly to: string;
  /** First slot of the successor; those before are the mover's. */
  readonly boundary: number;
  readonly move: Evidence<z.infer<typeof MoveOut>>;
  readonly registration: Evidence<z.infer<typeof RegisterParty>>;
  /** Contracts that passed to the successor, and those that ended. */
  readonly assigned: number;
  readonly ended: number;
  readonly at: Stamp;
}

/** `assigned/<contract>`: where the rest of a contract went. What both sides signed stands in both contracts as their basis. */
export interface AssignedRecord {
  /** The contract that goes on with it. */
  readonly contract: string;
  readonly from: string;
  readonly to: string;
  /** First slot that passed. */
  readonly slot: number;
}

/** `former/<party>/<until>/<meter>`: a meter, as it was for the party's slots before `until`. */
export interface FormerMeter {
  readonly meter: MeterIdentity;
  readonly until: number;
}
