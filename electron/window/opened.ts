/**
 * A file that the system handed to this program: anybody may have made it. Its content says what it is, not its name. A network goes to the
 * page where a person compares it; everything else is checked as a proof, which says what is wrong with it, and shown on the ledger's
 * screen. Nothing of it is obeyed, and the newest one counts.
 */
import { basename } from "node:path";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProofCheck } from "../../shared/ipc/proofViews.ts";
import { readNetwork, NETWORK_LIMITS } from "../../shared/network/readNetwork.ts";
import { BUNDLE_LIMITS } from "../../shared/proof/bundle.ts";
import { readBounded } from "./boundedFile.ts";

export interface OpenedDeps {
  readonly offerNetwork: (bytes: Uint8Array) => void;
  readonly check: (name: string, bytes: Uint8Array) => Promise<ProofCheck>;
  /** Something waits for `next`: the wallet's window, where there is one, is told and comes to the front. */
  readonly waiting: () => void;
}

type Waiting = { readonly name: string; readonly bytes: Uint8Array } | { readonly fault: FaultError };

export class Opened {
  readonly #deps: OpenedDeps;
  #waiting: Waiting | undefined;

  constructor(deps: OpenedDeps) {
    this.#deps = deps;
  }

  /** Reads the file at once: what happens to it afterwards changes nothing. */
  async take(path: string): Promise<void> {
    try {
      const bytes = await readBounded(path, BUNDLE_LIMITS.bytes);
      if (isNetwork(bytes)) {
        this.#deps.offerNetwork(bytes);
        return;
      }
      this.#waiting = { name: basename(path), bytes };
    } catch (error) {
      if (!(error instanceof FaultError)) throw error;
      this.#waiting = { fault: error };
    }
    this.#deps.waiting();
  }

  /** What the file proves, once; null when none waits. Faults: "file.read", "proof.tooLarge", and those of the check. */
  async next(): Promise<ProofCheck | null> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return null;
    if ("fault" in waiting) throw waiting.fault;
    return this.#deps.check(waiting.name, waiting.bytes);
  }
}

/** A network, or what wants to be one: its page says what is wrong with it. */
function isNetwork(bytes: Uint8Array): boolean {
  if (bytes.length > NETWORK_LIMITS.bytes) return false;
  const read = readNetwork(bytes);
  return read.ok || read.fault === "link" || read.fault === "version" || read.fault === "shape";
}
