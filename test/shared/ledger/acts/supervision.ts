/** Random acts of supervision: proposals of every kind, good and bad, votes of those in office and of others, early, late and twice. */
import type { Act } from "../../../../shared/ledger/bodies/decisions.ts";
import type { DecisionState } from "../../../../shared/ledger/supervision/records.ts";
import { type Chain, type Key, keyOf, REGULATORS, SUPPLIER, ZONE } from "../market.ts";
import type { RoomAct } from "./acts.ts";

const HOMES = ["ann", "ben", "cai", "dee"].map((label) => keyOf(label));
const NEWCOMER = keyOf("regulator r5");
const pick = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];
/** The properties' signature check believes every proof. */
const proof = "00".repeat(64);

/** Mostly a regulator, former ones and the newcomer among them; sometimes a home. */
function voter(x: number): Key {
  return (x % 11 === 0 ? pick(HOMES, x) : pick([...REGULATORS, NEWCOMER], x)) ?? NEWCOMER;
}

const contractsIn = (chain: Chain) =>
  HOMES.flatMap(({ address }) => chain.query("contractsOf", { party: address, limit: 20 }));

/** Any act, of figures that are sometimes out of place. */
function actOf(chain: Chain, what: number, y: number, z: number): Act | undefined {
  const party = pick(HOMES, y)?.address ?? "";
  const contracts = contractsIn(chain);
  switch (what % 12) {
    case 0: {
      const open = contracts.filter(
        ({ state, terms }) => state === "admitted" && terms.energy.first + terms.energy.wh.length > chain.slot + 1,
      );
      const id = pick(z % 5 === 0 ? contracts : open, y)?.id;
      return id === undefined ? undefined : { act: "contract.void", contract: id, from: chain.slot + (z % 4) };
    }
    case 1: {
      const held = contracts.filter(({ state }) => state === "held");
      const id = pick(held, y)?.id ?? pick(contracts, y)?.id;
      return id === undefined ? undefined : { act: z % 3 > 0 ? "contract.release" : "contract.refuse", contract: id };
    }
    case 2:
    case 3:
      return { act: "watch.set", party, on: z % 3 > 0 };
    case 4:
      return {
        act: "trade.suspend",
        zone: ZONE,
        carrier: z % 2 === 0 ? null : "electricity",
        from: chain.market + (y % 3) * 900,
        until: chain.market + (1 + (z % 4)) * 900,
      };
    case 5:
      return { act: "trade.resume", zone: ZONE, carrier: z % 2 === 0 ? null : "electricity" };
    case 6:
      return { act: "params.change", change: { quorum: 1 + (z % 5) } };
    case 7:
      return { act: "regulator.remove", party: pick([...REGULATORS, NEWCOMER], y)?.address ?? party };
    case 8:
      return { act: "regulator.add", key: (pick([...REGULATORS, NEWCOMER], y) ?? NEWCOMER).public, proof, zone: ZONE };
    case 9: {
      const out = HOMES.find(({ address }) => chain.query("party", { id: address })?.status === "suspended");
      if (z % 3 > 0 && out) return { act: "party.reinstate", party: out.address };
      return { act: z % 5 === 0 ? "party.reinstate" : "party.suspend", party: z % 7 === 0 ? SUPPLIER.address : party };
    }
    case 10:
      // Only ever more: what is promised stays within the limit.
      return {
        act: "schedule.profile",
        technology: "solar",
        month: 6,
        from: chain.market + (z % 5) * 600,
        share: Array.from({ length: 96 }, () => 1_000_000),
      };
    default:
      return { act: "supplier.replace", supplier: SUPPLIER.address, by: SUPPLIER.address };
  }
}

const decisionsIn = (chain: Chain, status: DecisionState) => chain.query("decisions", { status, limit: 100 });

const propose: RoomAct = (chain, x, y, z) => {
  // A third of them is about contracts, whose time is short.
  const decide = actOf(chain, z % 3 === 0 ? y % 2 : x + y, y, z);
  return decide ? [chain.sign(voter(x), { kind: "decision.propose", decide, reason: `R${z}` })] : [];
};

/** Mostly on an open decision; sometimes on one that is over. */
const vote: RoomAct = (chain, x, y, z) => {
  const decision = pick(decisionsIn(chain, y % 17 === 0 ? "effective" : "open"), y)?.id;
  const approve = z % 5 > 0;
  return decision === undefined
    ? []
    : [chain.sign(voter(x), { kind: "decision.vote", decision, approve, reason: `V${z}` })];
};

/** A proposal, and votes of all who are or were in office on it and on what is open, in one block: decisions that are really made. */
const council: RoomAct = (chain, x, y, z) => {
  const proposal = propose(chain, 1 + (x % 4), y, z);
  const open = [...proposal, ...decisionsIn(chain, "open").slice(0, 2)].map(({ id }) => id);
  const voters = [...REGULATORS, NEWCOMER].filter(({ address }) => chain.query("party", { id: address }) !== null);
  const votes = voters.flatMap((key, i) =>
    open.map((decision) => {
      const approve = (z >> i) % 8 > 0;
      return chain.sign(key, { kind: "decision.vote", decision, approve, reason: "council" });
    }),
  );
  return [...proposal, ...votes];
};

export const SUPERVISION_ACTS: readonly RoomAct[] = [propose, vote, council, council];
