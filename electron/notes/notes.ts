/**
 * Private notes, on a contract and on a party of the address book: for their owner alone. They lie in the account's database under a key of the vault
 * (electron/store/sealed.ts), so a locked wallet shows none, and no signature rests on them.
 */
import { z } from "zod";
import type { NoteText } from "../../shared/ipc/noteViews.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { Remote } from "../../shared/link/link.ts";
import type { LocalPort } from "../local/port.ts";

export type NoteAbout = { readonly contract: string } | { readonly party: string };

export interface NotesDeps {
  readonly local: () => Promise<Pick<Remote<LocalPort>, "putPrivate" | "privateOf" | "onePrivate" | "removePrivate">>;
  readonly now: () => number;
}

/** `at`: ms, when it was written. */
const Kept = z.object({ text: z.string(), at: z.number() });
const PARTY = "party/";
const idOf = (about: NoteAbout): string => ("contract" in about ? `contract/${about.contract}` : PARTY + about.party);

export class Notes {
  readonly #deps: NotesDeps;

  constructor(deps: NotesDeps) {
    this.#deps = deps;
  }

  /** Null where there is none. Faults: "vault.locked", "private.damaged". */
  async read(about: NoteAbout): Promise<string | null> {
    const value = await (await this.#deps.local()).onePrivate("note", idOf(about));
    return value === null ? null : textIn(value);
  }

  /** Durable when it resolves; nothing but spaces takes the note away. Faults: "vault.locked", those of Sealed.put. */
  async write(about: NoteAbout, text: NoteText): Promise<void> {
    const local = await this.#deps.local();
    if (text.trim() === "") await local.removePrivate("note", idOf(about));
    else await local.putPrivate("note", idOf(about), { text, at: this.#deps.now() });
  }

  /** Of all parties. Fault: "vault.locked". */
  async ofParties(): Promise<readonly { readonly address: string; readonly text: string }[]> {
    const { entries } = await (await this.#deps.local()).privateOf("note");
    return entries
      .filter(({ id }) => id.startsWith(PARTY))
      .map(({ id, value }) => ({ address: id.slice(PARTY.length), text: textIn(value) }));
  }
}

function textIn(value: unknown): string {
  const kept = Kept.safeParse(value);
  if (!kept.success) throw new FaultError("private.damaged", {}, "restore");
  return kept.data.text;
}
