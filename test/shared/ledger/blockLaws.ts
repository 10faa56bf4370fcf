/**
 * What holds of a single block besides the invariants of the state (DESIGN §3, §4): what is refused or not valid leaves nothing behind
 * but its nonce and its place in the paths; transactions that have nothing to do with each other commute.
 */
import { isDeepStrictEqual } from "node:util";
import { applyBlock, type TxResult } from "../../../shared/ledger/applyBlock.ts";
import { namedBy } from "../../../shared/ledger/history/named.ts";
import { decodeTransaction } from "../../../shared/ledger/identity.ts";
import { KEY } from "../../../shared/ledger/keys.ts";
import type { TxBody } from "../../../shared/ledger/transactions.ts";
import { type ContractBase, load } from "../../../shared/ledger/stored.ts";
import type { MerkleMap } from "../../../shared/state/merkleMap.ts";
import { under } from "../../../shared/state/reader.ts";
import { differingKeys } from "./differs.ts";
import { expect } from "./holds.ts";
import type { Played } from "./history.ts";
import { CHAIN, TRUSTING } from "./market.ts";
import { tracesRefusal } from "./refusalTraces.ts";

/** The block without its refused and invalid transactions makes the same of the state, and does all that it does. */
export function refusalsLeaveNothing(
  before: MerkleMap,
  after: MerkleMap,
  { height, time, txs, results }: Played,
): void {
  const refused = results.filter(({ code }) => code === 1).length;
  if (results.every(({ code }) => code === 0)) return;
  const done = txs.filter((_, i) => results[i]?.code === 0);
  const without = applyBlock(before, { height, time, txs: done }, TRUSTING);
  const bad = without.results.filter(({ code }) => code !== 0);
  expect(bad, "done only with a refused one beside it").toEqual([]);
  const differs = differingKeys(without.state.tree, after.tree);
  const gone = differs.filter((key) => after.get(key) === undefined);
  expect(gone, "gone with a refusal").toEqual([]);
  if (refused === 0) {
    // Its place in the block is all that an invalid one takes from those behind it.
    const more = differs.filter((key) => done.length === 0 || !/^(?:log|logentry)\//.test(key));
    expect(more, "changed by what is not valid").toEqual([]);
    return;
  }
  const more = differs.filter((key) => !tracesRefusal(key));
  expect(more, "changed by a refusal").toEqual([]);
  const nonces = differs.filter((key) => key.startsWith("nonce/")).length;
  expect(nonces, "nonces of refusals").toBeGreaterThan(0);
  expect(nonces, "nonces of refusals").toBeLessThanOrEqual(refused);
}

/** What of a body reaches beyond those that it names: a whole zone, every party, or those that a decision brings together. */
const FAR_REACHING = /^(?:grid\.(?!answer)|decision\.|party\.admit$)/;

/** Readings settle contracts, and so move what those on their other side owe and are owed. */
const BRINGS_READINGS = /^meter\./;

/** Limits that strangers share, so that the first one to come may leave nothing for the next. */
const CONTENDED: ReadonlySet<string> = new Set(["zone.deliverable", "zone.demand", "zone.transfer"]);

export type Order = "commute" | "share a limit" | "have to do with each other";

/** Two acts in one block, the second one from `second` on: in the other order they come to the same unless they name somebody in common. */
export function commute(before: MerkleMap, after: MerkleMap, block: Played, second: number): Order {
  const { height, time, txs, results } = block;
  const [one, other] = [txs.slice(0, second), txs.slice(second)];
  const [first, then] = [partiesIn(before, one), partiesIn(before, other)];
  if (!first || !then || [...first].some((party) => then.has(party))) return "have to do with each other";
  const swapped = applyBlock(before, { height, time, txs: [...other, ...one] }, TRUSTING);
  const turned: readonly TxResult[] = [
    ...swapped.results.slice(other.length),
    ...swapped.results.slice(0, other.length),
  ];
  if (!isDeepStrictEqual(turned, results)) {
    const why = [...results, ...turned].flatMap(({ code, data }) => (code === 0 ? [] : [data.rule]));
    expect(
      why.some((rule) => CONTENDED.has(rule)),
      `order decides, by ${why.join()}`,
    ).toBe(true);
    return "share a limit";
  }
  const differs = differingKeys(swapped.state.tree, after.tree).filter(
    (key) => !/^(?:log|logentry)\//.test(key) && !isDeepStrictEqual(ownOf(swapped.state, key), ownOf(after, key)),
  );
  expect(differs, "changed by the order of independent transactions").toEqual([]);
  return "commute";
}

/** A record without what its admission found of limits that strangers share: who came first left more of them. */
function ownOf(state: MerkleMap, key: string): unknown {
  const record = state.get(key);
  if (!key.startsWith("contract/") || record === undefined) return record;
  const { admitted, ...rest } = record as unknown as ContractBase;
  const findings = admitted.findings.filter(({ rule }) => !CONTENDED.has(rule));
  return { ...rest, admitted: { ...admitted, findings } };
}

/** Everybody whom valid or refused transactions name, whose contracts they settle, or whose house they claim; undefined when one of them reaches further, or there is none. */
function partiesIn(state: MerkleMap, txs: readonly Uint8Array[]): ReadonlySet<string> | undefined {
  if (txs.length === 0) return undefined;
  const named = new Set<string>();
  for (const bytes of txs) {
    const decoded = decodeTransaction(bytes, CHAIN);
    if (!decoded.ok || FAR_REACHING.test(decoded.tx.body.kind)) return undefined;
    for (const party of namedBy(state, decoded.tx.body)) {
      named.add(party);
      if (BRINGS_READINGS.test(decoded.tx.body.kind)) for (const other of tradesWith(state, party)) named.add(other);
    }
    const holder = holderOf(state, decoded.tx.body);
    if (holder !== undefined) named.add(holder);
  }
  return named;
}

/** Who lives where a newcomer registers: whether the house is handed over is that party's to say. */
function holderOf(state: MerkleMap, body: TxBody): string | undefined {
  if (body.kind !== "party.register") return undefined;
  const holder = state.get(KEY.point(body.certificate.claims.point));
  return typeof holder === "string" ? holder : undefined;
}

/** The other sides of a party's contracts. */
function* tradesWith(state: MerkleMap, party: string): Iterable<string> {
  for (const [key] of state.range(...under(KEY.contractsOf(party)))) {
    const terms = load.contractBase(state, key.slice(key.lastIndexOf("/") + 1))?.terms;
    if (terms) yield terms.seller === party ? terms.buyer : terms.seller;
  }
}
