/** Words that were just made: shown, asked back, and forgotten with the window. */
import type { Output } from "../../shared/ipc/contract.ts";
import type { z } from "zod";
import type { WordList as Lists } from "../../shared/ipc/safeViews.ts";

export type WordList = z.infer<typeof Lists>;

export type NewWords = Output<"safe.create"> & { readonly list: WordList };
