/**
 * The state as a file (docs/protocol/state-files.md): a heading in canonical JSON, then the entries' lines. For archives, for other
 * programs, and for a node whose database is lost: with the file's state CometBFT plays the blocks since.
 */
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { z } from "zod";
import { equalBytes, fromHex, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { canonicalText } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { load } from "../../shared/ledger/stored.ts";
import { ChainId } from "../../shared/ledger/units.ts";
import { MerkleMap } from "../../shared/state/merkleMap.ts";
import type { Store, Tip } from "../store/store.ts";
import { chunksOf, entryOf, type EntryText } from "./entryLines.ts";
import { nativeSha256 } from "./nativeSha256.ts";
import { storedState } from "./storedState.ts";
import { entriesOf } from "./snapshots/snapshotTaker.ts";

export const STATE_FORMAT = "wattlight-state-1";
const WRITE_SIZE = 1_048_576;
const READ_BYTES = 1_048_576;
/** Longest line: far beyond any entry, so that a file of another kind is not read to its end first. */
const LINE_MAX = 16_777_216;

export const StateHeading = z.strictObject({
  format: z.literal(STATE_FORMAT),
  chainId: ChainId,
  height: z.number().int().positive(),
  /** Header time, milliseconds. */
  time: z.number().int().nonnegative(),
  appHash: z.string().regex(/^[0-9a-f]{64}$/),
  entries: z.number().int().positive(),
});
export type StateHeading = z.infer<typeof StateHeading>;

/**
 * Writes the latest state, whole or not at all. Throws a FaultError: node.empty before the first block, node.damaged for a store that is.
 * @param rulesVersions versions of the rules that the caller knows; a state of another one is not read
 */
export function exportState(store: Store, rulesVersions: readonly number[], file: string): StateHeading {
  const tip = store.tip();
  if (!tip) throw new FaultError("node.empty", { file: store.place }, "none");
  const state = storedState(store, tip.appHash, rulesVersions);
  const heading: StateHeading = {
    format: STATE_FORMAT,
    chainId: load.params(state).chainId,
    height: tip.height,
    time: tip.time,
    appHash: toHex(tip.appHash),
    entries: state.size,
  };
  const draft = `${file}.new`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeAll(handle, utf8(`${canonicalText(heading)}\n`));
    for (const chunk of chunksOf(entriesOf(state), WRITE_SIZE)) writeAll(handle, chunk);
    fsyncSync(handle);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  return heading;
}

/**
 * Puts the file's state into a store. The root is recomputed from the entries; that it is the chain's own, the caller compares with
 * `app_hash` of header height + 1. Throws a FaultError stateFile.malformed (file, line, problem) or stateFile.root; the store is then as it was.
 */
export function importState(file: string, store: Store): StateHeading {
  const fault = (line: number, problem: string) =>
    new FaultError("stateFile.malformed", { file, line, problem }, "correct");
  const lines = linesOf(file, fault);
  const first = lines.next();
  const heading = first.done ? undefined : headingOf(first.value);
  if (!heading) throw fault(1, `the heading of ${STATE_FORMAT} is missing`);
  const entries: EntryText[] = [];
  let last = "";
  for (const line of lines) {
    const entry = entryOf(line);
    if (!entry) throw fault(entries.length + 2, "neither key nor value");
    if (entry[0] <= last) throw fault(entries.length + 2, "keys must ascend");
    last = entry[0];
    entries.push(entry);
  }
  if (entries.length !== heading.entries)
    throw fault(entries.length + 1, `${entries.length} entries, the heading says ${heading.entries}`);
  const state = stateOf(entries, fault);
  const appHash = fromHex(heading.appHash);
  if (!equalBytes(state.root, appHash))
    throw new FaultError("stateFile.root", { file, found: toHex(state.root), stated: heading.appHash }, "correct");
  const { chainId, time } = ledgerOf(state, fault);
  if (chainId !== heading.chainId) throw fault(1, `the state is of chain ${chainId}`);
  const tip: Tip = { height: heading.height, time, appHash };
  store.restore(tip, entries);
  return heading;
}

function ledgerOf(state: MerkleMap, fault: LineFault): { readonly chainId: string; readonly time: number } {
  try {
    return { chainId: load.params(state).chainId, time: load.clock(state).header };
  } catch {
    throw fault(2, "the state is not one of this ledger");
  }
}

type LineFault = (line: number, problem: string) => FaultError;

function stateOf(entries: readonly EntryText[], fault: LineFault): MerkleMap {
  try {
    return MerkleMap.fromTexts(entries, nativeSha256);
  } catch (error) {
    throw fault(2, error instanceof Error ? error.message : String(error));
  }
}

function headingOf(line: string): StateHeading | undefined {
  try {
    return StateHeading.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The file's lines without their ends; the last one must be ended too, so that a cut file is known as one. */
function* linesOf(file: string, fault: LineFault): Generator<string, void, void> {
  const handle = openSync(file, "r");
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const buffer = new Uint8Array(READ_BYTES);
  let rest = "";
  let line = 0;
  try {
    for (let read = readSync(handle, buffer); read > 0; read = readSync(handle, buffer)) {
      const [begun = "", ...others] = decoded(decoder, buffer.subarray(0, read), () =>
        fault(line + 1, "not UTF-8"),
      ).split("\n");
      rest += begun;
      for (const next of others) {
        line++;
        yield rest;
        rest = next;
      }
      if (rest.length > LINE_MAX) throw fault(line + 1, "the line has no end");
    }
    if (rest !== "") throw fault(line + 1, "the file is cut off");
  } finally {
    closeSync(handle);
  }
}

function decoded(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, wrong: () => FaultError): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw wrong();
  }
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
}
