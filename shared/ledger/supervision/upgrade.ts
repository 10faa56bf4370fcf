/**
 * A version of the rules that takes over at an agreed height. The ledger says which and when; what the version is, the programs know: one that
 * does not stops before that block, so that nobody goes on by rules that the others have left.
 */
import type { Reader } from "../../state/reader.ts";
import { KEY } from "../keys.ts";

/** `meta/upgrade`: the block of `height` is the first under `version`. Deleted when it is. */
export interface UpgradeRecord {
  readonly version: number;
  readonly height: number;
  /** The decision that it rests on. */
  readonly decision: string;
}

export const loadUpgrade = (reader: Reader): UpgradeRecord | undefined =>
  reader.get(KEY.upgrade) as UpgradeRecord | undefined;

/** Version of the rules that the state is written by. */
export const rulesVersionOf = (reader: Reader): number => reader.get(KEY.version) as number;

/** The application's version in headers that genesis states; after an upgrade it is that of the rules. */
export const FIRST_APP_VERSION = 1;

/** The application's version in the header of a block after this state. */
export function appVersionAfter(reader: Reader, height: number): number {
  const upgrade = loadUpgrade(reader);
  if (upgrade !== undefined && upgrade.height <= height) return upgrade.version;
  return (reader.get(KEY.appVersion) as number | undefined) ?? FIRST_APP_VERSION;
}
