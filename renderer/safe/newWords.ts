/** Words that were just made: shown, asked back, and forgotten with the window. */
import type { Output } from "../../shared/ipc/contract.ts";

export type NewWords = Output<"safe.create"> & { readonly list: "english" | "chinese" };
