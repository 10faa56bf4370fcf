/**
 * The address book's page: a window of the main process, one at a time, that the wallet window may ask for and brings nothing to. How an
 * address was learnt is the reader's word only for typed and scanned ones; contracts and the network's list are looked up here.
 */
import type { BookState } from "../../shared/ipc/bookViews.ts";
import type { Input, Output } from "../../shared/ipc/contract.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { AddressBook, Others } from "../book/addressBook.ts";
import type { Notes } from "../notes/notes.ts";
import { Armed } from "./armed.ts";

export interface BookDeskDeps {
  readonly book: AddressBook;
  readonly unlocked: () => boolean;
  /** Address of the account in front, whose book it is. */
  readonly account: () => string | undefined;
  /** Cards of the network that is joined. */
  readonly cards: () => readonly {
    readonly party: string;
    readonly name: { readonly en: string; readonly zh: string };
  }[];
  /** Partners of verified contracts; empty while nothing is verified. */
  readonly partners: () => Promise<readonly string[]>;
  readonly notes: Pick<Notes, "ofParties" | "write">;
  readonly openWindow: (closed: () => void) => { close(): void };
  readonly now: () => number;
}

export class BookDesk {
  readonly #deps: BookDeskDeps;
  readonly #armed: Armed;
  #window: { close(): void } | undefined;

  constructor(deps: BookDeskDeps) {
    this.#deps = deps;
    this.#armed = new Armed(deps.now, deps.account);
  }

  /** Fault: `vault.locked`. */
  open(): Output<"book.open"> {
    if (!this.#deps.unlocked()) throw new FaultError("vault.locked", {}, "retry");
    this.#window ??= this.#deps.openWindow(() => {
      this.#window = undefined;
      this.#armed.gone();
    });
    return {};
  }

  async state(): Promise<BookState> {
    const [{ entries, damaged }, partners, notes] = await Promise.all([
      this.#deps.book.read(),
      this.#deps.partners(),
      // The book is there for the signing window, with or without them.
      this.#deps.notes.ofParties().catch(() => null),
    ]);
    const cards = this.#deps.cards();
    const there = new Set(entries.map(({ address }) => address));
    const fromCards = cards.map(({ party, name }) => ({ address: party, name, learned: "utility" as const }));
    const carded = new Set(cards.map(({ party }) => party));
    const fromContracts = [...new Set(partners)]
      .filter((address) => !carded.has(address))
      .map((address) => ({ address, name: null, learned: "contract" as const }));
    this.#armed.shown();
    const candidates = [...fromContracts, ...fromCards].filter(({ address }) => !there.has(address));
    return { entries: [...entries], candidates, notes: notes && [...notes], damaged };
  }

  async check({ address }: Input<"safe.bookCheck">): Promise<Output<"safe.bookCheck">> {
    return await this.#deps.book.check(address, await this.#others());
  }

  /** Faults: those of the book, `safe.tooSoon`, `book.learned` where contract or list do not have the address. */
  async add({ despite, ...entry }: Input<"safe.bookAdd">): Promise<BookState> {
    this.#armed.check();
    const others = await this.#others();
    if (entry.learned === "contract" && !(await this.#deps.partners()).includes(entry.address))
      throw new FaultError("book.learned", { learned: entry.learned }, "correct");
    if (entry.learned === "utility" && others.names[entry.address] === undefined)
      throw new FaultError("book.learned", { learned: entry.learned }, "correct");
    this.#armed.check();
    await this.#deps.book.add(entry, despite, others);
    return this.state();
  }

  async rename({ address, name }: Input<"safe.bookRename">): Promise<BookState> {
    this.#armed.check();
    const others = await this.#others();
    this.#armed.check();
    await this.#deps.book.rename(address, name, others);
    return this.state();
  }

  async remove({ address }: Input<"safe.bookRemove">): Promise<BookState> {
    this.#armed.check();
    await this.#deps.book.remove(address);
    await this.#deps.notes.write({ party: address }, "");
    return this.state();
  }

  /** Faults: `safe.tooSoon`, `safe.otherAccount`, `book.gone`, those of Notes.write. */
  async note({ address, text }: Input<"safe.bookNote">): Promise<BookState> {
    this.#armed.check();
    const { entries } = await this.#deps.book.read();
    if (!entries.some((entry) => entry.address === address)) throw new FaultError("book.gone", {}, "correct");
    this.#armed.check();
    await this.#deps.notes.write({ party: address }, text);
    return this.state();
  }

  close(): void {
    this.#window?.close();
  }

  async #others(): Promise<Others> {
    const cards = this.#deps.cards();
    return {
      names: Object.fromEntries(cards.map(({ party, name }) => [party, name])),
      addresses: [...cards.map(({ party }) => party), ...(await this.#deps.partners())],
    };
  }
}
