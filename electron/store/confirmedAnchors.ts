/** Trust anchors that a person confirmed in the safe window, on disk before the wallet goes on from them. */
import type { Anchor } from "../../shared/network/networkFile.ts";
import { intIn, textIn } from "./columns.ts";
import type { Store } from "./store.ts";

export type AnchorSource = "checkpoint" | "fingerprint";

export interface ConfirmedAnchors {
  /** The one that was confirmed last: a mistyped height must not outlive its correction. */
  newest(): Anchor | null;
  /** `at`: ms. A later word for one height replaces the earlier one. */
  add(anchor: Anchor, source: AnchorSource, at: number): void;
}

export function confirmedAnchorsOf({ db }: Store, chain: string): ConfirmedAnchors {
  const newest = db.prepare(
    "SELECT height, hash FROM confirmed_anchor WHERE chain = ? ORDER BY at DESC, height DESC LIMIT 1",
  );
  const add = db.prepare(
    "INSERT OR REPLACE INTO confirmed_anchor (chain, height, hash, source, at) VALUES (?,?,?,?,?)",
  );
  return {
    newest() {
      const row = newest.get(chain);
      return row === undefined ? null : { height: intIn(row, "height"), hash: textIn(row, "hash") };
    },
    add: ({ height, hash }, source, at) => void add.run(chain, height, hash, source, at),
  };
}
