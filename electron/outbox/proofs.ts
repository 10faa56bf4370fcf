/**
 * The ends of a transaction, each from verified headers alone: included under `data_hash` with its result under the next header's
 * `last_results_hash`; or impossible, because a verified header is past `validUntil` and the nonce is proved unused.
 */
import { equalBytes } from "../../shared/codec/bytes.ts";
import { decodeCanonical } from "../../shared/codec/canonical.ts";
import { sha256 } from "../../shared/codec/hash.ts";
import { NONCE_KEPT_DAYS, nonceUsed } from "../../shared/ledger/nonces.ts";
import type { Refusal } from "../../shared/ledger/records.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import type { MerkleProof } from "../../shared/light/merkle.ts";
import { type ExecResult, resultsHash, verifyTxProof } from "../../shared/light/results.ts";
import { LightError } from "../sync/lightError.ts";
import type { Node } from "../sync/node.ts";
import { NodeError } from "../sync/nodeError.ts";
import type { Synchronizer } from "../sync/synchronizer.ts";
import type { Page } from "../sync/verifiedReads.ts";
import type { OutboxItem } from "./outbox.ts";
import { parseRefusal } from "../../shared/ledger/parseRefusal.ts";

export type Ending = {
  readonly state: "committed" | "refused" | "expired";
  readonly height: number | null;
  readonly refusal: Refusal | null;
};

/** A transaction under its block's header, and all results of that block under the next one. */
export interface Inclusion {
  readonly height: number;
  readonly proof: MerkleProof;
  readonly results: readonly ExecResult[];
  readonly result: ExecResult;
}

/** Undefined: this node has not included it, or the header that proves the result is not there yet. */
export async function inclusionIn(
  sync: Pick<Synchronizer, "newest" | "at">,
  node: Node,
  bytes: Uint8Array,
): Promise<Inclusion | undefined> {
  const answer = await node.tx(sha256(bytes));
  const newest = sync.newest()?.header.height ?? 0;
  if (answer === undefined || answer.height + 1 > newest) return undefined;
  const { height, proof } = answer;
  const lied = (rule: string, sent = bytes) => new LightError({ kind: "lied", rule, height }, sent);
  const block = await sync.at(height);
  const after = await sync.at(height + 1);
  if (!equalBytes(answer.tx, bytes)) throw lied("tx.bytes", answer.tx);
  if (!verifyTxProof(block.header.dataHash, bytes, proof)) throw lied("tx.inclusion");
  const results = await node.results(height);
  if (!equalBytes(resultsHash(results), after.header.lastResultsHash)) throw lied("tx.results");
  // The root binds the path, not index and length; with the verified number of results the path fixes the index.
  if (proof.total !== results.length) throw lied("tx.inclusion");
  const result = results[proof.index];
  if (result === undefined) throw new NodeError({ kind: "garbage", where: "block_results" });
  return { height, proof, results, result };
}

/** How it ended, by proof; undefined as above. */
export async function inclusionOf(sync: Synchronizer, node: Node, item: OutboxItem): Promise<Ending | undefined> {
  const found = await inclusionIn(sync, node, item.bytes);
  if (!found) return undefined;
  const { height, result } = found;
  if (result.code === 0) return { state: "committed", height, refusal: null };
  const data = decodeCanonical(result.data, { bytes: 65_536, depth: 16 });
  return { state: "refused", height, refusal: data.ok ? parseRefusal(data.value) : { rule: "unknown" } };
}

/** Undefined: it may still come, or came; or so long ago that the ledger no longer keeps the day's nonces. */
export async function expiryOf(page: Page, item: OutboxItem): Promise<Ending | undefined> {
  const proof = page.proof();
  if (proof.time < item.validUntil) return undefined;
  const day = utcDay(item.validUntil);
  if (utcDay(proof.time) > day + NONCE_KEPT_DAYS) return undefined;
  const { used } = await page.query("nonces", { party: item.tx.body.sender, day });
  // The answer may be an older, kept one: it proves nothing about later blocks.
  if (page.proof().time < item.validUntil || nonceUsed(used, item.tx.body.nonce)) return undefined;
  return { state: "expired", height: page.proof().height, refusal: null };
}
