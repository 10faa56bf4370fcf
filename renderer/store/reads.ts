/**
 * What the screens have read: one union per question, kept while a screen looks at it and read again when the main process says
 * that its topic changed. A newer answer keeps the parts that are equal, so that only what differs is drawn again.
 */
import { createStore } from "zustand/vanilla";
import type { Contract, Input, Method, Output, Topic } from "../../shared/ipc/contract.ts";
import type { Fault } from "../../shared/ipc/fault.ts";
import { call, onChanged } from "./client.ts";

export type Read<T> = { state: "loading" } | { state: "ready"; value: T } | { state: "failed"; fault: Fault };
export const LOADING = { state: "loading" } as const;

export type ReadMethod = {
  [M in Method]: Contract[M]["access"] extends "read"
    ? Contract[M]["door"] extends "safe" | "kiosk"
      ? never
      : M
    : never;
}[Method];

const TOPICS: Record<ReadMethod, readonly Topic[]> = {
  "settings.get": ["settings"],
  "status.get": ["status", "ledger"],
  "outbox.list": ["outbox", "ledger"],
  "proof.list": ["outbox"],
  "home.get": ["ledger", "status", "outbox"],
  "needs.list": ["needs", "ledger", "outbox", "readings"],
  "energy.live": ["readings"],
  "energy.day": ["readings"],
  "energy.month": ["readings"],
  "energy.curve": ["readings"],
  "energy.year": ["readings"],
  "energy.signals": ["ledger", "status"],
  "market.book": ["ledger", "status"],
  "market.auction": ["ledger", "status", "outbox"],
  "market.rules": ["ledger", "status"],
  "market.mine": ["ledger", "status", "outbox"],
  "market.proposal": ["ledger", "status", "readings"],
  "contracts.list": ["ledger", "status"],
  "contracts.get": ["ledger", "status"],
  "notes.get": ["accounts"],
  "money.list": ["ledger", "status"],
  "office.zone": ["ledger", "status"],
  "office.held": ["ledger", "status"],
  "office.decisions": ["ledger", "status"],
  "office.parties": ["ledger", "status"],
  "office.disputes": ["ledger", "status"],
  "office.rules": ["ledger", "status"],
  // A replay reads many contracts: asked for, not followed.
  "office.preview": [],
  "office.signals": ["ledger", "status"],
  "office.tariff": ["ledger", "status"],
  "office.settlement": ["ledger", "status"],
  "office.health": ["ledger", "status"],
  "office.path": ["ledger", "status"],
  "meter.preview": [],
  "accounts.list": ["accounts"],
  "devices.list": ["devices"],
  "devices.scanned": ["devices"],
  "jobs.list": ["jobs"],
  "jobs.get": ["jobs"],
  "handover.held": ["jobs"],
};
/** Blocks can come five a second; a question is asked again at most this often. */
const PACE_MS = 800;
const KEPT = 40;

export const reads = createStore<Record<string, Read<unknown>>>(() => ({}));

interface Entry {
  readonly method: ReadMethod;
  readonly input: unknown;
  watchers: number;
  dirty: boolean;
  asking: boolean;
  askedAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}
const entries = new Map<string, Entry>();
export const keyOf = (method: string, input: unknown): string => `${method} ${JSON.stringify(input)}`;

/** `fresh`, but with every part of `old` that says the same. Two levels: answer and value. */
export function share(old: unknown, fresh: unknown, depth = 3): unknown {
  if (old === fresh || depth === 0 || typeof old !== "object" || typeof fresh !== "object" || !old || !fresh)
    return fresh;
  if (JSON.stringify(old) === JSON.stringify(fresh)) return old;
  if (Array.isArray(old) || Array.isArray(fresh)) return fresh;
  const before: Record<string, unknown> = { ...old };
  return Object.fromEntries(Object.entries(fresh).map(([key, value]) => [key, share(before[key], value, depth - 1)]));
}

async function ask(key: string, entry: Entry): Promise<void> {
  if (entry.asking) {
    entry.dirty = true;
    return;
  }
  entry.asking = true;
  entry.dirty = false;
  entry.askedAt = performance.now();
  const heard = await call(entry.method, entry.input as Input<ReadMethod>);
  entry.asking = false;
  const old = reads.getState()[key];
  const next: Read<unknown> = heard.ok
    ? { state: "ready", value: heard.value }
    : { state: "failed", fault: heard.error };
  const shared = share(old, next) as Read<unknown>;
  if (shared !== old) reads.setState({ [key]: shared });
  if (entry.dirty && entry.watchers > 0) later(key, entry);
}

function later(key: string, entry: Entry): void {
  if (entry.timer !== undefined) return;
  const wait = Math.max(0, PACE_MS - (performance.now() - entry.askedAt));
  entry.timer = setTimeout(() => {
    entry.timer = undefined;
    void ask(key, entry);
  }, wait);
}

/** Starts to keep an answer fresh; the returned function ends it (the answer stays for a quick return). */
export function watch<M extends ReadMethod>(method: M, input: Input<M>): () => void {
  const key = keyOf(method, input);
  let entry = entries.get(key);
  if (!entry) {
    entry = { method, input, watchers: 0, dirty: true, asking: false, askedAt: -PACE_MS, timer: undefined };
    entries.set(key, entry);
  }
  const held = entry;
  held.watchers += 1;
  if (held.dirty && !held.asking) void ask(key, held);
  return () => {
    held.watchers -= 1;
    forget();
  };
}

function forget(): void {
  const idle = [...entries].filter(([, entry]) => entry.watchers === 0);
  if (idle.length <= KEPT) return;
  const gone = new Set(idle.slice(0, idle.length - KEPT).map(([key]) => key));
  for (const key of gone) entries.delete(key);
  reads.setState(Object.fromEntries(Object.entries(reads.getState()).filter(([key]) => !gone.has(key))), true);
}

/** The reader's own "try again". */
export function again(method: ReadMethod, input: unknown): void {
  const key = keyOf(method, input);
  const entry = entries.get(key);
  if (entry) void ask(key, entry);
}

/** Hears topics for the life of the window. */
export function listen(): () => void {
  return onChanged((topic) => {
    for (const [key, entry] of entries) {
      if (!TOPICS[entry.method].includes(topic)) continue;
      entry.dirty = true;
      if (entry.watchers > 0) later(key, entry);
    }
  });
}
export type { Output };
