/** The settlement file of a period, made of proved pages at one height and signed; and one that somebody gives us, held against the ledger. */
import { toHex } from "../../shared/codec/bytes.ts";
import { nobleSignatures, publicKeyOf, signDigest } from "../../shared/codec/signature.ts";
import {
  checkSettlementFile,
  type PairCursor,
  type SettlementDocument,
  settlementDigest,
  settlementDocument,
  type SettlementEntry,
  type SettlementFault,
  type SettlementFile,
  type SettlementPage,
} from "../../shared/ledger/history/settlementFile.ts";
import type { PartyRecord } from "../../shared/ledger/records.ts";
import { PAGE_LIMIT } from "../../shared/ledger/query.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";
import { wentOn } from "./wentOn.ts";

export interface Period {
  readonly period: number;
  /** Seconds of the administrative clock, which runs with market time but stands while the chain stands. */
  readonly from: number;
  readonly to: number;
  /** Whether it is over. */
  readonly closed: boolean;
  /** Whether it was over before the chain began, so that nothing can be in it. */
  readonly beforeChain: boolean;
}

/** A period by its number, or the last one that is over. */
export async function periodOf(ledger: ProvedLedger, number?: number): Promise<Period> {
  const [{ settlement, clock }, { adm }] = await Promise.all([ledger.ask("params", {}), ledger.ask("clock", {})]);
  const running = Math.floor(adm / 1000 / settlement.period);
  const period = number ?? Math.max(0, running - 1);
  const to = (period + 1) * settlement.period;
  return { period, from: period * settlement.period, to, closed: period < running, beforeChain: to <= clock.origin };
}

/** The period in which the chain began. */
export async function firstPeriod(ledger: ProvedLedger): Promise<number> {
  const { settlement, clock } = await ledger.ask("params", {});
  return Math.floor(clock.origin / settlement.period);
}

export async function documentOf(ledger: ProvedLedger, period: number): Promise<SettlementDocument> {
  const pages: SettlementPage[] = [];
  // Ends: each page begins after the last one's pair, and a period has so many pairs.
  for (let after: PairCursor | null | undefined; after !== null; after = pages.at(-1)?.next ?? null)
    pages.push(await ledger.ask("settlementFile", { period, limit: PAGE_LIMIT, ...(after ? { after } : {}) }));
  return settlementDocument(ledger.chainId, { period, height: ledger.height }, pages);
}

export function signed(document: SettlementDocument, secret: Uint8Array): SettlementFile {
  const signature = toHex(signDigest(settlementDigest(document), secret));
  return { document, signature: { key: toHex(publicKeyOf(secret)), signature } };
}

/** `height`: the ledger has not come so far yet; `period`: it is not over there. */
export type FileFault = SettlementFault | "height" | "period";

export interface FileFindings {
  readonly faults: readonly FileFault[];
  /** The party whose key signed; null for a key that is nobody's. */
  readonly signer: string | null;
  /**
   * What the ledger has otherwise: another sum, debtor or creditor, a state or reference that cannot have become the ledger's since, a
   * pair that is not there, or one that the file leaves out.
   */
  readonly differ: readonly { readonly file: SettlementEntry | null; readonly ledger: SettlementEntry | null }[];
  /** Pairs that went on since: claimed, paid, overdue. */
  readonly movedOn: number;
}

/** A pair that has left the state after retention is one that the ledger does not have: check a file while its period is there. */
export async function findingsOf(ledger: ProvedLedger, file: SettlementFile): Promise<FileFindings> {
  const owner = await ledger.ask("keyOwner", { key: file.signature.key });
  const signer: PartyRecord | null = owner ? await ledger.ask("party", { id: owner.party }) : null;
  const { height, period } = file.document;
  const faults: FileFault[] = [...checkSettlementFile(file, ledger.chainId, signer ?? undefined, nobleSignatures)];
  if (height > ledger.height) faults.push("height");
  if (!(await periodOf(ledger, period)).closed) faults.push("period");
  const now = await documentOf(ledger, period);
  const byPair = (entries: readonly SettlementEntry[]) => new Map(entries.map((entry) => [pairOf(entry), entry]));
  const [theirs, ours] = [byPair(file.document.entries), byPair(now.entries)];
  const differ: { file: SettlementEntry | null; ledger: SettlementEntry | null }[] = [];
  let movedOn = 0;
  for (const pair of new Set([...theirs.keys(), ...ours.keys()])) {
    const [told, found] = [theirs.get(pair) ?? null, ours.get(pair) ?? null];
    const went = told && found && sameSum(told, found) ? wentOn(told, found) : "no";
    if (went === "same") continue;
    // Of its own height it has to say what the ledger says.
    const did =
      height < ledger.height &&
      (went === "yes" || (went === "ifDenied" && (await deniedSince(ledger, pair, file.document))));
    if (did) movedOn++;
    else differ.push({ file: told, ledger: found });
  }
  return { faults, signer: owner?.party ?? null, differ, movedOn };
}

/** Whether the creditor of a pair denied a claim after the file's height. */
async function deniedSince(
  ledger: ProvedLedger,
  pair: string,
  { period, height }: SettlementDocument,
): Promise<boolean> {
  const [a = "", b = ""] = pair.split("/");
  const head = await ledger.ask("statementHead", { a, b, period });
  return head?.denied != null && head.denied.height > height;
}

const pairOf = ({ debtor, creditor }: SettlementEntry): string =>
  debtor < creditor ? `${debtor}/${creditor}` : `${creditor}/${debtor}`;

const sameSum = (one: SettlementEntry, other: SettlementEntry): boolean =>
  one.amount === other.amount && one.debtor === other.debtor && one.creditor === other.creditor;
