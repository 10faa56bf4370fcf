/** The address book's page: counterparties, how each address was learnt, and addresses that verified data offers for it. */
import { z } from "zod";
import { NoteText } from "./noteViews.ts";
import { PartyId } from "../ledger/units.ts";

const int = z.number().int();

/** typed by the reader, read from a QR code, a partner of a verified contract, a card of the network's own list. */
export const Learned = z.enum(["typed", "qr", "contract", "utility"]);
export type Learned = z.infer<typeof Learned>;

export const BookEntry = z.strictObject({
  address: PartyId,
  name: z.string().min(1).max(160),
  learned: Learned,
  /** Epoch ms. */
  added: int,
});
export type BookEntry = z.infer<typeof BookEntry>;

export const BookState = z.strictObject({
  entries: z.array(BookEntry),
  /** Not in the book yet: where their addresses come from is known without anybody's word. */
  candidates: z.array(
    z.strictObject({
      address: PartyId,
      name: z.strictObject({ en: z.string(), zh: z.string() }).nullable(),
      learned: z.enum(["contract", "utility"]),
    }),
  ),
  /** The reader's own notes on parties; null while they cannot be read. */
  notes: z.array(z.strictObject({ address: z.string(), text: NoteText })).nullable(),
  /** A file that is not this account's; kept under another name when the next entry is made. */
  damaged: z.string().nullable(),
});
export type BookState = z.infer<typeof BookState>;
