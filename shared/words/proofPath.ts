/** A party's path in words: for each entry when, what, with whom and how it ended, as far as the file proves it. */
import type { Json } from "../codec/canonical.ts";
import { isComplete, type PathEntry } from "../ledger/history/accumulator.ts";
import type { Path } from "../ledger/history/queries.ts";
import type { Params } from "../ledger/params.ts";
import type { ClockRecord } from "../ledger/records.ts";
import type { TxBody } from "../ledger/transactions.ts";
import type { Answered, Shown } from "../proof/checkBundle.ts";
import { clock, date, zoneText } from "./format.ts";
import { bodyTitle } from "./kinds/titles.ts";
import { type ProofTeller, say, shortId, who } from "./proofTeller.ts";

/** Pages of one party's path as one: only the whole of them can show that none is missing. */
export function pathsJoined(answers: readonly Answered[]): readonly Answered[] {
  const out: Answered[] = [];
  const paths = new Map<string, { at: number; path: Path }>();
  for (const answer of answers) {
    if (answer.query !== "path" || answer.answer === null) {
      out.push(answer);
      continue;
    }
    const { party } = answer.input as unknown as { party: string };
    const page = answer.answer as unknown as Path;
    const before = paths.get(party);
    // A page that does not go on where the one before it ended is told by itself.
    if (before && nextOf(before.path) === page.entries[0]?.n) {
      before.path = { ...before.path, entries: [...before.path.entries, ...page.entries] };
      out[before.at] = { ...answer, answer: before.path as unknown as Json };
      continue;
    }
    paths.set(party, { at: out.push(answer) - 1, path: page });
  }
  return out;
}

const nextOf = ({ entries }: Path): number | undefined => {
  const last = entries.at(-1);
  return last && last.n + 1;
};

/** An entry of the state, or one that has left it: then without a time. */
type Entry = PathEntry & { readonly n: number; readonly adm?: number };

export function pathLines(input: Json, answer: Json, shown: Shown, teller: ProofTeller): readonly string[] {
  const { party } = input as unknown as { party: string };
  const { count, peaks, entries: kept, first } = answer as unknown as Path;
  // A page beyond the path's end has nothing that they could stand before.
  const beyond = kept.length === 0 && first < count;
  const archived = (beyond ? undefined : shown.carried.archived.find((one) => one.party === party))?.entries ?? [];
  const entries: readonly Entry[] = [...archived.map((entry, n) => ({ ...entry, n })), ...kept];
  const whole = entries.length === count && isComplete({ count, peaks }, entries, shown.chainId);
  const zone = zoneText(teller.offsetAt(shown.time));
  const times = kept.some(({ adm }) => adm !== undefined)
    ? say(teller, ` Times by your clock (${zone}).`, `时间为本机时间（${zone}）。`)
    : "";
  const bodies = new Map(shown.carried.bodies.map(({ id, body }) => [id, body]));
  return [
    whole
      ? say(
          teller,
          `The whole path of ${who(party, teller)}: ${count} transactions, none missing, none added.${times}`,
          `${who(party, teller)} 的完整路径：共 ${count} 笔交易，不缺不增。${times}`,
        )
      : someText(party, { count, kept: first < count }, entries, times, teller),
    ...entries.map((entry) => entryText(entry, party, bodies, shown, teller)),
  ];
}

function someText(
  party: string,
  { count, kept }: { readonly count: number; readonly kept: boolean },
  entries: readonly Entry[],
  times: string,
  teller: ProofTeller,
): string {
  const name = who(party, teller);
  if (entries.length > 0) {
    const told = runsOf(entries);
    const en = told.map(([from, to]) => (from === to ? String(from + 1) : `${from + 1} to ${to + 1}`));
    const zh = told.map(([from, to]) => (from === to ? `第 ${from + 1} 笔` : `第 ${from + 1} 至 ${to + 1} 笔`));
    const gaps = told.length === 1 ? "" : say(teller, "; those between are missing here", "，其间各笔不在此列");
    return say(
      teller,
      `Path of ${name}: transaction${entries.length === 1 ? "" : "s"} ${en.join(", ")} of ${count}${gaps}.${times}`,
      `${name} 的路径：共 ${count} 笔交易中的${zh.join("、")}${gaps}。${times}`,
    );
  }
  return kept
    ? say(
        teller,
        `Path of ${name}: ${count} transactions, none of which is in the file.`,
        `${name} 的路径：共 ${count} 笔交易，文件中没有其中任何一笔。`,
      )
    : say(
        teller,
        `Path of ${name}: ${count} transactions, of which this state keeps none any more.`,
        `${name} 的路径：共 ${count} 笔交易，该状态已不再保留其中任何一笔。`,
      );
}

/** First and last number of each run of entries that follow one another. */
function runsOf(entries: readonly Entry[]): readonly (readonly [from: number, to: number])[] {
  const runs: [from: number, to: number][] = [];
  for (const { n } of entries) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === n) run[1] = n;
    else runs.push([n, n]);
  }
  return runs;
}

function entryText(
  { n, height, tx, code, adm }: Entry,
  party: string,
  bodies: ReadonlyMap<string, TxBody>,
  shown: Shown,
  teller: ProofTeller,
): string {
  const body = bodies.get(tx);
  const when = adm === undefined ? "" : timeText(adm, shown, teller);
  const what = body
    ? `${bodyTitle(body)[teller.lang]}${partyText(body, party, bodies, teller)}`
    : say(teller, "a transaction whose text is not in the file", "一笔未附文本的交易");
  const end = code === 0 ? say(teller, "done", "已执行") : say(teller, "refused", "被拒绝");
  return say(
    teller,
    `${n + 1}. ${when && `${when}: `}${what}; ${end} (block ${height}, ${shortId(tx)}).`,
    `${n + 1}. ${when && `${when}：`}${what}；${end}（区块 ${height}，${shortId(tx)}）。`,
  );
}

/** Who sent it when the path's own party did not, and whom it names beside the two. */
function partyText(body: TxBody, party: string, bodies: ReadonlyMap<string, TxBody>, teller: ProofTeller): string {
  const others = othersIn(body, bodies)
    .filter((other) => other !== party && other !== body.sender)
    .map((other) => who(other, teller));
  const sender =
    body.sender === party ? "" : say(teller, `, by ${who(body.sender, teller)}`, `，由 ${who(body.sender, teller)}`);
  const joined = others.join(teller.lang === "en" ? " and " : "和");
  return sender + (joined && say(teller, `, with ${joined}`, `，涉及 ${joined}`));
}

/** Parties that a body, or the offer that it is about, names. */
export function othersIn(body: TxBody, bodies: ReadonlyMap<string, TxBody>): readonly string[] {
  const named = Object.entries(body).flatMap(([field, value]) =>
    field !== "sender" && typeof value === "string" && /^watt1[0-9a-z]{38}$/.test(value) ? [value] : [],
  );
  const offer =
    body.kind === "offer.accept" || body.kind === "offer.cancel" ? bodies.get(body.offer)?.sender : undefined;
  return [...new Set([...named, ...(offer === undefined ? [] : [offer])])];
}

/**
 * When an entry's block was, by the reader's clock. The state keeps administrative seconds: market time less what the chain had stood still
 * by then. While it never stood still the two are one; else that much is told as the earliest time.
 */
function timeText(adm: number, shown: Shown, teller: ProofTeller): string {
  const at = <T>(query: string): T | undefined =>
    shown.answers.find((one) => one.query === query)?.answer as unknown as T | undefined;
  const params = at<Params>("params");
  const clocks = at<ClockRecord>("clock");
  if (!params || !clocks) return "";
  const { genesis, origin, rate } = params.clock;
  const seconds = genesis + Math.floor((adm - origin) / rate);
  const local = seconds + teller.offsetAt(seconds);
  const text = `${date(local, teller.lang)}${teller.lang === "en" ? ", " : " "}${clock(local)}`;
  return clocks.market === clocks.adm ? text : say(teller, `${text} or later`, `${text} 或之后`);
}
