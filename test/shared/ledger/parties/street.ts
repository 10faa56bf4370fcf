/** What the tests of this room share: votes, a certificate for a house that somebody lives in, and all invariants at once. */
import { expect } from "vitest";
import { toHex, utf8 } from "../../../../shared/codec/bytes.ts";
import { sha256 } from "../../../../shared/codec/hash.ts";
import { signDigest } from "../../../../shared/codec/signature.ts";
import { keyProofDigest } from "../../../../shared/ledger/identity.ts";
import type { CertificateClaims } from "../../../../shared/ledger/transactions.ts";
import type { TxResult } from "../../../../shared/ledger/applyBlock.ts";
import { contractsHold, moneyHolds, partiesHold, positionsHold } from "../invariants.ts";
import { type Chain, CHAIN, type Key, keyOf, registration, REGULATORS, SUPPLIER } from "../market.ts";

export const pointOf = (label: string): string => toHex(sha256(utf8(`point ${label}`)));

/** Registers `label` with a new certificate each time. */
export function register(chain: Chain, label: string, change: Partial<CertificateClaims> = {}): TxResult {
  const key = keyOf(label);
  const id = toHex(sha256(utf8(`certificate ${label} ${chain.height}`)));
  return chain.send(key, registration(label, { id, ...change }), [key, SUPPLIER]).result;
}

/** Registers `label` at the house of `mover`, with its point and meter. */
export function registerAt(
  chain: Chain,
  label: string,
  mover: string,
  change: Partial<CertificateClaims> = {},
): TxResult {
  const meter = { id: `meter-${mover}`, key: keyOf(`${mover} meter`).public, class: "demo" as const };
  return register(chain, label, { point: pointOf(mover), meter, ...change });
}

export function vote(chain: Chain, who: number, label: string, admit = true): TxResult {
  const body = { kind: "party.admit", party: keyOf(label).address, admit, reason: "checked" } as const;
  return chain.send(REGULATORS[who] ?? keyOf("nobody"), body).result;
}

export function admit(chain: Chain, label: string): void {
  for (const who of [0, 1, 2]) expect(vote(chain, who, label)).toMatchObject({ code: 0 });
}

export const proofOf = (party: string, key: Key): string =>
  toHex(signDigest(keyProofDigest(party, key.public, CHAIN), key.secret));

export function allHold(chain: Chain): void {
  positionsHold(chain.state);
  contractsHold(chain.state);
  moneyHolds(chain.state);
  partiesHold(chain.state);
}

export const done = { code: 0, data: null };
export const refused = (rule: string, figures: object = {}) => ({ code: 1, data: { rule, ...figures } });
