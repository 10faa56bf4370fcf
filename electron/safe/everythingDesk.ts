/**
 * "Save everything" and "Delete everything", on the page of the keys, each with the passphrase; a wallet that no passphrase opens, damaged
 * or without keys, is deleted by a word that is typed.
 */
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { type EverythingDeps, saveEverything } from "../export/everything.ts";
import type { Vault } from "../vault/vault.ts";

export interface EverythingDeskDeps {
  readonly vault: Pick<Vault, "is" | "prove">;
  readonly everything: EverythingDeps;
  /** A folder that the reader chooses; null when nothing was chosen. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Other wallets of this folder, which stay. */
  readonly others: () => number;
  /** Entries of the outbox that are not over. */
  readonly waiting: () => Promise<number>;
  /** Writes the marker and ends the program, which deletes on its way out. Fault: "erase.write". */
  readonly erase: () => void;
}

/** In either language, whichever the page is in. */
const WORDS = ["DELETE", "删除"];

export class EverythingDesk {
  readonly #deps: EverythingDeskDeps;

  constructor(deps: EverythingDeskDeps) {
    this.#deps = deps;
  }

  /** Faults: those of the vault's unlock, "vault.locked" when it was locked meanwhile, "file.write". */
  async save({ passphrase }: Input<"safe.saveEverything">): Promise<Output<"safe.saveEverything">> {
    await this.#deps.vault.prove(passphrase);
    const parent = await this.#deps.chooseFolder();
    if (parent === null) return null;
    const { saved, files, without } = await saveEverything(this.#deps.everything, parent);
    return { saved, files, without: [...without] };
  }

  async deletion(): Promise<Output<"safe.deletion">> {
    return { others: this.#deps.others(), waiting: await this.#deps.waiting() };
  }

  /** Faults: those of the vault's unlock, "erase.write". */
  async delete({ passphrase }: Input<"safe.deleteEverything">): Promise<Output<"safe.deleteEverything">> {
    await this.#deps.vault.prove(passphrase);
    this.#deps.erase();
    return {};
  }

  /** Faults: "erase.passphrase" for a wallet that a passphrase opens, "erase.word", "erase.write". */
  deleteByWord({ word }: Input<"safe.deleteByWord">): Output<"safe.deleteByWord"> {
    const { is } = this.#deps.vault;
    if (is !== "damaged" && is !== "watch") throw new FaultError("erase.passphrase", {}, "correct");
    if (!WORDS.includes(word.trim())) throw new FaultError("erase.word", {}, "correct");
    this.#deps.erase();
    return {};
  }
}
