/** Private notes as windows speak of them: plain text, for its owner alone. */
import { z } from "zod";

export const NOTE_MAX = 2000;
export const NoteText = z.string().max(NOTE_MAX);
export type NoteText = z.infer<typeof NoteText>;
