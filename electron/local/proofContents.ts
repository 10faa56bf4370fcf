/**
 * What a proof file of this wallet holds, by what it is about: questions with the witnesses that were verified, and beside them
 * transactions, the texts behind a path's ids, and entries that the state has dropped since an earlier file.
 */
import { canonicalText, encodeCanonical, type Json } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProofSubject } from "../../shared/ipc/proofViews.ts";
import { isComplete } from "../../shared/ledger/history/accumulator.ts";
import type { TimedEntry } from "../../shared/ledger/history/queries.ts";
import { decodeTransaction } from "../../shared/ledger/identity.ts";
import type { QueryIn, QueryName, QueryOut } from "../../shared/ledger/queries.ts";
import { PAGE_LIMIT, queryOf } from "../../shared/ledger/runQuery.ts";
import { pairOf } from "../../shared/ledger/statements.ts";
import type { TxBody } from "../../shared/ledger/transactions.ts";
import { resultProof } from "../../shared/light/results.ts";
import { type Question, QUESTIONS_MAX } from "../../shared/proof/bundle.ts";
import { type Carried, CARRIED_MAX, NOTHING } from "../../shared/proof/carried.ts";
import { inclusionIn } from "../outbox/proofs.ts";
import type { Answers } from "../store/answers.ts";
import type { SavedProofs } from "../store/savedProofs.ts";
import { NodeError } from "../sync/nodeError.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";
import type { Joined } from "./joined.ts";

export type KeptPaths = Pick<SavedProofs, "entries" | "keepEntries">;

export interface Sources {
  readonly joined: Joined;
  readonly answers: Answers;
  readonly paths: KeptPaths | undefined;
}

export interface Contents {
  readonly questions: readonly Question[];
  readonly carried: Carried;
  /** Heights whose headers the file cannot do without. */
  readonly heights: readonly number[];
}

/** Texts of a path: at most so many bytes of them, and so many blocks asked for; the newest entries first. */
const TEXT_BYTES = 4 << 20;
const BLOCKS_ASKED = 200;

export async function contentsOf(from: Sources, page: Page, subject: ProofSubject): Promise<Contents> {
  const questions: Question[] = [];
  const ask = asker(page, from.answers, questions);
  await ask("params", {});
  const beside = await BY_SUBJECT[subject.what]({ ...from, page, ask }, subject as never);
  return { questions, carried: { ...NOTHING, ...beside.carried }, heights: beside.heights ?? [] };
}

type Ask = <N extends QueryName>(name: N, input: QueryIn<N>) => Promise<QueryOut<N>>;
type Asking = Sources & { readonly page: Page; readonly ask: Ask };
type Beside = { readonly carried?: Partial<Carried>; readonly heights?: readonly number[] };

/** Asks as any screen does, and keeps the witness that the answer was read from. */
function asker(page: Page, answers: Answers, questions: Question[]): Ask {
  return async (name, input) => {
    if (questions.length === QUESTIONS_MAX) throw new RangeError("too many questions");
    const value = await page.query(name, input);
    const kept = answers.get(name, canonicalText(input as Json));
    if (kept?.height !== page.height) throw new FaultError("proof.moved", {}, "retry");
    questions.push({ query: name, version: queryOf(name).version, input: input as Json, witness: kept.witness });
    return value;
  };
}

type Subject<W extends ProofSubject["what"]> = Extract<ProofSubject, { what: W }>;
const BY_SUBJECT: { readonly [W in ProofSubject["what"]]: (asking: Asking, of: Subject<W>) => Promise<Beside> } = {
  async contract({ ask }, { id }) {
    await ask("contract", { id });
    await ask("history", { contract: id });
    return {};
  },
  async statement({ joined, ask }, { other, period }) {
    const pair = { ...pairOf(joined.account.address, other), period };
    await ask("statementHead", pair);
    for (let after: string | null | undefined; after !== null;) {
      const from: { after?: string } = after === undefined ? {} : { after };
      after = (await ask("statementLines", { ...pair, ...from, limit: PAGE_LIMIT })).next;
    }
    return {};
  },
  async line({ joined, ask }, { other, period, contract }) {
    const pair = { ...pairOf(joined.account.address, other), period };
    await ask("statementHead", pair);
    // The page begins after a key; no other contract's stands between this one's own beginning and itself.
    await ask("statementLines", { ...pair, after: contract.slice(0, -1), limit: 1 });
    return {};
  },
  async transaction({ joined }, { id }) {
    const item = joined.outbox.get(id);
    const ended = item?.state === "committed" || item?.state === "refused";
    if (!item || !ended) throw new FaultError("proof.notEnded", {}, "retry");
    const { value } = await joined.sync.ask((node) => inclusionIn(joined.sync, node, item.bytes));
    if (!value) throw new WithheldError("behind");
    const { height, proof, results, result } = value;
    const { aunts } = resultProof(results, proof.index);
    const included = { tx: item.bytes, height, proof, result, resultAunts: aunts };
    return { carried: { transactions: [included] }, heights: [height, height + 1] };
  },
  async path(asking, { party = asking.joined.account.address }) {
    const { ask, paths, joined } = asking;
    await ask("clock", {});
    const entries: TimedEntry[] = [];
    for (let from = 0; ;) {
      const page = await ask("path", { party, from, limit: PAGE_LIMIT });
      entries.push(...page.entries);
      const last = page.entries.at(-1);
      if (last && last.n + 1 < page.count) {
        from = last.n + 1;
        continue;
      }
      paths?.keepEntries(party, page.first, entries);
      const before = page.first === 0 ? undefined : paths?.entries(party, page.first);
      const fits = before && isComplete(page, [...before, ...entries], joined.network.chainId);
      return {
        carried: {
          bodies: await textsOf(asking, entries),
          ...(fits && { archived: [{ party, entries: before }] }),
        },
      };
    }
  },
};

/** The bodies behind a path's ids, as far as this wallet signed them or a node still has their blocks; each is what its id says. */
async function textsOf(asking: Asking, entries: readonly TimedEntry[]): Promise<readonly Json[]> {
  const { joined } = asking;
  const texts = new Map<string, Json>();
  const blocks = new Map<number, readonly Uint8Array[] | undefined>();
  let room = TEXT_BYTES;
  const take = (id: string, body: TxBody): void => {
    const bytes = encodeCanonical(body as Json).length;
    if (texts.has(id) || texts.size === CARRIED_MAX.bodies || bytes > room) return;
    room -= bytes;
    texts.set(id, body as Json);
  };
  for (const { tx, height, index, code } of entries.toReversed()) {
    const body = joined.outbox.get(tx)?.tx.body ?? (await fromBlock(joined, blocks, { tx, height, index }));
    if (!body) continue;
    take(tx, body);
    const offer = body.kind === "offer.accept" && code === 0 ? await offerOf(asking.page, tx) : undefined;
    if (offer) take(offer.id, offer.body);
  }
  return [...texts.values()];
}

async function fromBlock(
  { sync, network }: Joined,
  blocks: Map<number, readonly Uint8Array[] | undefined>,
  { tx, height, index }: Pick<TimedEntry, "tx" | "height" | "index">,
): Promise<TxBody | undefined> {
  if (!blocks.has(height)) {
    if (blocks.size === BLOCKS_ASKED) return undefined;
    // Pruned, or too slow: the entry is proved without its text.
    const found = await sync
      .ask((node) => node.txs(height))
      .catch((error: unknown) => {
        if (error instanceof NodeError) return undefined;
        throw error;
      });
    blocks.set(height, found?.value);
  }
  const bytes = blocks.get(height)?.[index];
  const decoded = bytes && decodeTransaction(bytes, network.chainId);
  return decoded?.ok && decoded.id === tx ? decoded.tx.body : undefined;
}

/** The offer that an acceptance took, whose contract has the acceptance's id. */
async function offerOf(page: Page, id: string): Promise<{ readonly id: string; readonly body: TxBody } | undefined> {
  const found = await page.query("contract", { id }).catch((error: unknown) => {
    if (error instanceof WithheldError) return null;
    throw error;
  });
  const basis = found?.contract.basis;
  return basis?.how === "taken" ? basis.offer : undefined;
}
