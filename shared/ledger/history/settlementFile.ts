/**
 * The settlement file (DESIGN §4, Money): what fell due in a period, for the agent or utility that pays and collects outside. Built from
 * proved pages of the query `settlementFile`, canonical JSON, signed over its tagged hash.
 */
import { z } from "zod";
import { fromHex } from "../../codec/bytes.ts";
import { encodeCanonical, type Json } from "../../codec/canonical.ts";
import { taggedHash } from "../../codec/hash.ts";
import type { SignatureCheck } from "../../codec/signature.ts";
import { type Reader, under } from "../../state/reader.ts";
import { KEY } from "../keys.ts";
import type { PartyRecord } from "../records.ts";
import { debtorOf } from "../statements.ts";
import { load } from "../stored.ts";
import { ChainId, Height, Money, PartyId, PublicKey, Signature } from "../units.ts";

/** One pair's sum that fell due: who pays whom, micro. */
export const SettlementEntry = z.strictObject({
  debtor: PartyId,
  creditor: PartyId,
  amount: Money.min(1),
  state: z.enum(["due", "claimed", "paid", "overdue"]),
  /** Of the debtor's claim; null without one. */
  reference: z.string().max(64).nullable(),
});
export type SettlementEntry = z.infer<typeof SettlementEntry>;

const period = z.number().int().min(0).max(100_000_000);
export const SettlementDocument = z.strictObject({
  format: z.literal("wattlight-settlement-1"),
  chainId: ChainId,
  period,
  /** Height whose state it was read from: every page of it. */
  height: Height,
  /** By pair, in byte order of the lower id, then the higher. */
  entries: z.array(SettlementEntry).max(1_000_000),
  /** Sum of the amounts, and of those not paid yet, micro, as decimal text: a sum of many may leave 2^53. */
  totals: z.strictObject({ amount: z.string(), unpaid: z.string() }),
});
export type SettlementDocument = z.infer<typeof SettlementDocument>;
export const SettlementFile = z.strictObject({
  document: SettlementDocument,
  signature: z.strictObject({ key: PublicKey, signature: Signature }),
});
export type SettlementFile = z.infer<typeof SettlementFile>;

/** Where the next page begins: after this pair. */
export type PairCursor = { readonly a: string; readonly b: string };
export interface SettlementPage {
  readonly entries: readonly SettlementEntry[];
  /** Null when the period has no further statement. */
  readonly next: PairCursor | null;
}

/** One page of a period's statements: those with nothing due, open or netted ones count for the page but are no entries. */
export function settlementPage(
  r: Reader,
  period: number,
  after: PairCursor | undefined,
  limit: number,
): SettlementPage {
  const [from, to] = under(KEY.statementIn(period, "", "").slice(0, -1));
  const start = after ? `${KEY.statementIn(period, after.a, after.b)}!` : from;
  const pairs = Array.from(r.range(start, to, { limit }), ([key]) => {
    const [, , a = "", b = ""] = key.split("/");
    return { a, b };
  });
  const entries = pairs.flatMap(({ a, b }) => entryOf(r, a, b, period) ?? []);
  return { entries, next: pairs.length === limit ? (pairs.at(-1) ?? null) : null };
}

function entryOf(r: Reader, a: string, b: string, at: number): SettlementEntry | undefined {
  const statement = load.statement(r, a, b, at);
  if (!statement || statement.state === "open" || statement.due === 0 || statement.paid?.by === "netted")
    return undefined;
  const debtor = debtorOf(statement) ?? a;
  return {
    debtor,
    creditor: debtor === a ? b : a,
    amount: Math.abs(statement.due),
    state: statement.state,
    reference: statement.claim?.reference ?? null,
  };
}

export function settlementDocument(
  chainId: string,
  at: { readonly period: number; readonly height: number },
  pages: readonly SettlementPage[],
): SettlementDocument {
  const entries = pages.flatMap((page) => page.entries);
  return { format: "wattlight-settlement-1", chainId, ...at, entries, totals: totalsOf(entries) };
}

function totalsOf(entries: readonly SettlementEntry[]): SettlementDocument["totals"] {
  let [amount, unpaid] = [0n, 0n];
  for (const entry of entries) {
    amount += BigInt(entry.amount);
    if (entry.state !== "paid") unpaid += BigInt(entry.amount);
  }
  return { amount: amount.toString(), unpaid: unpaid.toString() };
}

/** What the agent's or the utility's account key signs. */
export function settlementDigest(document: SettlementDocument): Uint8Array {
  return taggedHash("settlement", document.chainId, encodeCanonical(document as Json));
}

export type SettlementFault = "chain" | "order" | "totals" | "signer" | "signature";

/** What is wrong with a file as such; `signer`: the party that is said to have signed it, as the ledger knows it. */
export function checkSettlementFile(
  { document, signature }: SettlementFile,
  chainId: string,
  signer: Pick<PartyRecord, "roles" | "keys" | "status"> | undefined,
  check: SignatureCheck,
): readonly SettlementFault[] {
  const faults: SettlementFault[] = [];
  if (document.chainId !== chainId) faults.push("chain");
  const pairs = document.entries.map(({ debtor, creditor }) => [debtor, creditor].toSorted(byBytes).join("/"));
  if (pairs.some((pair, i) => i > 0 && pair <= (pairs[i - 1] ?? ""))) faults.push("order");
  const { amount, unpaid } = totalsOf(document.entries);
  if (amount !== document.totals.amount || unpaid !== document.totals.unpaid) faults.push("totals");
  const mayIssue = signer?.status === "active" && signer.roles.some((role) => role === "agent" || role === "utility");
  if (!mayIssue || !signer.keys.includes(signature.key)) faults.push("signer");
  if (!check.verify(fromHex(signature.signature), settlementDigest(document), fromHex(signature.key))) {
    faults.push("signature");
  }
  return faults;
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : 1);
