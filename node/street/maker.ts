/** Posts the residents' own offers: for each habit the next windows, once each; what is on offer or promised already is left alone. */
import { gateOf } from "../../shared/ledger/time.ts";
import { ZONE } from "../demo/rules.ts";
import { type Desk, openFrom } from "./desk.ts";
import type { StreetHost } from "./port.ts";
import { type Habit, HABITS, quote, windowsOf } from "./quotes.ts";
import type { Turn } from "./turn.ts";

/** New offers in answer to one block. */
const PER_TURN = 2;

export interface Maker {
  act(turn: Turn): void;
}

export function openMaker(host: StreetHost, seed: number, desks: readonly Desk[], utcOffset: number): Maker {
  const desksOfHabits = HABITS.flatMap((habit) => {
    const desk = desks.find(
      ({ connection }) => connection.resident.who === habit.who && connection.carrier === habit.carrier,
    );
    return desk ? [{ habit, desk }] : [];
  });
  /** Windows dealt with, per habit; those past are forgotten. */
  const done = new Map<Habit, Set<number>>(HABITS.map((habit) => [habit, new Set()]));
  let next = 0;

  return {
    act(turn) {
      let posted = 0;
      for (let i = 0; i < desksOfHabits.length && posted < PER_TURN && turn.budget > 0; i++) {
        const entry = desksOfHabits[next++ % desksOfHabits.length];
        if (entry && !entry.desk.account.busy(turn) && offer(turn, entry.habit, entry.desk)) posted++;
      }
    },
  };

  function offer(turn: Turn, habit: Habit, desk: Desk): boolean {
    const open = openFrom(desk.grid, turn.market, host.params.clock.rate);
    const midnight = Math.floor(utcOffset / desk.grid.slotSeconds);
    const seen = done.get(habit) ?? new Set();
    for (const first of seen) if (first < open - habit.slots) seen.delete(first);
    for (const first of windowsOf(habit, open, midnight)) {
      if (seen.has(first)) continue;
      const made = desk.untouched(first, habit.slots)
        ? quote(habit, seed, first, desk.free(habit.side, first, habit.slots, habit.share))
        : undefined;
      if (!made) {
        seen.add(first);
        continue;
      }
      const { wh, ...terms } = made;
      const sent = desk.account.send(turn, "offer.post", {
        ...terms,
        side: habit.side,
        carrier: habit.carrier,
        zone: ZONE,
        energy: { first, wh: [...wh] },
        technology: habit.side === "sell" ? desk.connection.resident.technology : "none",
        expires: gateOf(desk.grid, first),
      });
      if (sent !== undefined) seen.add(first);
      return sent !== undefined;
    }
    return false;
  }
}
