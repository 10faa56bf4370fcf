/** What happened over many histories: each kind of transaction by how it came out, then everything else that was counted. */
import { TxBody } from "../../shared/ledger/transactions.ts";
import { Act } from "../../shared/ledger/bodies/decisions.ts";

const OUTCOMES = ["done", "refused", "invalid"] as const;
/** Between what was done and how it came out, in the name of a count. */
const BETWEEN = " · ";

/** Every kind that there is, each act that can be proposed as one of its own. */
const KINDS: readonly string[] = TxBody.options.flatMap(({ shape: { kind } }) =>
  kind.value === "decision.propose" ? Act.options.map(({ shape: { act } }) => `propose ${act.value}`) : [kind.value],
);

export class Table {
  readonly #counts = new Map<string, number>();

  add(counts: Readonly<Record<string, number>>): void {
    for (const [what, count] of Object.entries(counts)) this.#counts.set(what, this.#of(what) + count);
  }

  /** Kinds that were never done, or never refused by a rule. */
  missing(outcome: "done" | "refused"): readonly string[] {
    return KINDS.filter((kind) => this.#of(kind + BETWEEN + outcome) === 0);
  }

  text(): string {
    const outcomes = [...this.#counts.keys()].filter((what) => OUTCOMES.some((end) => what.endsWith(BETWEEN + end)));
    const groups = new Set(outcomes.map((what) => what.slice(0, what.indexOf(BETWEEN))));
    const others = [...groups].filter((name) => !KINDS.includes(name));
    const rows = [...KINDS, ...others].map((name) => {
      const columns = OUTCOMES.map((outcome) => String(this.#of(name + BETWEEN + outcome)).padStart(12));
      return name.padEnd(32) + columns.join("");
    });
    const counted = [...this.#counts]
      .filter(([what]) => !outcomes.includes(what))
      .toSorted(([, a], [, b]) => b - a)
      .map(([what, count]) => what.padEnd(32) + String(count).padStart(12));
    return [
      "".padEnd(32) + OUTCOMES.map((outcome) => outcome.padStart(12)).join(""),
      ...rows,
      "",
      ...counted,
      "",
      `never done: ${this.missing("done").join(", ") || "none"}`,
      `never refused: ${this.missing("refused").join(", ") || "none"}`,
    ].join("\n");
  }

  #of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }
}
