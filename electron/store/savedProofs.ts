/** Proof files that were saved, as a list; and entries of paths that they proved, so that a later file can show what the state has dropped since. */
import type { PathEntry } from "../../shared/ledger/history/accumulator.ts";
import { type ProofSubject, ProofSubject as Subject } from "../../shared/ipc/proofViews.ts";
import { intIn, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

export interface SavedProof {
  /** Without its folder. */
  readonly name: string;
  readonly about: ProofSubject;
  /** State height. */
  readonly height: number;
  /** Wall clock, ms. */
  readonly at: number;
}

export interface SavedProofs {
  add(proof: SavedProof): void;
  /** Newest first. */
  list(): readonly SavedProof[];
  /** Entries that follow one another from the n-th of the party on; proved when they were given. */
  keepEntries(party: string, from: number, entries: readonly PathEntry[]): void;
  /** The party's first `count` entries; undefined unless all of them are kept. */
  entries(party: string, count: number): readonly PathEntry[] | undefined;
}

const LISTED = 50;

export function savedProofsOf(store: Store, chain: string): SavedProofs {
  const { db } = store;
  const add = db.prepare("INSERT INTO saved_proof (chain, at, name, about, height) VALUES (?,?,?,?,?)");
  const list = db.prepare(
    `SELECT at, name, about, height FROM saved_proof WHERE chain = ? ORDER BY at DESC, rowid DESC LIMIT ${LISTED}`,
  );
  const keep = db.prepare(
    "INSERT OR REPLACE INTO path_entry (chain, party, n, height, place, tx, code) VALUES (?,?,?,?,?,?,?)",
  );
  const first = db.prepare(
    "SELECT height, place, tx, code FROM path_entry WHERE chain = ? AND party = ? AND n < ? ORDER BY n",
  );
  return {
    add: ({ name, about, height, at }) => void add.run(chain, at, name, JSON.stringify(about), height),
    list: () =>
      list.all(chain).flatMap((row) => {
        // Of a later version of the program: it is not listed, and not lost.
        const about = Subject.safeParse(JSON.parse(textIn(row, "about")));
        if (!about.success) return [];
        return [{ name: textIn(row, "name"), about: about.data, height: intIn(row, "height"), at: intIn(row, "at") }];
      }),
    keepEntries(party, from, entries) {
      store.atomic(() => {
        for (const [i, { height, index, tx, code }] of entries.entries())
          keep.run(chain, party, from + i, height, index, tx, code);
      });
    },
    entries(party, count) {
      const rows = first.all(chain, party, count);
      if (rows.length !== count) return undefined;
      return rows.map((row) => ({
        height: intIn(row, "height"),
        index: intIn(row, "place"),
        tx: textIn(row, "tx"),
        code: intIn(row, "code") === 0 ? 0 : 1,
      }));
    },
  };
}
