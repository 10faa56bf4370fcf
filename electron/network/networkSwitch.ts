/**
 * Going over to another network: the worker, `network.json` and the settings go together or not at all. What fails is put back, so that after a
 * failed switch, and after the next start, the wallet is where it was. The order holds for a killed program too: `network.json` counts only once the
 * settings name it, and it is replaced in one step.
 */
import type { NetworkFile } from "../../shared/network/networkFile.ts";

export type Where =
  { readonly network: "file"; readonly file: NetworkFile } | { readonly network: "demo" } | { readonly network: null };

export interface SwitchDeps {
  /** Lets the worker synchronise with it, or leave what it joined; the demo's node is started for it. The network that was joined. */
  readonly join: (to: Where) => Promise<NetworkFile | undefined>;
  /** Puts the file in the place of `network.json`; undefined takes it away. */
  readonly keep: (file: NetworkFile | undefined) => Promise<void>;
  /** Writes into the settings which network it is. */
  readonly choose: (network: "demo" | "file") => void;
  readonly log: (line: string) => void;
}

export class NetworkSwitch {
  readonly #deps: SwitchDeps;
  #at: Where;
  #busy: Promise<unknown> = Promise.resolve();

  /** `at`: where the wallet is by its settings. */
  constructor(at: Where, deps: SwitchDeps) {
    this.#at = at;
    this.#deps = deps;
  }

  get at(): Where {
    return this.#at;
  }

  /** One after the other. Rejects with what failed first, everything as before. */
  to(wanted: Where): Promise<NetworkFile | undefined> {
    const going = this.#busy.then(() => this.#go(wanted));
    this.#busy = going.catch(() => undefined);
    return going;
  }

  async #go(wanted: Where): Promise<NetworkFile | undefined> {
    const before = this.#at;
    const { join, keep, choose } = this.#deps;
    let kept = false;
    this.#at = wanted;
    try {
      const joined = await join(wanted);
      if (wanted.network === "file") {
        await keep(wanted.file);
        kept = true;
      }
      if (wanted.network !== null) choose(wanted.network);
      return joined;
    } catch (error) {
      this.#at = before;
      if (kept) await this.#back("network.json", () => keep(before.network === "file" ? before.file : undefined));
      // Written in one step: what could not be written still says what it said.
      await this.#back("the network before", () => join(before));
      throw error;
    }
  }

  /** What cannot be put back is written down; the first failure is what the reader hears of. */
  async #back(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#deps.log(`${what} could not be put back: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
