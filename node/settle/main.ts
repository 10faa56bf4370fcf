/**
 * `npm run settle -- file|check|residuals|tell|publish|demo …`: what a settlement agent, a residual supplier and its customers do without a
 * window (docs/settling.md). Every figure is asked of a node and proved by the light client from the network file's anchor. Exit code 0: done.
 * 1: refused, or something differs from the ledger. 2: the command or a file cannot be read. 3: nothing could be proved, or not yet.
 */
import { parseArgs } from "node:util";
import { Height, Hex32 } from "../../shared/ledger/units.ts";
import { CHECKPOINT_LIMITS } from "../../shared/light/checkpoint.ts";
import { verifyCheckpoints } from "../../shared/light/checkpointChain.ts";
import type { Anchor, NetworkFile } from "../../shared/network/networkFile.ts";
import { settlingText } from "../../shared/words/settling.ts";
import { unprovedText } from "../../shared/words/unproved.ts";
import { bytesOf, Complaint, networkIn } from "../files/inputFile.ts";
import type { NodeAt } from "../light/nodeAt.ts";
import { provedLedger } from "../light/provedLedger.ts";
import { isRefuted, Unproved } from "../light/unproved.ts";
import { COMMANDS, type Desk } from "./commands.ts";
import { demoKeys } from "./demoKeyFile.ts";

const USAGE = `Settlement without a window, every figure proved from the network file's anchor:

  file --network FILE --key KEYFILE --out NAME [--period N]
      the settlement file of a period, the last one that is over unless told: NAME.json, signed by an agent or a utility, and NAME.csv
  check FILE --network FILE
      a settlement file, against the ledger
  residuals --network FILE --key KEYFILE --out NAME
      sealed residual allocations that wait for a supplier, opened and held against the ledger: NAME.json and NAME.csv
  tell --network FILE --key KEYFILE [--day YYYY-MM-DD]
      a party's final slots of a day, yesterday unless told, sealed to its residual supplier and sent
  publish --network FILE --key KEYFILE
      the first encryption key of the file becomes the one that messages to the party are sealed to
  demo --data FOLDER --who NAME --out KEYFILE
      the keys of a party of a demo chain (utility, wang, …), whose secrets lie in its folder

  --anchor HEIGHT:HASH or --checkpoint FILE…   where trust begins, when the network file's anchor is too old
  --lang en|zh`;

export interface Surroundings {
  readonly now: () => number;
  readonly print: (line: string) => void;
  /** How a node is asked; over HTTP unless told. */
  readonly nodeAt?: (url: string) => NodeAt;
  /** Milliseconds between two looks at a chain that something was sent to, and how many. */
  readonly look?: { readonly ms: number; readonly times: number };
}

export async function settle(args: readonly string[], { now, print, nodeAt, look }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: "boolean" },
      network: { type: "string" },
      key: { type: "string" },
      out: { type: "string" },
      period: { type: "string" },
      day: { type: "string" },
      data: { type: "string" },
      who: { type: "string" },
      anchor: { type: "string" },
      checkpoint: { type: "string", multiple: true },
      lang: { type: "string" },
    },
  });
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  const [name, ...files] = positionals;
  if (values.lang !== undefined && values.lang !== "en" && values.lang !== "zh")
    throw new Complaint(`--lang is en or zh, not ${values.lang}`);
  const lang = values.lang === "zh" ? "zh" : "en";
  const need = (option: "network" | "key" | "out" | "data" | "who"): string => {
    const value = values[option];
    if (value === undefined) throw new Complaint(`${name} needs --${option}\n\n${USAGE}`);
    return value;
  };
  if (name === "demo") {
    if (files.length > 0) throw new Complaint(USAGE);
    demoKeys(need("data"), need("who"), need("out"));
    print(settlingText("written", lang, { file: need("out") }));
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name as keyof typeof COMMANDS] : null;
  if (!command || files.length !== (name === "check" ? 1 : 0)) throw new Complaint(USAGE);

  const network = networkIn(need("network"));
  const anchor = anchorOf(network, values, Math.floor(now() / 1000));
  const open = () => provedLedger(network, { now, ...(anchor ? { anchor } : {}), ...(nodeAt ? { nodeAt } : {}) });
  try {
    const ledger = await open();
    const desk: Desk = { network, ledger, again: open, lang, print, look: look ?? { ms: 1000, times: 60 } };
    tellProof(desk);
    return await command(desk, { need, file: files[0], period: values.period, day: values.day });
  } catch (error) {
    if (!(error instanceof Unproved)) throw error;
    print(unprovedText(error.data, lang));
    return isRefuted(error.data) ? 1 : 3;
  }
}

function tellProof({ ledger, lang, print }: Desk): void {
  const { chainId: chain, height, headerHash: header, signed, of } = ledger;
  print(settlingText("proved", lang, { chain, height, header, signed, of }));
  if (ledger.simulated) print(settlingText("simulated", lang));
  for (const doubt of ledger.doubts) print(settlingText("doubt", lang, { why: unprovedText(doubt, lang) }));
  if (ledger.witnesses.length > 0) print(settlingText("witnesses", lang, { count: ledger.witnesses.length }));
  else print(settlingText("alone", lang, { node: ledger.node }));
}

/** Where trust begins, if not at the network file's anchor. */
function anchorOf(
  network: NetworkFile,
  { anchor, checkpoint }: { readonly anchor?: string | undefined; readonly checkpoint?: readonly string[] | undefined },
  now: number,
): Anchor | undefined {
  if (checkpoint !== undefined) {
    const files = checkpoint.map((file) => bytesOf(file, CHECKPOINT_LIMITS.bytes));
    const verdict = verifyCheckpoints(network, files, now);
    if (verdict.verdict === "refused")
      throw new Complaint(`the checkpoints are refused: ${JSON.stringify(verdict.refusal)}`);
    return { height: verdict.anchor.height, hash: verdict.anchor.hash };
  }
  if (anchor === undefined) return undefined;
  const [height = "", hash = "", ...rest] = anchor.replaceAll(/\s/g, "").split(":");
  const [at, named] = [Height.safeParse(Number(height)), Hex32.safeParse(hash.toLowerCase())];
  if (!/^\d+$/.test(height) || !at.success || !named.success || rest.length > 0)
    throw new Complaint("--anchor is HEIGHT:HASH, with 64 hex digits");
  return { height: at.data, hash: named.data };
}

if (import.meta.main) {
  try {
    process.exitCode = await settle(process.argv.slice(2), { now: Date.now, print: console.log });
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
