/**
 * Sends signed entries for their owner and looks for what became of them, until each has a proved end or the time is over. Sending again
 * does nothing twice: what has ended is found before anything is sent, and the ledger takes a transaction once.
 */
import { buildsOn } from "../../shared/outbox/dependency.ts";
import type { CarriedEntry } from "../../shared/outbox/outboxFile.ts";
import type { ProvedLedger } from "../light/provedLedger.ts";
import { isRefuted, Unproved } from "../light/unproved.ts";
import { endOf, type Outcome } from "./outcome.ts";

export interface SendingOptions {
  /** The ledger at its newest proved height; asked again for every look. Throws Unproved. */
  readonly ledger: () => Promise<ProvedLedger>;
  readonly entries: readonly CarriedEntry[];
  /** Looks after the first one, and ms before each of them. */
  readonly looks: number;
  readonly pause: () => Promise<void>;
  /** Only looks for ends and sends nothing. */
  readonly onlyLook: boolean;
}

export interface Sent {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Of the last look: it proves what the outcomes say. */
  readonly ledger: ProvedLedger;
}

export async function sendEntries({ ledger, entries, looks, pause, onlyLook }: SendingOptions): Promise<Sent> {
  const outcomes = new Map<string, Outcome>();
  let now = await ledger();
  for (let look = 0; ; look++) {
    for (const entry of entries) {
      if (outcomes.get(entry.id)?.what === "ended") continue;
      outcomes.set(entry.id, await step(now, entry, outcomes, onlyLook));
    }
    const isOver = entries.every(({ id }) => OVER.has(outcomes.get(id)?.what ?? "taken"));
    if (isOver || onlyLook || look === looks) return { outcomes, ledger: now };
    await pause();
    now = await later(ledger, now);
  }
}

const OVER: ReadonlySet<Outcome["what"]> = new Set(["ended", "moot", "beforeAnchor"]);

/** A look that fails for the moment is made again; one that finds a lie is not. */
async function later(ledger: () => Promise<ProvedLedger>, before: ProvedLedger): Promise<ProvedLedger> {
  try {
    return await ledger();
  } catch (error) {
    if (error instanceof Unproved && !isRefuted(error.data)) return before;
    throw error;
  }
}

async function step(
  ledger: ProvedLedger,
  entry: CarriedEntry,
  outcomes: ReadonlyMap<string, Outcome>,
  onlyLook: boolean,
): Promise<Outcome> {
  try {
    const end = await endOf(ledger, entry);
    if (end) return end;
    const first = buildsOn(entry.body);
    const before = first === undefined ? undefined : outcomes.get(first);
    if (first !== undefined && before) {
      if (before.what === "moot") return { what: "moot", for: first };
      if (before.what !== "ended") return { what: "waits", for: first };
      if (before.ending.state !== "committed") return { what: "moot", for: first };
    }
    return onlyLook || ledger.time >= entry.body.validUntil
      ? { what: "taken", nodes: 0 }
      : await offered(ledger, entry);
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    return { what: "unproved", why: error.data };
  }
}

/** To every node: one that takes it and forgets it must not be the only one. */
async function offered(ledger: ProvedLedger, { bytes }: CarriedEntry): Promise<Outcome> {
  const codes: number[] = [];
  let silent: Unproved | undefined;
  for (const node of ledger.nodes) {
    try {
      codes.push(await node.send(bytes));
    } catch (error) {
      if (!(error instanceof Unproved)) throw error;
      silent = error;
    }
  }
  const nodes = codes.filter((code) => code === 0).length;
  if (nodes > 0) return { what: "taken", nodes };
  const [code] = codes;
  // "Already in the cache" is an error to CometBFT, and looks like one that gave no answer: the next look tells.
  if (code === undefined) return silent ? { what: "unproved", why: silent.data } : { what: "taken", nodes: 0 };
  return { what: "notTaken", code };
}
