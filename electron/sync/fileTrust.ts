/** Whether the stored chain of trust is the one that a network file begins. If it is not, what rests on it is forgotten. */
import { canonicalText } from "../../shared/codec/canonical.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import type { AttackSeen, EvidenceLog } from "../store/evidence.ts";
import type { Headers } from "../store/headers.ts";

export interface Beginning {
  readonly network: NetworkFile;
  /** The built-in node's own process decides by its own anchor, not by the file's. */
  readonly builtIn: boolean;
  /** A word from outside under this very file: it may have led away from the file's anchor. */
  readonly trusted: Anchor | null;
  readonly log: (line: string) => void;
}

/** What trust rests on in a network file: another one is people's decision to begin anew. */
export function trustOf({ anchor, nodes }: NetworkFile): string {
  return canonicalText({ anchor: { height: anchor.height, hash: anchor.hash }, nodes: [...nodes] });
}

/** Before any node is asked. Returns the attack that still ends trust in this file. */
export function beginUnder(beginning: Beginning, headers: Headers, evidence: EvidenceLog): AttackSeen | undefined {
  const { network, log } = beginning;
  const attack = evidence.attack();
  if (attack !== undefined && attack.file === trustOf(network)) return attack;
  if (attack !== undefined) {
    log("another network file than the one under which two histories were proved: trust begins anew at its anchor");
    evidence.forgetAttack();
  } else if (restsOn(beginning, headers)) return undefined;
  else log(`what is stored does not rest on the file's anchor at ${network.anchor.height}: trust begins anew there`);
  headers.clear();
  evidence.pardon();
  return undefined;
}

function restsOn({ network, builtIn, trusted }: Beginning, headers: Headers): boolean {
  const { height, hash } = network.anchor;
  const there = headers.at(height);
  if (builtIn) return true;
  if (there !== undefined) return there.hash === hash;
  const began = headers.anchor();
  // Of a chain whose first block was damaged on disk nobody can say that it began elsewhere.
  return began === undefined || began.hash === hash || trusted !== null;
}
