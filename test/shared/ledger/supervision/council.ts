/** The regulators of the test market at work: they propose, vote and let a notice pass. */
import { toHex } from "../../../../shared/codec/bytes.ts";
import { signDigest } from "../../../../shared/codec/signature.ts";
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import { keyProofDigest } from "../../../../shared/ledger/identity.ts";
import type { DecisionRecord } from "../../../../shared/ledger/supervision/records.ts";
import { CHAIN, type Chain, type Key, REGULATORS } from "../market.ts";

export const regulator = (who: number): Key => {
  const key = REGULATORS[who];
  if (!key) throw new Error(`the test market has no regulator ${who}`);
  return key;
};

export function propose(chain: Chain, decide: Act, by: Key = regulator(0), reason = "checked") {
  return chain.send(by, { kind: "decision.propose", decide, reason });
}

export function vote(chain: Chain, decision: string, by: Key, approve = true, reason = "agreed") {
  return chain.send(by, { kind: "decision.vote", decision, approve, reason }).result;
}

export function decisionOf(chain: Chain, id: string): DecisionRecord {
  const found = chain.query("decision", { id });
  if (!found) throw new Error(`no decision ${id}`);
  return found.decision;
}

/** Proposed by the first regulator and voted for by the next ones: three in all unless told. */
export function carry(chain: Chain, act: Act, votes = 3): string {
  const { id, result } = propose(chain, act);
  if (result.code !== 0) throw new Error(`${act.act} was refused: ${JSON.stringify(result.data)}`);
  for (let who = 1; who < votes; who++) vote(chain, id, regulator(who));
  return id;
}

/** Carried, and its notice over. */
export function decide(chain: Chain, act: Act, votes = 3): DecisionRecord {
  const id = carry(chain, act, votes);
  chain.until(chain.market + chain.params.supervision.notice + 30);
  return decisionOf(chain, id);
}

/** A key's own word that it wants to be bound to a party. */
export function keyProof(key: Key, party: string = key.address): string {
  return toHex(signDigest(keyProofDigest(party, key.public, CHAIN), key.secret));
}
