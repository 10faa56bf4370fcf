/** The commands of a node as an operator types them, each a process of its own: homes, genesis, refusals with what to do. */
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMANDS } from "../../../node/command/commands.ts";
import { genesisIn } from "../../../node/home/files.ts";
import { homeAt } from "../../../node/home/home.ts";
import { Genesis } from "../../../shared/ledger/params.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const MAIN = join(import.meta.dirname, "../../../node/command/main.ts");
const folder = temporaryFolder();
const node = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
    timeout: 60_000,
    cwd: folder,
    env: { ...process.env, ...env },
  });
const card = (name: string) => join(folder, name, "card.json");

beforeAll(() => {
  for (const name of ["east", "west"])
    node(["init", "--name", name, "--home", name, "--address", `${name}.example:26656`]);
}, 120_000);

describe("init", () => {
  it("makes keys for its own account alone, and a public card", () => {
    const home = homeAt(join(folder, "east"));
    for (const file of [home.validatorKey, home.nodeKey, home.config]) expect(statSync(file).mode & 0o077).toBe(0);
    const told = JSON.parse(readFileSync(card("east"), "utf8")) as Record<string, string>;
    expect(told).toMatchObject({ name: "east", role: "validator", address: "east.example:26656" });
    const { priv_key } = JSON.parse(readFileSync(home.validatorKey, "utf8")) as { priv_key: { value: string } };
    expect(readFileSync(card("east"), "utf8")).not.toContain(priv_key.value.slice(0, 20));
  });

  it("leaves a home that exists as it is", () => {
    const before = readFileSync(homeAt(join(folder, "east")).validatorKey, "utf8");
    const again = node(["init", "--name", "east", "--home", "east"]);
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("Nothing was changed");
    expect(readFileSync(homeAt(join(folder, "east")).validatorKey, "utf8")).toBe(before);
  });
});

describe("genesis", () => {
  it("joins parameters and cards; each home's validator is in it", () => {
    writeFileSync(join(folder, "p.json"), node(["genesis", "--example"]).stdout);
    const made = node([
      "genesis",
      "--parameters",
      "p.json",
      "--card",
      card("east"),
      "--card",
      card("west"),
      "--output",
      "g.json",
    ]);
    expect(made.status).toBe(0);
    const document = genesisIn(join(folder, "g.json"));
    expect(document.validators.map(({ name }) => name)).toEqual(["east", "west"]);
    expect(Genesis.parse(document.app_state).validators).toHaveLength(2);
  });

  it("refuses a card twice, and parameters that are none", () => {
    const twice = node([
      "genesis",
      "--parameters",
      "p.json",
      "--card",
      card("east"),
      "--card",
      card("east"),
      "--output",
      "x.json",
    ]);
    expect(twice.status).toBe(1);
    expect(twice.stderr).toContain("has the key of another card");
    const wrong = node(["genesis", "--parameters", card("east"), "--card", card("east"), "--output", "x.json"]);
    expect(wrong.stderr).toContain("is no file of parameters");
    expect(existsSync(join(folder, "x.json"))).toBe(false);
  });

  it("refuses the example's keys, which anybody has, for a market that is no demo", () => {
    const example = Genesis.parse(JSON.parse(readFileSync(join(folder, "p.json"), "utf8")));
    writeFileSync(
      join(folder, "real.json"),
      JSON.stringify({ ...example, params: { ...example.params, demo: false } }),
    );
    const run = node(["genesis", "--parameters", "real.json", "--card", card("east"), "--output", "x.json"]);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("anybody can sign with");
  });
});

describe("doctor", () => {
  it("names what is missing or open to others, and what to do", () => {
    const home = homeAt(join(folder, "west"));
    chmodSync(home.validatorKey, 0o644);
    const run = node(["doctor", "--home", "west", "--json"]);
    chmodSync(home.validatorKey, 0o600);
    expect(run.status).toBe(1);
    const findings = run.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    const failed = findings.filter(({ level }) => level === "fail");
    expect(failed.map(({ of }) => of)).toEqual(expect.arrayContaining(["validator key", "genesis"]));
    expect(failed.every(({ todo }) => todo !== "")).toBe(true);
  });

  it("says where there is no home", () => {
    expect(node(["doctor", "--home", "nowhere"]).stdout).toContain("init");
  });
});

it.each([
  [["fly"], 2, 'there is no command "fly"'],
  [["init"], 2, "--name is missing"],
  [["init", "--name", "x", "--peer", "nobody"], 2, "--peer"],
  [["start", "--hmoe", "x"], 2, "--hmoe"],
  [["start", "--home", "nowhere"], 1, 'Run "init" first'],
  [["snapshot", "--home", "nowhere"], 1, 'Run "init" first'],
  [["status", "--home", "east"], 1, "does not answer"],
  [["export", "--home", "east", "--output", "s"], 1, "has no ledger yet"],
  [["testnet", "--output", "t", "--validators", "0"], 2, "--validators"],
  [["govern", "vote", "--decision", "x"], 2, "either --yes or --no"],
])("%j ends with code %i and says why", (args, status, why) => {
  const run = node(args, { WATTLIGHT_NODE_COMET_RPC: "tcp://127.0.0.1:9" });
  expect(run.stderr).toContain(why);
  expect(run.status).toBe(status);
});

it("snapshot of a node that took none says so", () => {
  const run = node(["snapshot", "--home", "east"]);
  expect(run.stdout).toBe("There is none yet.\n");
  expect(run.status).toBe(0);
});

it("a wrong value of the configuration keeps it from starting, by its name", () => {
  const run = node(["start", "--home", "east"], { WATTLIGHT_NODE_COMET_BLOCK_MS: "soon" });
  expect(run.status).toBe(1);
  expect(run.stderr).toContain("WATTLIGHT_NODE_COMET_BLOCK_MS: comet.blockMs");
});

it("help tells every command and every value", () => {
  const all = node(["help"]).stdout;
  for (const { name, line } of COMMANDS) expect(all).toContain(`${name.padEnd(13)} ${line}`);
  expect(node(["help", "init"]).stdout).toContain("--name NAME");
  expect(node(["govern", "--help"]).stdout).toContain("govern propose");
  expect(node(["help", "config"]).stdout).toContain("WATTLIGHT_NODE_FRONT_PER_SECOND");
}, 120_000);
