/** Random early ends and disputes: of known contracts by either side or a stranger, in time or not, again and again. */
import type { ContractRecord } from "../../../../shared/ledger/records.ts";
import type { DisputeRecord } from "../../../../shared/ledger/ends/disputeRecord.ts";
import { under } from "../../../../shared/state/reader.ts";
import { type Chain, type Key, keyOf, type Sent } from "../market.ts";
import type { RoomAct } from "./acts.ts";

type Numbers = readonly [what: number, x: number, y: number, z: number];
type HomesAct = (chain: Chain, keys: readonly Key[], numbers: Numbers) => readonly Sent[];

const KEYS = ["ann", "ben", "cai", "dee"].map((label) => keyOf(label));

function contractAt(chain: Chain, keys: readonly Key[], at: number): ContractRecord | undefined {
  const all = keys.flatMap(({ address }) => chain.query("contractsOf", { party: address, limit: 4 }));
  return all[at % Math.max(1, all.length)];
}
/** Mostly a side of the contract. */
function someone(keys: readonly Key[], { terms }: ContractRecord, x: number): Key | undefined {
  const side = keys.find(({ address }) => address === (x % 2 === 0 ? terms.seller : terms.buyer));
  return x % 5 === 0 ? keys[x % keys.length] : side;
}

const end: HomesAct = (chain, keys, [, x, y, z]): readonly Sent[] => {
  const contract = contractAt(chain, keys, y);
  const sender = contract && someone(keys, contract, x);
  if (!contract || !sender) return [];
  const { terms, id } = contract;
  const mutual = z % 3 === 0;
  const other = keys.find(({ address }) => address !== sender.address && [terms.seller, terms.buyer].includes(address));
  const from = terms.energy.first + (z % 4) - 1;
  return [
    chain.sign(
      sender,
      { kind: "contract.end", contract: id, from, mutual },
      mutual && other ? [sender, other] : [sender],
    ),
  ];
};

const raise: HomesAct = (chain, keys, [, x, y, z]): readonly Sent[] => {
  const all = keys.flatMap(({ address }) => chain.query("contractsOf", { party: address, limit: 4 }));
  const settled = all.filter(({ slots }) => y % 4 === 0 || slots.provisional > 0);
  const contract = settled[y % Math.max(1, settled.length)];
  const sender = contract && someone(keys, contract, x);
  if (!contract || !sender) return [];
  const first = contract.terms.energy.first + (z % 2);
  const count = 1 + (z % 3);
  const evidence = "ee".repeat(32);
  return [chain.sign(sender, { kind: "dispute.raise", contract: contract.id, first, count, evidence, reason: "so" })];
};

/** Takes a dispute back, or appeals against a ruling, which there may not be. */
const answer: HomesAct = (chain, keys, [, x, y, z]): readonly Sent[] => {
  const all = Array.from(chain.state.range(...under("dispute/")), ([, value]) => value as unknown as DisputeRecord);
  const appeals = z % 2 === 0;
  const fitting = all.filter(({ state }) => y % 7 === 0 || state === (appeals ? "ruled" : "open"));
  const dispute = fitting[y % Math.max(1, fitting.length)];
  const sender = keys.find(({ address }) => address === dispute?.by) ?? keys[0];
  const key = x % 3 === 0 ? keys[x % keys.length] : sender;
  if (!dispute || !key) return [];
  return appeals
    ? [chain.sign(key, { kind: "dispute.appeal", dispute: dispute.id, reason: "again" })]
    : [chain.sign(key, { kind: "dispute.withdraw", dispute: dispute.id })];
};

export const END_ACTS: readonly RoomAct[] = [end, raise, raise, answer].map(
  (act): RoomAct =>
    (chain, x, y, z) =>
      act(chain, KEYS, [0, x, y, z]),
);
