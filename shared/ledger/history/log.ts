/**
 * A party's path (DESIGN §5): every valid transaction that it signed or that names it, done or refused, in order. The accumulator stays
 * for good and proves a path complete; entries stay for the time of retention, after which archives serve them.
 */
import { under } from "../../state/reader.ts";
import type { Context } from "../context.ts";
import { schedule } from "../deadlines.ts";
import { KEY } from "../keys.ts";
import { save } from "../stored.ts";
import { type Accumulator, append, EMPTY, leafOf, type PathEntry } from "./accumulator.ts";

/** `log/<party>`. `first`: the oldest entry that is still in the state; `count` when none is. */
export interface LogRecord extends Accumulator {
  readonly first: number;
}

/** `logentry/<party>/<n>`. `adm`: administrative second, which its retention counts from; no part of the leaf. */
export interface LogEntry extends PathEntry {
  readonly adm: number;
}

/** An entry as it goes to an archive: the n-th of the party, counted from 0. */
export interface Logged {
  readonly party: string;
  readonly n: number;
  readonly entry: PathEntry;
}

/** Most entries of one party that one block takes out. */
const PAGE = 500;

/** Adds a transaction to the paths of those it names: two records for each. */
export function logTransaction(context: Context, named: readonly string[], entry: PathEntry): readonly Logged[] {
  const { state, params, adm, check } = context;
  const leaf = leafOf(entry, params.chainId, check.sha256);
  return named.map((party) => {
    const log = loadLog(context, party) ?? { ...EMPTY, first: 0 };
    const n = log.count;
    const grown = append(log, leaf, params.chainId, check.sha256);
    save(state, KEY.log(party), { ...grown, first: log.first } satisfies LogRecord);
    save(state, KEY.logEntry(party, n), { ...entry, adm } satisfies LogEntry);
    // One deadline per party: it runs while entries are kept.
    if (log.first === n) schedule(state, "a", adm + params.supervision.retain, { what: "unlog", party });
    return { party, n, entry };
  });
}

/** Takes out a party's entries whose time is over, and comes back when the next ones' is: at most sixteen times per retention. */
export function forgetEntries(context: Context, party: string): void {
  const { state, params, adm } = context;
  const log = loadLog(context, party);
  if (!log) return;
  const { retain } = params.supervision;
  let first = log.first;
  let next: number | undefined;
  for (const [key, value] of state.range(...under(`logentry/${party}/`), { limit: PAGE })) {
    const until = (value as unknown as LogEntry).adm + retain;
    if (until > adm) {
      next = Math.max(until, adm + Math.ceil(retain / 16));
      break;
    }
    state.delete(key);
    first++;
  }
  save(state, KEY.log(party), { ...log, first } satisfies LogRecord);
  if (first < log.count) schedule(state, "a", next ?? adm + 1, { what: "unlog", party });
}

function loadLog({ state }: Pick<Context, "state">, party: string): LogRecord | undefined {
  return state.get(KEY.log(party)) as LogRecord | undefined;
}
