/**
 * The page of the agent's limits: a window of the main process, one at a time, that the wallet window may ask for and brings nothing to.
 * Limits change with the passphrase alone; what was signed without asking is listed beside them.
 */
import type { AgentState } from "../../shared/ipc/agentViews.ts";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { AgentBook } from "../agent/agentBook.ts";
import type { AddressBook } from "../book/addressBook.ts";
import { Armed } from "./armed.ts";

export interface AgentDeskDeps {
  readonly agent: AgentBook;
  readonly book: Pick<AddressBook, "read">;
  readonly unlocked: () => boolean;
  /** Address of the account in front, whose limits they are. */
  readonly account: () => string | undefined;
  /** Faults: those of the vault's unlock. */
  readonly prove: (passphrase: string) => Promise<void>;
  /** Limits have changed. */
  readonly changed: () => void;
  readonly openWindow: (closed: () => void) => { close(): void };
  readonly now: () => number;
}

/** Rows that the page draws; the rest stays in the file and in the outbox. */
const SHOWN = 200;

export class AgentDesk {
  readonly #deps: AgentDeskDeps;
  readonly #armed: Armed;
  #window: { close(): void } | undefined;

  constructor(deps: AgentDeskDeps) {
    this.#deps = deps;
    this.#armed = new Armed(deps.now, deps.account);
  }

  /** Fault: `vault.locked`. */
  open(): Output<"agent.open"> {
    if (!this.#deps.unlocked()) throw new FaultError("vault.locked", {}, "retry");
    this.#window ??= this.#deps.openWindow(() => {
      this.#window = undefined;
      this.#armed.gone();
    });
    return {};
  }

  async state(): Promise<AgentState> {
    const [{ policies, signed, damaged }, { entries }] = await Promise.all([
      this.#deps.agent.read(),
      this.#deps.book.read(),
    ]);
    this.#armed.shown();
    return {
      policies: [...policies],
      signed: signed.slice(-SHOWN).toReversed(),
      parties: entries.map(({ address, name }) => ({ address, name })),
      damaged,
    };
  }

  /** Faults: `safe.tooSoon`, `safe.otherAccount`, `agent.unknown` {address} for a party that is not in the address book, those of the vault's unlock. */
  async set({ passphrase, policies }: Input<"safe.agentSet">): Promise<AgentState> {
    this.#armed.check();
    const { entries } = await this.#deps.book.read();
    const stranger = policies
      .flatMap(({ parties }) => parties)
      .find((party) => !entries.some(({ address }) => address === party));
    if (stranger !== undefined) throw new FaultError("agent.unknown", { address: stranger }, "correct");
    await this.#deps.prove(passphrase);
    // The derivation takes its time, and the account in front may be another one by now.
    this.#armed.check();
    await this.#deps.agent.setPolicies(policies);
    this.#deps.changed();
    return this.state();
  }

  close(): void {
    this.#window?.close();
  }
}
