/** Programs: Node's version, the native signature library, CometBFT and its version. */
import { nativeSignatures } from "../application/nativeSignatures.ts";
import { findComet } from "../comet/program.ts";
import { type Finding, fine, wrong } from "./finding.ts";

/** node:sqlite and running TypeScript as it is need this. */
export const LEAST_NODE = 24;

export function checkPrograms(
  comet: { readonly program: string; readonly external: boolean },
  version: string,
): readonly Finding[] {
  return [nodeVersion(version), signatures(), ...(comet.external ? [] : [cometBft(comet.program)])];
}

export function nodeVersion(version: string): Finding {
  const major = Number(version.split(".")[0]);
  return major >= LEAST_NODE
    ? fine("node", `Node ${version}`)
    : wrong("node", `Node ${version} is too old`, `use Node ${LEAST_NODE} or newer: "npm run node" brings its own`);
}

function signatures(): Finding {
  try {
    nativeSignatures();
    return fine("signatures", "the native library loads");
  } catch (error) {
    return wrong("signatures", `the native library does not load: ${text(error)}`, `run "npm ci" on this machine`);
  }
}

function cometBft(program: string): Finding {
  try {
    return fine("cometbft", findComet(program, process.env));
  } catch (error) {
    return wrong("cometbft", text(error), `run "npm run comet", or set comet.program`);
  }
}

const text = (error: unknown): string => (error instanceof Error ? error.message : String(error));
