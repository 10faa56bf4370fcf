/** `doctor`: looks at everything that keeps a node from running, says what is wrong and what to do. */
import { existsSync } from "node:fs";
import { readConfig } from "../config/nodeConfig.ts";
import { checkChain } from "../doctor/chain.ts";
import { type Finding, wrong } from "../doctor/finding.ts";
import { checkPeers } from "../doctor/peers.ts";
import { checkPrograms } from "../doctor/programs.ts";
import { checkSecrets } from "../doctor/secrets.ts";
import { checkAddresses, checkClock, checkDisk } from "../doctor/surroundings.ts";
import { configIn, genesisIn } from "../home/files.ts";
import { type Home, homeAt } from "../home/home.ts";
import { type Command, HOME_SWITCH, homeSwitch } from "./command.ts";
import { inWords } from "./faults.ts";
import { switchesIn } from "./options.ts";

export const doctor: Command = {
  name: "doctor",
  line: "looks for what keeps a node from running, and says what to do",
  usage: `doctor [--home DIR] [--json]

  --home DIR   the node's home (default: WATTLIGHT_HOME, or ./wattlight-node)
  --json       one line of JSON per finding

Ends with code 0 when nothing is in the way, 1 otherwise. Looks at programs and versions, keys and their permissions, genesis and
ledger, peers, addresses, disk and clock; changes nothing.`,
  async run(args) {
    const values = switchesIn(args, { ...HOME_SWITCH, json: { type: "boolean" } });
    const findings = await examine(homeSwitch(values.home));
    for (const finding of findings) console.log(values.json ? JSON.stringify(finding) : lineOf(finding));
    return findings.some(({ level }) => level === "fail") ? 1 : 0;
  },
};

async function examine(folder: string): Promise<readonly Finding[]> {
  const home = homeAt(folder);
  if (!existsSync(home.root)) return [wrong("home", `there is no ${home.root}`, `make one with "init"`)];
  let config = readConfig(undefined, "defaults", {});
  const findings: Finding[] = [];
  try {
    config = configIn(home, process.env);
  } catch (error) {
    findings.push(
      wrong("configuration", inWords(error) ?? String(error), "correct it; what follows rests on the defaults"),
    );
  }
  const clock = await checkClock(config, Date.now);
  return [
    ...findings,
    ...checkPrograms(config.comet, process.versions.node),
    ...checkSecrets(home, process.getuid?.()),
    ...checkChain(home),
    ...(await checkPeers(config, validatorsIn(home))),
    ...(await checkAddresses(home, config, clock.running)),
    checkDisk(home.root),
    ...clock.findings,
  ];
}

/** Undefined where there is no genesis that can be read; `checkChain` says so. */
function validatorsIn(home: Home): number | undefined {
  try {
    return genesisIn(home.genesis).validators.length;
  } catch {
    return undefined;
  }
}

const MARKS: Readonly<Record<Finding["level"], string>> = { ok: "ok   ", warn: "look ", fail: "WRONG" };

function lineOf({ of, level, what, todo }: Finding): string {
  return `${MARKS[level]} ${of.padEnd(14)} ${what}${todo === "" ? "" : `\n      ${"".padEnd(14)} → ${todo}`}`;
}
