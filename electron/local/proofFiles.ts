/**
 * Proof files of this wallet (docs/protocol/proofs.md): made of witnesses that it verified, with the headers that lead from the network's
 * anchor to them; and other people's, checked against its own anchors alone.
 */
import { toHex } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import type { ProofCheck, ProofSubject } from "../../shared/ipc/proofViews.ts";
import { headerHash } from "../../shared/light/hashes.ts";
import { fromMs } from "../../shared/light/timestamp.ts";
import type { LightBlock } from "../../shared/light/types.ts";
import { plan } from "../../shared/light/verify.ts";
import { BLOCKS_MAX, encodeBundle, parseBundle } from "../../shared/proof/bundle.ts";
import { checkBundle, type ProofAnchor } from "../../shared/proof/checkBundle.ts";
import { proofWords } from "../../shared/words/proofs.ts";
import { nativeChecks } from "../sync/stepCheck.ts";
import type { Answers } from "../store/answers.ts";
import { WithheldError } from "../sync/verifiedReads.ts";
import { endByProof } from "./carrying.ts";
import type { Joined } from "./joined.ts";
import type { ProofFile } from "./port.ts";
import { contentsOf, type KeptPaths, type Sources } from "./proofContents.ts";

/** Blocks can come while the questions are put; then they are put again, at most so often. */
const TRIES = 5;

/**
 * Faults: "proof.withheld" while it cannot be proved, "proof.moved" when a block came meanwhile, "proof.tooLarge", "proof.notEnded" for a
 * transaction that no block has taken. `paths`: what earlier files proved of paths; what this one proves is added.
 */
export async function proofFile(
  joined: Joined,
  answers: Answers,
  subject: ProofSubject,
  now: number,
  paths?: KeptPaths,
): Promise<ProofFile> {
  for (let tries = 1; ; tries++) {
    try {
      return await oneFile({ joined, answers, paths }, subject, now);
    } catch (error) {
      if (tries === TRIES || !(error instanceof FaultError) || error.fault.code !== "proof.moved") throw error;
    }
  }
}

async function oneFile(from: Sources, subject: ProofSubject, now: number): Promise<ProofFile> {
  const { joined } = from;
  try {
    const page = joined.reads.page();
    const block = joined.sync.stored(page.height + 1);
    if (!block) throw new FaultError("proof.moved", {}, "retry");
    const { questions, carried, heights } = await contentsOf(from, page, subject);
    const blocks = await leading(joined, block, heights, now);
    const bytes = encodeBundle({ chainId: joined.network.chainId, questions, blocks, carried });
    return { name: nameOf(subject, page.height), bytes, height: page.height };
  } catch (error) {
    if (error instanceof WithheldError) throw new FaultError("proof.withheld", { why: error.why }, "retry");
    if (error instanceof RangeError) throw new FaultError("proof.tooLarge", {}, "correct");
    throw error;
  }
}

/**
 * From the network's anchor, which others have too, through where this wallet's own trust began, which its screen shows: whoever has
 * either can check the file. Of these, what cannot be had any more is left out; `needed` are heights that the file cannot do without.
 */
async function leading(
  { network, sync }: Joined,
  block: LightBlock,
  needed: readonly number[],
  now: number,
): Promise<readonly LightBlock[]> {
  const anchors = [network.anchor, sync.status().anchor].flatMap((anchor) => (anchor ? [anchor.height] : []));
  const asked = [...new Set([...anchors, ...needed])].filter((height) => height < block.header.height);
  const way: LightBlock[] = [];
  for (const height of asked.sort((x, y) => x - y)) {
    const stop = await sync.at(height).catch((error: unknown) => {
      if (needed.includes(height)) throw error;
    });
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

const ABOUT: { readonly [W in ProofSubject["what"]]: (of: Extract<ProofSubject, { what: W }>) => string } = {
  contract: ({ id }) => `contract-${id.slice(0, 8)}`,
  statement: ({ period }) => `statement-${period}`,
  line: ({ period, contract }) => `statement-${period}-line-${contract.slice(0, 8)}`,
  transaction: ({ id }) => `transaction-${id.slice(0, 8)}`,
  path: ({ party }) => (party === undefined ? "path" : `path-${party.slice(5, 13)}`),
};

function nameOf(subject: ProofSubject, height: number): string {
  const about = ABOUT[subject.what](subject as never);
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
  if (joined) endByProof(joined, verdict);
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
