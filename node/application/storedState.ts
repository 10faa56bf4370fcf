/** The state as a store holds it: the latest one, held against the root that was committed, and the ones before it that can be undone to. */
import { equalBytes, toHex } from "../../shared/codec/bytes.ts";
import { canonicalText, type Json } from "../../shared/codec/canonical.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { KEY } from "../../shared/ledger/keys.ts";
import { MerkleMap } from "../../shared/state/merkleMap.ts";
import type { Store } from "../store/store.ts";
import { nativeSha256 } from "./nativeSha256.ts";

/** A state that other rules wrote is no more readable than a damaged one: the FaultError node.damaged names it, and it stays as it is. */
export function storedState(store: Store, appHash: Uint8Array, versions: readonly number[]): MerkleMap {
  const wrong = (problem: string) => new FaultError("node.damaged", { file: store.place, problem }, "restore");
  let state: MerkleMap;
  try {
    state = MerkleMap.fromTexts(store.entries(), nativeSha256);
  } catch (error) {
    throw error instanceof FaultError ? error : wrong("an entry of the state cannot be read");
  }
  if (!equalBytes(state.root, appHash))
    throw wrong(`the entries have root ${toHex(state.root)}, the last block committed ${toHex(appHash)}`);
  const written = state.get(KEY.version);
  if (!versions.some((version) => version === written))
    throw wrong(
      `it was written by version ${canonicalText(written ?? null)} of the rules, and this program knows ${versions.join(", ")}`,
    );
  return state;
}

/** The states before the latest, the nearest first, as far back as the store can undo. */
export function* olderStates(
  store: Store,
  latest: { readonly height: number; readonly state: MerkleMap },
): Generator<{ readonly height: number; readonly state: MerkleMap }, void, void> {
  let { height, state } = latest;
  for (let before = store.before(height); before; before = store.before(height)) {
    state = undone(state, before);
    height--;
    yield { height, state };
  }
}

/** The state with the entries put back as they were: undefined for those that were not there. */
export function undone(state: MerkleMap, before: ReadonlyMap<string, string | undefined>): MerkleMap {
  const edit = state.edit();
  for (const [key, text] of before) {
    if (text === undefined) edit.delete(key);
    else edit.set(key, JSON.parse(text) as Json);
  }
  return edit.done();
}
