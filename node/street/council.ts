/**
 * The other regulators while a person holds one of the offices: they give the person something to decide, and answer what the person
 * proposes. One party of the street is watched, so its contracts are held; every second held one is proposed for release with one vote
 * short of the quorum. What the person proposes, the others agree to after a look.
 */
import type { Account } from "./account.ts";
import type { StreetHost } from "./port.ts";
import type { Turn } from "./turn.ts";

/** Header seconds that a proposal is looked at before a vote. */
const LOOK = 3;
/** Header seconds between two looks at the held contracts. */
const PACE = 5;
const AT_ONCE = 20;

export interface Council {
  act(turn: Turn): void;
}

export interface CouncilOptions {
  /** The regulators that nobody plays. */
  readonly others: readonly Account[];
  /** The person's party. */
  readonly person: string;
  /** Whose contracts are looked at. */
  readonly watched: string;
}

export function openCouncil(host: StreetHost, { others, person, watched }: CouncilOptions): Council {
  const [first] = others;
  const seen = new Map<string, number>();
  let looked = -PACE;
  let isWatching = false;
  return {
    act(turn) {
      answer(turn);
      if (turn.header < looked + PACE || !first || first.busy(turn)) return;
      looked = turn.header;
      if (isWatching) release(turn, first);
      else watch(turn, first);
    },
  };

  /** What somebody proposed: the person's with all the votes that it takes, an other's with all but the person's. */
  function answer(turn: Turn): void {
    for (const { id, signed } of host.query("decisions", { status: "open", limit: AT_ONCE })) {
      const since = seen.get(id) ?? turn.header;
      seen.set(id, since);
      if (turn.header < since + LOOK) continue;
      const found = host.query("decision", { id });
      const { body } = signed;
      // To watch is for the street's own start; contracts wait for the person's vote.
      const missing = body.sender === person || body.decide.act === "watch.set" ? 0 : 1;
      if (!found?.tally || found.tally.yes >= found.tally.needed - missing) continue;
      const voted = new Set(found.ballots.map(({ regulator }) => regulator));
      const next = others.find((one) => !voted.has(one.id) && !one.busy(turn));
      next?.send(turn, "decision.vote", { decision: id, approve: true, reason: "The reason given holds." });
    }
  }

  function watch(turn: Turn, regulator: Account): void {
    isWatching =
      host.query("watched", { limit: AT_ONCE }).includes(watched) ||
      host
        .query("decisions", { status: "open", limit: AT_ONCE })
        .some(({ signed }) => signed.body.decide.act === "watch.set");
    if (isWatching) return;
    const decide = { act: "watch.set", party: watched, on: true } as const;
    regulator.send(turn, "decision.propose", { decide, reason: "A new meter: its first contracts are looked at." });
  }

  function release(turn: Turn, regulator: Account): void {
    const open = host.query("decisions", { status: "open", limit: AT_ONCE });
    const about = new Set(open.map(({ signed: { body } }) => ("contract" in body.decide ? body.decide.contract : "")));
    // At most half of what a regulator may have open at once, so that the person can read them.
    if (about.size > 4) return;
    const held = host
      .query("contractsOf", { party: watched, limit: AT_ONCE })
      .filter(({ id, state }) => state === "held" && !about.has(id) && Number.parseInt(id.slice(-1), 16) % 2 === 0);
    const next = held.at(-1);
    if (!next) return;
    const decide = { act: "contract.release", contract: next.id } as const;
    regulator.send(turn, "decision.propose", { decide, reason: "Meter and connection agree with the certificate." });
  }
}
