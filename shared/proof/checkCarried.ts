/**
 * Whether what a proof file carries holds: a transaction is signed and lies under its header's `data_hash`, its result under the next one's
 * `last_results_hash`; a body hashes to an id that a proved path names; archived entries and the state's are the whole path that the proved
 * peaks stand for. One rule per function; a refusal as data.
 */
import { canonicalText, decodeCanonical, type Json } from "../codec/canonical.ts";
import { nobleSignatures } from "../codec/signature.ts";
import { isComplete, type PathEntry } from "../ledger/history/accumulator.ts";
import type { Path } from "../ledger/history/queries.ts";
import { decodeTransaction, txId } from "../ledger/identity.ts";
import { parseRefusal } from "../ledger/parseRefusal.ts";
import type { Refusal } from "../ledger/records.ts";
import { TxBody } from "../ledger/transactions.ts";
import { everySignatureVerifies } from "../ledger/validity.ts";
import { verifyResultProof, verifyTxProof } from "../light/results.ts";
import type { LightBlock } from "../light/types.ts";
import type { ArchivedPath, Carried, IncludedTx } from "./carried.ts";

export interface ShownTx {
  readonly id: string;
  readonly body: TxBody;
  /** Public keys (hex) whose signatures of it were checked. */
  readonly keys: readonly string[];
  readonly height: number;
  /** Header time, seconds. */
  readonly time: number;
  /** Null: done. */
  readonly refusal: Refusal | null;
}

export interface CarriedShown {
  readonly transactions: readonly ShownTx[];
  readonly bodies: readonly { readonly id: string; readonly body: TxBody }[];
  readonly archived: readonly ArchivedPath[];
}

export type CarriedRefusal =
  | {
      readonly why: "transaction";
      readonly index: number;
      /** No transaction; a signature that is none; a header missing; not in the block; another result. */
      readonly problem: "malformed" | "signature" | "noHeader" | "notIncluded" | "result";
    }
  | {
      readonly why: "body";
      readonly index: number;
      /** No body; its id stands in no path of the file; there twice. */
      readonly problem: "malformed" | "unnamed" | "twice";
    }
  | {
      readonly why: "archive";
      readonly index: number;
      /** The file does not ask for that path; the entries are not those that its peaks stand for. */
      readonly problem: "unasked" | "unfit";
    };

export type CheckedCarried =
  { readonly ok: true; readonly shown: CarriedShown } | { readonly ok: false; readonly refusal: CarriedRefusal };

type Answer = { readonly query: string; readonly input: Json; readonly answer: Json };

export function checkCarried(
  chainId: string,
  blocks: readonly LightBlock[],
  carried: Carried,
  answers: readonly Answer[],
): CheckedCarried {
  const transactions: ShownTx[] = [];
  for (const [index, included] of carried.transactions.entries()) {
    const shown = includedIn(chainId, blocks, included);
    if (typeof shown === "string") return refused({ why: "transaction", index, problem: shown });
    transactions.push(shown);
  }
  const paths = pathsIn(answers);
  for (const [index, archived] of carried.archived.entries()) {
    const path = paths.get(archived.party);
    if (!path) return refused({ why: "archive", index, problem: "unasked" });
    if (!isComplete(path, [...archived.entries, ...path.entries], chainId))
      return refused({ why: "archive", index, problem: "unfit" });
  }
  const entries = [...paths.values(), ...carried.archived].flatMap((path) => path.entries);
  const named = new Set(entries.map(({ tx }) => tx));
  // A refused acceptance names whatever its sender wrote, also an offer that nobody made.
  const done = new Set(entries.filter(({ code }) => code === 0).map(({ tx }) => tx));
  const bodies: { id: string; body: TxBody }[] = [];
  for (const [index, json] of carried.bodies.entries()) {
    const body = bodyIn(json);
    if (!body) return refused({ why: "body", index, problem: "malformed" });
    const id = txId(body, chainId);
    if (bodies.some((one) => one.id === id)) return refused({ why: "body", index, problem: "twice" });
    if (!named.has(id)) return refused({ why: "body", index, problem: "unnamed" });
    if ((body.kind === "offer.accept" || body.kind === "offer.cancel") && done.has(id)) named.add(body.offer);
    bodies.push({ id, body });
  }
  return { ok: true, shown: { transactions, bodies, archived: carried.archived } };
}

/** Lowest height of a carried transaction: only an anchor at or below it leads to its header. */
export function lowestHeight({ transactions }: Carried): number | undefined {
  return transactions.length === 0 ? undefined : Math.min(...transactions.map(({ height }) => height));
}

function includedIn(
  chainId: string,
  blocks: readonly LightBlock[],
  { tx, height, proof, result, resultAunts }: IncludedTx,
): ShownTx | Extract<CarriedRefusal, { why: "transaction" }>["problem"] {
  const decoded = decodeTransaction(tx, chainId);
  if (!decoded.ok) return "malformed";
  const at = blocks.find(({ header }) => header.height === height);
  const next = blocks.find(({ header }) => header.height === height + 1);
  if (!at || !next) return "noHeader";
  // Index and number say the way up both trees; which place of how many it is, the roots do not bind, so it is not told.
  if (!verifyTxProof(at.header.dataHash, tx, proof)) return "notIncluded";
  // What stands in a block the chain has checked; the file's reader has not, and is told who signed.
  if (everySignatureVerifies(decoded.tx, decoded.digest, nobleSignatures)) return "signature";
  if (!verifyResultProof(next.header.lastResultsHash, result, { ...proof, aunts: resultAunts })) return "result";
  return {
    id: decoded.id,
    body: decoded.tx.body,
    keys: decoded.tx.signatures.map(({ key }) => key),
    height,
    time: at.header.time.seconds,
    refusal: result.code === 0 ? null : refusalIn(result.data),
  };
}

function refusalIn(data: Uint8Array): Refusal {
  const decoded = decodeCanonical(data, { bytes: 65_536, depth: 16 });
  return decoded.ok ? parseRefusal(decoded.value) : { rule: "unknown" };
}

/** Undefined unless it is exactly what its id is the hash of. */
function bodyIn(json: Json): TxBody | undefined {
  const parsed = TxBody.safeParse(json);
  return parsed.success && canonicalText(parsed.data as Json) === canonicalText(json) ? parsed.data : undefined;
}

type Reached = Pick<Path, "count" | "peaks"> & { readonly entries: readonly PathEntry[] };

/** Pages of one party that follow one another, as one; a page that does not follow begins nothing. */
function pathsIn(answers: readonly Answer[]): ReadonlyMap<string, Reached> {
  const paths = new Map<string, Path>();
  for (const { query, input, answer } of answers) {
    if (query !== "path" || answer === null) continue;
    const { party } = input as unknown as { party: string };
    const page = answer as unknown as Path;
    const before = paths.get(party);
    const last = before?.entries.at(-1);
    if (!before) paths.set(party, page);
    else if (last && last.n + 1 === page.entries[0]?.n)
      paths.set(party, { ...before, entries: [...before.entries, ...page.entries] });
  }
  return paths;
}

const refused = (refusal: CarriedRefusal): CheckedCarried => ({ ok: false, refusal });
