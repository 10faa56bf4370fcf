/**
 * `npm run verify -- FILE [--network FILE]… [--anchor HEIGHT:HASH --chain ID [--trusting-period SECONDS]] [--allow-simulated]
 * [--lang en|zh] [--json FILE]`: checks a proof file offline (docs/protocol/proofs.md) and prints what it proves, for which chain, height
 * and time, by which validators. Exit code 0: proved. 1: refused. 2: the command or a file cannot be read. 3: free of contradictions, but
 * nothing is proved here.
 */
import { webcrypto } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { subtleChecks } from "../../shared/light/voteChecks.ts";
import { BUNDLE_LIMITS } from "../../shared/proof/bundle.ts";
import { checkBundle, type ProofAnchor, type ProofVerdict } from "../../shared/proof/checkBundle.ts";
import { proofWords } from "../../shared/words/proofs.ts";
import { bytesOf, Complaint, networkIn } from "../files/inputFile.ts";

const USAGE =
  "Usage: npm run verify -- FILE [--network FILE]… [--anchor HEIGHT:HASH --chain ID [--trusting-period SECONDS]] [--allow-simulated] [--lang en|zh] [--json FILE]";
const EXIT = { proved: 0, refused: 1, consistent: 3 } as const satisfies Record<ProofVerdict["verdict"], number>;
/** Two weeks, where none is said. */
const TRUSTING_PERIOD = 1_209_600;

export async function verify(args: readonly string[], now: number, print: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      help: { type: "boolean" },
      network: { type: "string", multiple: true },
      anchor: { type: "string" },
      chain: { type: "string" },
      "trusting-period": { type: "string" },
      "allow-simulated": { type: "boolean" },
      lang: { type: "string" },
      json: { type: "string" },
    },
  });
  if (values.help === true) {
    print(USAGE);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Complaint(USAGE);
  if (values.lang !== undefined && values.lang !== "en" && values.lang !== "zh")
    throw new Complaint(`--lang is en or zh, not ${values.lang}`);
  const anchors = (values.network ?? []).map(networkAnchor);
  if (values.anchor !== undefined || values.chain !== undefined)
    anchors.push(typedAnchor(values.anchor, values.chain, values["trusting-period"]));
  const checks = subtleChecks(webcrypto.subtle);
  const options = { anchors, now, allowSimulated: values["allow-simulated"] === true, checks };
  const verdict = await checkBundle(bytesOf(file, BUNDLE_LIMITS.bytes), options);
  const { title, lines, foot } = proofWords(verdict, values.lang === "zh" ? "zh" : "en");
  for (const line of [title, ...lines, ...foot]) print(line);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(verdict, null, 2)}\n`);
  return EXIT[verdict.verdict];
}

function networkAnchor(path: string): ProofAnchor {
  const { chainId, anchor, trustingPeriod } = networkIn(path);
  return { chainId, ...anchor, trustingPeriod };
}

function typedAnchor(anchor: string | undefined, chainId: string | undefined, period: string | undefined): ProofAnchor {
  // As screens show it, in groups.
  const match = /^(\d{1,15}):([0-9a-fA-F]{64})$/.exec((anchor ?? "").replaceAll(/\s/g, ""));
  const [, height = "", hash = ""] = match ?? [];
  if (!match || chainId === undefined)
    throw new Complaint("--anchor HEIGHT:HASH (64 hex digits) and --chain ID go together");
  if (period !== undefined && !/^\d{1,9}$/.test(period))
    throw new Complaint("--trusting-period is a number of seconds");
  const trustingPeriod = period === undefined ? TRUSTING_PERIOD : Number(period);
  return { chainId, height: Number(height), hash: hash.toLowerCase(), trustingPeriod };
}

if (import.meta.main) {
  try {
    process.exitCode = await verify(process.argv.slice(2), Date.now(), console.log);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  }
}
