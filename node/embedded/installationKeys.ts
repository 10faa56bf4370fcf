/**
 * The secrets of one installation, in `keys.json` (mode 0600): four regulators' validator keys, the node's own key and the
 * master from which the demo's accounts are derived. Random, on the same disk as the chain: they prove nothing to a stranger.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { fromHex, toHex, utf8 } from "../../shared/codec/bytes.ts";
import { FaultError } from "../../shared/ipc/fault.ts";
import { Hex32 } from "../../shared/ledger/units.ts";
import { writeWhole } from "../files/wholeFile.ts";
import { newSeed } from "./ed25519.ts";

export const VALIDATORS = 4;

export interface InstallationKeys {
  /** Ed25519 seeds, 32 bytes each. */
  readonly validators: readonly Uint8Array[];
  readonly node: Uint8Array;
  /** See node/demo/port.ts. */
  readonly master: Uint8Array;
}

const KeyFile = z.strictObject({
  format: z.literal("wattlight-demo-keys-1"),
  validators: z.array(Hex32).length(VALIDATORS),
  node: Hex32,
  master: Hex32,
});

/** Reads `folder/keys.json`, or draws keys and writes it. Throws a FaultError node.damaged naming a file that does not read. */
export function installationKeys(folder: string): InstallationKeys {
  const file = join(folder, "keys.json");
  if (!existsSync(file)) {
    const drawn = { validators: Array.from({ length: VALIDATORS }, newSeed), node: newSeed(), master: newSeed() };
    const text = JSON.stringify({
      format: "wattlight-demo-keys-1",
      validators: drawn.validators.map(toHex),
      node: toHex(drawn.node),
      master: toHex(drawn.master),
    });
    writeWhole(file, utf8(text), 0o600);
    return drawn;
  }
  let parsed: z.infer<typeof KeyFile>;
  try {
    parsed = KeyFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new FaultError("node.damaged", { file, problem: "not a key file of this version" }, "restore");
  }
  return {
    validators: parsed.validators.map(fromHex),
    node: fromHex(parsed.node),
    master: fromHex(parsed.master),
  };
}
