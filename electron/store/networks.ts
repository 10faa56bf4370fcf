/** The network file that was joined last, per chain. What people confirmed under one file says nothing under a file of other trust. */
import { canonicalText } from "../../shared/codec/canonical.ts";
import { NetworkFile } from "../../shared/network/networkFile.ts";
import { standing } from "../../shared/network/networkSignatures.ts";
import { textIn } from "./columns.ts";
import { confirmedAnchorsOf } from "./confirmedAnchors.ts";
import type { Store } from "./store.ts";

/**
 * `at`: ms. Confirmed anchors are forgotten when the file before had another anchor or other regulators; new nodes or names change nothing.
 * Where the regulators of the file before signed the new one, its anchor is their word like a checkpoint: what was verified stays.
 */
export function keepNetwork(store: Store, network: NetworkFile, at: number): void {
  const { db } = store;
  store.atomic(() => {
    const row = db.prepare("SELECT file FROM network WHERE chain = ?").get(network.chainId);
    const before = row && fileIn(textIn(row, "file"));
    const follows = before !== undefined && standing(before, network) === "follows";
    if (follows) confirmedAnchorsOf(store, network.chainId).add(network.anchor, "checkpoint", at);
    else if (row !== undefined && (before === undefined || trustIn(before) !== trustIn(network)))
      db.prepare("DELETE FROM confirmed_anchor WHERE chain = ?").run(network.chainId);
    db.prepare(
      `INSERT INTO network (chain, file, joined) VALUES (?,?,?)
       ON CONFLICT DO UPDATE SET file = excluded.file`,
    ).run(network.chainId, JSON.stringify(network), at);
  });
}

function fileIn(text: string): NetworkFile | undefined {
  try {
    return NetworkFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** An anchor is confirmed in the place of the file's own one, by a person or by the file's regulators. */
function trustIn({ anchor, regulators }: NetworkFile): string {
  return canonicalText({ anchor: { height: anchor.height, hash: anchor.hash }, regulators: [...regulators].sort() });
}
