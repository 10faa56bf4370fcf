/** What became of an entry that somebody sends for its owner: the three ends that are proved, and why there is none yet. */
import { sha256 } from "../../shared/codec/hash.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import { checkInclusion } from "../../shared/light/inclusion.ts";
import { resultProof } from "../../shared/light/results.ts";
import { canLapse, type Ending, endingOf, hasLapsed } from "../../shared/outbox/ending.ts";
import type { CarriedEntry } from "../../shared/outbox/outboxFile.ts";
import type { IncludedTx } from "../../shared/proof/carried.ts";
import type { UnprovedData } from "../../shared/words/unproved.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";
import { Unproved } from "../light/unproved.ts";

export type Outcome =
  /** Proved; `included` of what a block took, for the file of answers. */
  | { readonly what: "ended"; readonly ending: Ending; readonly included: IncludedTx | null }
  /** So many nodes say that they took it; nothing is proved. */
  | { readonly what: "taken"; readonly nodes: number }
  /** No node took it: CheckTx's code of the first. */
  | { readonly what: "notTaken"; readonly code: number }
  /** What it builds on has not reached the ledger. */
  | { readonly what: "waits"; readonly for: string }
  /** It builds on an entry that never can reach the ledger. */
  | { readonly what: "moot"; readonly for: string }
  /** A node has it in a block before the one where trust begins: from there nothing before can be proved. */
  | { readonly what: "beforeAnchor"; readonly height: number }
  | { readonly what: "unproved"; readonly why: UnprovedData };

/** The proved end, or undefined while there is none. Throws Unproved where a node lied and no other one proves it. */
export async function endOf(ledger: ProvedLedger, entry: CarriedEntry): Promise<Outcome | undefined> {
  const found = await inclusionOf(ledger, entry.bytes);
  if (found) return found;
  const { body } = entry;
  if (!canLapse(body, ledger.time)) return undefined;
  const { used } = await ledger.ask("nonces", { party: body.sender, day: utcDay(body.validUntil) });
  if (!hasLapsed(body, ledger.time, used)) return undefined;
  return { what: "ended", ending: { state: "expired", height: ledger.height, refusal: null }, included: null };
}

/** Each node is asked: one that hides it must not keep the others from proving it, and one that lies is passed over. */
async function inclusionOf(ledger: ProvedLedger, bytes: Uint8Array): Promise<Outcome | undefined> {
  let lie: Unproved | undefined;
  for (const node of ledger.nodes) {
    try {
      const at = await node.tx(sha256(bytes));
      // The header after its block must be proved too: it covers the result.
      if (!at || at.height > ledger.height) continue;
      const way = await ledger.way([at.height, at.height + 1]);
      const headerAt = (height: number) => way.find(({ header }) => header.height === height);
      const block = headerAt(at.height);
      const after = headerAt(at.height + 1);
      if (!block || !after) return { what: "beforeAnchor", height: at.height };
      const results = await node.results(at.height);
      const checked = checkInclusion(bytes, { ...at, results }, block, after);
      if (checked.verdict === "broken") throw new Unproved({ why: "lied", node: node.url, rule: checked.rule });
      const { result } = checked;
      const included: IncludedTx = {
        tx: bytes,
        height: at.height,
        proof: at.proof,
        result,
        resultAunts: resultProof(results, at.proof.index).aunts,
      };
      return { what: "ended", ending: endingOf(at.height, result), included };
    } catch (error) {
      if (!(error instanceof Unproved)) throw error;
      if (error.data.why === "lied") lie = error;
    }
  }
  if (lie) throw lie;
  return undefined;
}
