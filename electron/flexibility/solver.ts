/**
 * HiGHS, the solver of the day's plan, as WebAssembly: loaded on first use, beside the main process. What it answers is a proposal; the plan
 * holds it to its limits (shared/flexibility/plan.ts).
 */
import type { Solver } from "../../shared/flexibility/plan.ts";

/** Seconds after which no better plan is waited for. */
const PATIENCE = 5;

let loaded: Promise<Solver> | undefined;

export function solver(): Promise<Solver> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Solver> {
  const { default: loadHighs } = await import("highs");
  const highs = await loadHighs();
  return (program) => {
    const { Status, Columns } = highs.solve(program, { output_flag: false, time_limit: PATIENCE });
    if (Status !== "Optimal") return null;
    return Object.fromEntries(Object.entries(Columns).map(([name, { Primal }]) => [name, Primal ?? NaN]));
  };
}
