/**
 * The address book: who a counterparty is, in the reader's own words, and how its address was learnt. It lives in the main process,
 * encrypted on disk, and is changed only from its own page; the signing window names parties by it.
 */
import { z } from "zod";
import { FaultError } from "../../shared/ipc/fault.ts";
import { BookEntry } from "../../shared/ipc/bookViews.ts";
import { PartyId } from "../../shared/ledger/units.ts";
import { alikeTo } from "../confirm/alike.ts";
import type { SealedFile } from "../records/sealedFile.ts";
import { plainLabel, sameLabel } from "./label.ts";

export const BOOK_FILE = "counterparties";
const ENTRIES_MOST = 2000;
export const Book = z.strictObject({ version: z.literal(1), entries: z.array(BookEntry).max(ENTRIES_MOST) });
export type Book = z.infer<typeof Book>;

/** What the signing window asks of the book. */
export interface KnownParties {
  readonly entries: readonly BookEntry[];
  /** All that an address could be taken for: the book's, and this wallet's own accounts. */
  readonly addresses: readonly string[];
}

export interface AddressBookDeps {
  /** This wallet's accounts, the one in use first; empty while locked. */
  readonly mine: () => readonly string[];
  readonly file: (address: string) => Pick<SealedFile<Book>, "read" | "write">;
  readonly now: () => number;
}

/** `damaged` names a file that is kept and not this account's. */
interface Entries {
  readonly entries: readonly BookEntry[];
  readonly damaged: string | null;
}

/** Others that are known besides the book, with their names: cards of the network file. */
export interface Others {
  readonly names: Readonly<Record<string, { readonly en: string; readonly zh: string }>>;
  readonly addresses: readonly string[];
}

export class AddressBook {
  readonly #deps: AddressBookDeps;
  #work: Promise<unknown> = Promise.resolve();

  constructor(deps: AddressBookDeps) {
    this.#deps = deps;
  }

  /** Read anew each time: nothing of it stays in memory for a locked wallet. `damaged` names a file that is kept and not this account's. */
  async read(): Promise<Entries> {
    return await entriesIn(this.#file());
  }

  async known(): Promise<KnownParties> {
    const { entries } = await this.read();
    return {
      entries,
      addresses: [...entries.map(({ address }) => address), ...this.#deps.mine()],
    };
  }

  /**
   * What is to be said of an address before it is entered. Faults: `book.address` where it is none, `book.own`, `book.there` {name}.
   */
  async check(address: string, others: Others): Promise<{ readonly alike: string | null }> {
    const { entries } = await this.read();
    return this.#check(address, entries, others);
  }

  /**
   * Faults besides those of `check`: `book.alike` {address} unless `despite` names that address, `book.name` {problem}, `book.sameName`
   * {address}, `book.full` {limit}.
   */
  async add(
    entry: Pick<BookEntry, "address" | "name" | "learned">,
    despite: string | null,
    others: Others,
  ): Promise<void> {
    await this.#change((entries) => {
      const { alike } = this.#check(entry.address, entries, others);
      if (alike !== null && alike !== despite) throw new FaultError("book.alike", { address: alike }, "correct");
      if (entries.length >= ENTRIES_MOST) throw new FaultError("book.full", { limit: ENTRIES_MOST }, "correct");
      const name = labelled(entry.name, entry.address, entries, others);
      return [...entries, { ...entry, name, added: this.#deps.now() }];
    });
  }

  /** Faults: `book.gone`, `book.name`, `book.sameName`. */
  async rename(address: string, name: string, others: Others): Promise<void> {
    await this.#change((entries) => {
      mustHave(entries, address);
      const plain = labelled(name, address, entries, others);
      return entries.map((entry) => (entry.address === address ? { ...entry, name: plain } : entry));
    });
  }

  /** Fault: `book.gone`. */
  async remove(address: string): Promise<void> {
    await this.#change((entries) => {
      mustHave(entries, address);
      return entries.filter((entry) => entry.address !== address);
    });
  }

  #check(address: string, entries: readonly BookEntry[], others: Others): { readonly alike: string | null } {
    if (!PartyId.safeParse(address).success) throw new FaultError("book.address", {}, "correct");
    const mine = this.#deps.mine();
    if (mine.includes(address)) throw new FaultError("book.own", {}, "correct");
    const there = entries.find((entry) => entry.address === address);
    if (there) throw new FaultError("book.there", { name: there.name }, "correct");
    const known = [...entries.map((entry) => entry.address), ...mine, ...others.addresses];
    return { alike: alikeTo(address, known) };
  }

  #file(): ReturnType<AddressBookDeps["file"]> {
    const [address] = this.#deps.mine();
    if (address === undefined) throw new FaultError("vault.locked", {}, "retry");
    return this.#deps.file(address);
  }

  /** One change after the other, each on what the last one left on disk. */
  #change(change: (entries: readonly BookEntry[]) => readonly BookEntry[]): Promise<void> {
    // The book of the account that is in front now, whichever is by the time of its turn.
    const file = this.#file();
    const work = this.#work.then(async () => {
      const { entries } = await entriesIn(file);
      await file.write({ version: 1, entries: [...change(entries)] }, new Date(this.#deps.now()));
    });
    this.#work = work.catch(() => undefined);
    return work;
  }
}

async function entriesIn(file: ReturnType<AddressBookDeps["file"]>): Promise<Entries> {
  const found = await file.read();
  switch (found.is) {
    case "value":
      return { entries: found.value.entries, damaged: null };
    case "none":
      return { entries: [], damaged: null };
    case "damaged":
      return { entries: [], damaged: found.file };
    default:
      return found satisfies never;
  }
}

function mustHave(entries: readonly BookEntry[], address: string): void {
  if (!entries.some((entry) => entry.address === address)) throw new FaultError("book.gone", {}, "correct");
}

/** The name as it is kept: plain, and nobody else's, neither in the book nor on the network's cards. */
function labelled(text: string, address: string, entries: readonly BookEntry[], others: Others): string {
  const plain = plainLabel(text);
  if ("problem" in plain) throw new FaultError("book.name", { problem: plain.problem }, "correct");
  const same = sameLabel(plain.name);
  const taken =
    entries.find((entry) => entry.address !== address && sameLabel(entry.name) === same)?.address ??
    Object.entries(others.names).find(
      ([party, { en, zh }]) => party !== address && (sameLabel(en) === same || sameLabel(zh) === same),
    )?.[0];
  if (taken !== undefined) throw new FaultError("book.sameName", { address: taken }, "correct");
  return plain.name;
}
