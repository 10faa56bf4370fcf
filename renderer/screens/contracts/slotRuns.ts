/** Slots one after the other, as runs: what a list of slots says in hours. */
export interface SlotRun {
  readonly first: number;
  /** The slot after the last. */
  readonly end: number;
}

/** `slots` in ascending order. */
export function runsOf(slots: readonly number[]): SlotRun[] {
  const runs: { first: number; end: number }[] = [];
  for (const slot of slots) {
    const run = runs.at(-1);
    if (run?.end === slot) run.end = slot + 1;
    else runs.push({ first: slot, end: slot + 1 });
  }
  return runs;
}
