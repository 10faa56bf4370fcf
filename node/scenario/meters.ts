/** The meters of a scenario: counters that grow by what its readings say, committed slot by slot and opened. */
import { toHex, utf8 } from "../../shared/codec/bytes.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { type BatchCounters, batchLeaves, batchRoot, openLeaf, unitOf } from "../../shared/metering/commitment.ts";
import type { Carrier } from "../../shared/ledger/units.ts";
import { CHAIN_ID, meterOf } from "./market.ts";
import { ScenarioError } from "./values.ts";

/** Where registers stand before the first reading. */
const START = 1_000_000;

export interface MeterBodies {
  readonly commit: {
    readonly kind: "meter.commit";
    readonly meter: string;
    readonly batch: number;
    readonly root: string;
  };
  readonly open: {
    readonly kind: "meter.open";
    readonly meter: string;
    readonly batch: number;
    readonly openings: ReturnType<typeof openLeaf>[];
  };
}

export class ScenarioMeter {
  readonly #id: string;
  readonly #secret: Uint8Array;
  #imported = START;
  #exported = START;
  #last = -1;

  constructor(owner: string) {
    this.#id = meterOf(owner).id;
    this.#secret = sha256(utf8(`salt ${owner}`));
  }

  /** The two transactions of a slot, after all slots read before; Wh (litres of gas). */
  read(carrier: Carrier, slot: number, sold: number, bought: number): MeterBodies {
    if (slot <= this.#last) throw new ScenarioError(`${this.#id} has read a later slot already`);
    this.#last = slot;
    const before = { imported: this.#imported, exported: this.#exported };
    this.#imported += bought;
    this.#exported += sold;
    const register = (from: number, to: number) =>
      [from, to].map((counter) => ({ counter, quality: "measured" as const }));
    const counters: BatchCounters = {
      "1.8.0": register(before.imported, this.#imported),
      "2.8.0": register(before.exported, this.#exported),
    };
    const place = { chainId: CHAIN_ID, meter: this.#id, batch: slot, batchSlots: 1, unit: unitOf(carrier) };
    const leaves = batchLeaves(place, this.#secret, counters);
    return {
      commit: { kind: "meter.commit", meter: this.#id, batch: slot, root: toHex(batchRoot(leaves)) },
      open: {
        kind: "meter.open",
        meter: this.#id,
        batch: slot,
        openings: leaves.map((_, leaf) => openLeaf(leaves, leaf)),
      },
    };
  }
}
