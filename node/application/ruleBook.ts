/**
 * Every version of the rules that this program knows, and which one a block is under: the state names its own, and a decision of the regulators
 * the next (shared/ledger/supervision/upgrade.ts).
 */
import type { Json } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { KEY } from "../../shared/ledger/keys.ts";
import { loadUpgrade, rulesVersionOf, type UpgradeRecord } from "../../shared/ledger/supervision/upgrade.ts";
import type { MerkleMap } from "../../shared/state/merkleMap.ts";
import type { Writer } from "../../shared/state/reader.ts";
import type { Rules } from "./rules.ts";

/** Rules that can take over from the version before. */
export interface LaterRules extends Rules {
  /** Brings the state of the version before to its own, before the first block under it. Leaves `meta/` and `validator/` alone. */
  migrate(state: Writer): void;
}

/** What a block begins from. */
export interface Beginning {
  readonly rules: Rules;
  readonly state: MerkleMap;
  /** What the migration changed; none in an ordinary block. */
  readonly changes: ReadonlyMap<string, Json | undefined>;
}

const NONE: ReadonlyMap<string, Json | undefined> = new Map();

export class RuleBook {
  readonly first: Rules;
  readonly #later: readonly LaterRules[];

  constructor(first: Rules, later: readonly LaterRules[] = []) {
    this.first = first;
    this.#later = later;
  }

  get versions(): readonly number[] {
    return [this.first.version, ...this.#later.map(({ version }) => version)];
  }

  /** Those that wrote the state; the caller has seen to it that they are known. */
  of(state: MerkleMap): Rules {
    const version = rulesVersionOf(state);
    return this.#later.find((rules) => rules.version === version) ?? this.first;
  }

  /** The upgrade that a block of this height is under and whose rules this program does not know. */
  missing(state: MerkleMap, height: number): UpgradeRecord | undefined {
    const upgrade = loadUpgrade(state);
    if (upgrade === undefined || height < upgrade.height) return undefined;
    return this.#later.some(({ version }) => version === upgrade.version) ? undefined : upgrade;
  }

  /** For the block of this height after a state. Throws a FaultError node.upgrade where the program is too old for it. */
  begin(state: MerkleMap, height: number): Beginning {
    const upgrade = loadUpgrade(state);
    if (upgrade === undefined || height < upgrade.height) return { rules: this.of(state), state, changes: NONE };
    const rules = this.#later.find(({ version }) => version === upgrade.version);
    if (rules === undefined) throw tooOld(upgrade, this.versions);
    const edit = state.edit();
    rules.migrate(edit);
    edit.set(KEY.version, rules.version);
    edit.set(KEY.appVersion, rules.version);
    edit.delete(KEY.upgrade);
    const changes = edit.changes();
    return { rules, state: edit.done(), changes };
  }
}

export function tooOld(
  { version, height }: Pick<UpgradeRecord, "version" | "height">,
  known: readonly number[],
): FaultError {
  return new FaultError("node.upgrade", { version, height, known: Math.max(...known) }, "correct");
}
