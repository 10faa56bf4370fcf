/**
 * Proof files of this wallet (docs/protocol/proofs.md): made of witnesses that it verified, with the headers that lead from the network's
 * anchor to them; and other people's, checked against its own anchors alone.
 */
import { toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, type Json } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProofCheck, ProofSubject } from "../../shared/ipc/proofViews.ts";
import type { QueryIn, QueryName } from "../../shared/ledger/queries.ts";
import { PAGE_LIMIT, queryOf } from "../../shared/ledger/runQuery.ts";
import { pairOf } from "../../shared/ledger/statements.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import { fromMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { plan } from "../../shared/light/verify.ts";
import { BLOCKS_MAX, encodeBundle, parseBundle, type Question, QUESTIONS_MAX } from "../../shared/proof/bundle.ts";
import { checkBundle, type ProofAnchor } from "../../shared/proof/checkBundle.ts";
import { proofWords } from "../../shared/words/proofs.ts";
import { nativeChecks } from "../sync/stepCheck.ts";
import type { Answers } from "../store/answers.ts";
import { type Page, WithheldError } from "../sync/verifiedReads.ts";
import type { Joined } from "./joined.ts";
import type { ProofFile } from "./port.ts";

/** Blocks can come while the questions are put; then they are put again, at most so often. */
const TRIES = 5;

/** Faults: "proof.withheld" while it cannot be proved, "proof.moved" when a block came meanwhile, "proof.tooLarge". */
export async function proofFile(
  joined: Joined,
  answers: Answers,
  subject: ProofSubject,
  now: number,
): Promise<ProofFile> {
  for (let tries = 1; ; tries++) {
    try {
      return await oneFile(joined, answers, subject, now);
    } catch (error) {
      if (tries === TRIES || !(error instanceof FaultError) || error.fault.code !== "proof.moved") throw error;
    }
  }
}

async function oneFile(joined: Joined, answers: Answers, subject: ProofSubject, now: number): Promise<ProofFile> {
  try {
    const page = joined.reads.page();
    const block = joined.sync.stored(page.height + 1);
    if (!block) throw new FaultError("proof.moved", {}, "retry");
    const questions: Question[] = [];
    const ask = asker(page, answers, questions);
    await ask("params", {});
    await QUESTIONS[subject.what](joined, ask, subject as never);
    const blocks = await leading(joined, block, now);
    const bytes = encodeBundle({ chainId: joined.network.chainId, questions, blocks });
    return { name: nameOf(subject, page.height), bytes };
  } catch (error) {
    if (error instanceof WithheldError) throw new FaultError("proof.withheld", { why: error.why }, "retry");
    if (error instanceof RangeError) throw new FaultError("proof.tooLarge", {}, "correct");
    throw error;
  }
}

type Ask = <N extends QueryName>(name: N, input: QueryIn<N>) => ReturnType<Page["query"]>;

/** Asks as any screen does, and keeps the witness that the answer was read from. */
function asker(page: Page, answers: Answers, questions: Question[]): Ask {
  return async (name, input) => {
    if (questions.length === QUESTIONS_MAX) throw new RangeError("too many questions");
    const value = await page.query(name, input);
    const kept = answers.get(name, canonicalText(input as Json));
    if (kept?.height !== page.height) throw new FaultError("proof.moved", {}, "retry");
    questions.push({ query: name, version: queryOf(name).version, input: input as Json, witness: kept.witness });
    return value as never;
  };
}

type Subject<W extends ProofSubject["what"]> = Extract<ProofSubject, { what: W }>;
const QUESTIONS: { readonly [W in ProofSubject["what"]]: (joined: Joined, ask: Ask, of: Subject<W>) => Promise<void> } =
  {
    async contract(_, ask, { id }) {
      await ask("contract", { id });
      await ask("history", { contract: id });
    },
    async statement({ account }, ask, { other, period }) {
      const pair = { ...pairOf(account.address, other), period };
      await ask("statementHead", pair);
      for (let after: string | null | undefined; after !== null;) {
        const from: { after?: string } = after === undefined ? {} : { after };
        const page = (await ask("statementLines", { ...pair, ...from, limit: PAGE_LIMIT })) as unknown as {
          next: string | null;
        };
        after = page.next;
      }
    },
    async path({ account }, ask) {
      for (let from = 0; ;) {
        const path = (await ask("path", { party: account.address, from, limit: PAGE_LIMIT })) as unknown as {
          count: number;
          entries: readonly { n: number }[];
        };
        const last = path.entries.at(-1);
        if (!last || last.n + 1 >= path.count) return;
        from = last.n + 1;
      }
    },
  };

/**
 * From the network's anchor, which others have too, through where this wallet's own trust began, which its screen shows: whoever has
 * either can check the file. What cannot be had any more is left out.
 */
async function leading({ network, sync }: Joined, block: LightBlock, now: number): Promise<readonly LightBlock[]> {
  const heights = [network.anchor, sync.status().anchor].flatMap((anchor) => (anchor ? [anchor.height] : []));
  const asked = [...new Set(heights)].filter((height) => height < block.header.height).sort((x, y) => x - y);
  const way: LightBlock[] = [];
  for (const height of asked) {
    const stop = await sync.at(height).catch(() => undefined);
    if (stop) way.push(stop);
  }
  const [start, ...stops] = [...way, block];
  const steps = start ? [start] : [];
  for (const stop of stops) {
    const times = { trustingPeriodMs: network.trustingPeriod * 1000, now };
    const last = steps.at(-1) ?? stop;
    steps.push(...(await between(last, stop, (height) => sync.at(height), times)).slice(1));
  }
  if (steps.length > BLOCKS_MAX) throw new RangeError("too many headers");
  return steps;
}

/** The two, and as few headers between them as lead from one to the other by skipping verification; all are verified. */
async function between(
  first: LightBlock,
  last: LightBlock,
  at: (height: number) => Promise<LightBlock>,
  { trustingPeriodMs, now }: { readonly trustingPeriodMs: number; readonly now: number },
): Promise<readonly LightBlock[]> {
  const steps = [first];
  const ahead = [last];
  for (let trusted = first; steps.length + ahead.length <= BLOCKS_MAX;) {
    const next = ahead.at(-1);
    if (!next) return steps;
    const verdict = plan(trusted, next, { trustingPeriodMs, clockDriftMs: 10_000 }, fromMs(now));
    const apart = next.header.height > trusted.header.height + 1;
    if (verdict.verdict === "notEnoughTrust" && apart) {
      ahead.push(await at(Math.floor((trusted.header.height + next.header.height) / 2)));
      continue;
    }
    // Anything else is for the checker to say: an anchor that has expired, for one.
    steps.push(next);
    ahead.pop();
    trusted = next;
  }
  throw new RangeError("too many headers");
}

/** Seconds that this computer's clock is ahead of UTC at a time, seconds since 1970. */
const offsetAt = (seconds: number): number => new Date(seconds * 1000).getTimezoneOffset() * -60;

function nameOf(subject: ProofSubject, height: number): string {
  const about =
    subject.what === "contract"
      ? `contract-${subject.id.slice(0, 8)}`
      : subject.what === "statement"
        ? `statement-${subject.period}`
        : "path";
  return `wattlight-${about}-block-${height}.watt`;
}

/**
 * Somebody's file, held against the anchors of the network that is joined, and against this wallet's own verified header at the file's
 * height: with it a file goes on to prove after the anchors are older than the trusting period.
 */
export async function checkProof(
  joined: Joined | undefined,
  file: string,
  bytes: Uint8Array,
  now: number,
): Promise<ProofCheck> {
  const anchors = joined ? await anchorsOf(joined, bytes) : [];
  const verdict = await checkBundle(bytes, {
    anchors,
    now,
    allowSimulated: joined?.network.simulated === true,
    checks: nativeChecks(),
  });
  const names = Object.fromEntries(joined?.network.cards.map(({ party, name }) => [party, name]) ?? []);
  const words = (lang: "en" | "zh") => {
    const { title, lines, foot } = proofWords(verdict, lang, { names, offsetAt });
    return { title, lines: [...lines], foot: [...foot] };
  };
  const simulated = verdict.verdict !== "refused" && verdict.shown.simulated;
  return { file, verdict: verdict.verdict, simulated, words: { en: words("en"), zh: words("zh") } };
}

async function anchorsOf({ network, sync }: Joined, bytes: Uint8Array): Promise<readonly ProofAnchor[]> {
  const { chainId, anchor, trustingPeriod } = network;
  const { trusted, anchor: own } = sync.status();
  const known = [anchor, own, trusted].flatMap((at) => (at ? [{ chainId, ...at, trustingPeriod }] : []));
  const parsed = parseBundle(bytes);
  const height =
    parsed.ok && parsed.bundle.chainId === chainId ? parsed.bundle.blocks.at(-1)?.header.height : undefined;
  if (height === undefined || !trusted || height > trusted.height) return known;
  const verified = await sync.at(height).catch(() => undefined);
  if (!verified) return known;
  return [...known, { chainId, height, hash: toHex(headerHash(verified.header)), trustingPeriod }];
}
