/**
 * The ends of a transaction, each from verified headers alone: included under `data_hash` with its result under the next header's
 * `last_results_hash`; or impossible, because a verified header is past `validUntil` and the nonce is proved unused.
 */
import { sha256 } from "../../shared/codec/hash.ts";
import { utcDay } from "../../shared/ledger/time.ts";
import { checkInclusion } from "../../shared/light/inclusion.ts";
import type { MerkleProof } from "../../shared/light/merkle.ts";
import type { ExecResult } from "../../shared/light/results.ts";
import { canLapse, type Ending, endingOf, hasLapsed } from "../../shared/outbox/ending.ts";
import { LightError } from "../sync/lightError.ts";
import type { Node } from "../sync/node.ts";
import type { Synchronizer } from "../sync/synchronizer.ts";
import type { Page } from "../sync/verifiedReads.ts";
import type { OutboxItem } from "./outbox.ts";

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
  const { height, tx, proof } = answer;
  const block = await sync.at(height);
  const after = await sync.at(height + 1);
  const results = await node.results(height);
  const checked = checkInclusion(bytes, { tx, proof, results }, block, after);
  if (checked.verdict === "broken") throw new LightError({ kind: "lied", rule: checked.rule, height }, checked.bytes);
  return { height, proof, results, result: checked.result };
}

/** How it ended, by proof; undefined as above. */
export async function inclusionOf(sync: Synchronizer, node: Node, item: OutboxItem): Promise<Ending | undefined> {
  const found = await inclusionIn(sync, node, item.bytes);
  return found && endingOf(found.height, found.result);
}

/** Undefined: it may still come, or came; or so long ago that the ledger no longer keeps the day's nonces. */
export async function expiryOf(page: Page, item: OutboxItem): Promise<Ending | undefined> {
  const { body } = item.tx;
  if (!canLapse(body, page.proof().time)) return undefined;
  const { used } = await page.query("nonces", { party: body.sender, day: utcDay(item.validUntil) });
  // The answer may be an older, kept one: it proves nothing about later blocks.
  const { time, height } = page.proof();
  return hasLapsed(body, time, used) ? { state: "expired", height, refusal: null } : undefined;
}
