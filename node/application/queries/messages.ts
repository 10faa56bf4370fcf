/** What passes between the node and its query thread. Both ends are of one program, started together. */
import type { QueryAnswer, QueryRequest } from "../application.ts";
import type { EntryText } from "../entryLines.ts";

export type ToThread =
  /** A part of the state after `height`; the last one makes it whole. */
  | { readonly kind: "state"; readonly entries: readonly EntryText[]; readonly last: boolean; readonly height: number }
  /** What a block changed; undefined deletes. */
  | { readonly kind: "block"; readonly height: number; readonly entries: readonly ChangedEntry[] }
  /** What entries were before the block `height`: an older state, the nearest first. */
  | { readonly kind: "before"; readonly height: number; readonly entries: readonly ChangedEntry[] }
  | { readonly kind: "ask"; readonly id: number; readonly request: QueryRequest };

export type ChangedEntry = readonly [key: string, text: string | undefined];

export type FromThread = { readonly kind: "answer"; readonly id: number; readonly answer: QueryAnswer };
