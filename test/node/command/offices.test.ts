/** From nothing to a real market's genesis and a signed network file, by the commands alone; and what they refuse. */
import { spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { genesisIn } from "../../../node/home/files.ts";
import { fromHex } from "../../../shared/codec/bytes.ts";
import { nobleSignatures } from "../../../shared/codec/signature.ts";
import { keyProofDigest } from "../../../shared/ledger/identity.ts";
import { Genesis } from "../../../shared/ledger/params.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { tallyOf } from "../../../shared/network/networkSignatures.ts";
import { readNetwork } from "../../../shared/network/readNetwork.ts";
import { exampleNetwork } from "../../shared/network/exampleNetwork.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const MAIN = join(import.meta.dirname, "../../../node/command/main.ts");
const folder = temporaryFolder();
const env = { ...process.env, WATTLIGHT_KEY_PASSPHRASE_FILE: join(folder, "passphrase") };
const node = (...args: string[]) =>
  spawnSync(process.execPath, [MAIN, ...args], { encoding: "utf8", timeout: 60_000, cwd: folder, env });
const offices = ["east", "west", "river"] as const;
interface Card {
  readonly key: string;
  readonly party: string;
}
const card = (name: string): Card => JSON.parse(readFileSync(join(folder, `${name}.card`), "utf8")) as Card;

beforeAll(() => {
  writeFileSync(join(folder, "passphrase"), "twelve watts at noon\n");
  for (const name of offices)
    node("key", "new", "--name", name, "--role", "regulator", "--output", `${name}.key`, "--card", `${name}.card`);
  const more = ["--output", "grid.key", "--card", "grid.card", "--plain"];
  node("key", "new", "--name", "grid", "--role", "operator", ...more);
}, 120_000);

describe("key", () => {
  it("is sealed, for its owner alone, and never overwritten", () => {
    const text = readFileSync(join(folder, "east.key"), "utf8");
    expect(JSON.parse(text)).toMatchObject({ format: "wattlight-regulator-key-2", key: card("east").key });
    expect(text).not.toContain("secret");
    expect(statSync(join(folder, "east.key")).mode & 0o077).toBe(0);
    const again = node("key", "new", "--name", "x", "--role", "regulator", "--output", "east.key");
    expect(again.status).toBe(1);
    expect(again.stderr).toContain("never overwritten");
    expect(readFileSync(join(folder, "east.key"), "utf8")).toBe(text);
  });

  it("proves itself with its passphrase and not with another one", () => {
    const proved = node("key", "proof", "east.key", "--chain", "east-1");
    const { key, party, proof } = JSON.parse(proved.stdout) as Card & { proof: string };
    expect({ key, party }).toEqual({ key: card("east").key, party: card("east").party });
    expect(nobleSignatures.verify(fromHex(proof), keyProofDigest(party, key, "east-1"), fromHex(key))).toBe(true);
    writeFileSync(join(folder, "other"), "another passphrase");
    const wrong = spawnSync(process.execPath, [MAIN, "key", "proof", "east.key", "--chain", "east-1"], {
      encoding: "utf8",
      cwd: folder,
      env: { ...env, WATTLIGHT_KEY_PASSPHRASE_FILE: join(folder, "other") },
    });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toContain("does not open east.key");
  });

  it("that was changed does not open", () => {
    const file = JSON.parse(readFileSync(join(folder, "east.key"), "utf8")) as object;
    writeFileSync(join(folder, "changed.key"), JSON.stringify({ ...file, key: card("west").key }));
    expect(node("key", "proof", "changed.key", "--chain", "east-1").status).toBe(1);
  });

  it("asks for a passphrase worth the name, and for a terminal where there is no file", () => {
    writeFileSync(join(folder, "short"), "short");
    const args = [MAIN, "key", "new", "--name", "x", "--role", "regulator", "--output", "x.key"];
    const run = (file?: string) => {
      const { WATTLIGHT_KEY_PASSPHRASE_FILE: _, ...rest } = env;
      const told = file === undefined ? rest : { ...rest, WATTLIGHT_KEY_PASSPHRASE_FILE: file };
      return spawnSync(process.execPath, args, { encoding: "utf8", cwd: folder, env: told, input: "" });
    };
    expect(run("short").stderr).toContain("at least 12 characters");
    expect(run().stderr).toContain("WATTLIGHT_KEY_PASSPHRASE_FILE");
  });
});

describe("a real market's genesis", () => {
  const cards = [...offices, "grid"].flatMap((name) => ["--office", `${name}.card`]);
  const begins = ["--begins", "2027-01-01T00:00:00Z"];

  it("comes from the offices' cards and a validator's", () => {
    const draft = node("genesis", "--draft", "--chain", "east-1", "--zone", "EAST", ...begins, ...cards);
    writeFileSync(join(folder, "parameters.json"), draft.stdout);
    node("init", "--name", "east", "--home", "home");
    const validator = ["--card", join("home", "card.json")];
    const made = node("genesis", "--parameters", "parameters.json", ...validator, "--output", "genesis.json");
    expect(made.stderr).not.toContain("refused");
    expect(made.status).toBe(0);
    const { params, parties } = Genesis.parse(genesisIn(join(folder, "genesis.json")).app_state);
    expect(params).toMatchObject({ chainId: "east-1", demo: false, quorum: 3, clock: { rate: 1 } });
    expect(parties.map(({ id, key }) => ({ party: id, key }))).toEqual(
      [...offices, "grid"].map(card).map(({ party, key }) => ({ party, key })),
    );
  });

  it("needs a regulator and an operator, and a time that is one", () => {
    const draft = (...args: string[]) => node("genesis", "--draft", "--chain", "east-1", "--zone", "EAST", ...args);
    expect(draft("--office", "east.card").stderr).toContain("operator");
    expect(draft("--office", "grid.card").stderr).toContain("regulator");
    expect(draft(...cards, "--begins", "soon")).toMatchObject({ status: 2 });
    expect(draft(...cards, "--office", "east.card")).toMatchObject({ status: 1, stdout: "" });
  });
});

describe("a network file", () => {
  const file = join(folder, "network.json");
  const write = (path: string, network: NetworkFile) => writeFileSync(path, JSON.stringify(network));
  const read = (path: string) => {
    const found = readNetwork(readFileSync(path));
    if (!found.ok) throw new Error(found.fault);
    return found.network;
  };

  it("is signed one after the other or apart, and gathered", () => {
    const content: NetworkFile = {
      ...exampleNetwork,
      cards: [],
      serial: 1,
      regulators: offices.map((o) => card(o).key),
    };
    write(file, content);
    write(join(folder, "copy.json"), content);
    expect(node("network-file", "sign", "network.json", "--key", "east.key").stdout).toContain("1 of 3, too few");
    node("network-file", "sign", "network.json", "--key", "west.key");
    node("network-file", "sign", "copy.json", "--key", "river.key");
    const gathered = node("network-file", "gather", "network.json", "copy.json", "--output", "all.json");
    expect(gathered.stdout).toContain("3 of 3, enough");
    expect(tallyOf(read(join(folder, "all.json")))).toMatchObject({ of: 3, enough: true });
  });

  it("is not signed by a stranger, nor without a number, nor after it was changed", () => {
    const whole = read(join(folder, "all.json"));
    const stranger = node("network-file", "sign", "all.json", "--key", "grid.key");
    expect(stranger.stderr).toContain("no regulator's key");
    const { serial: _, signatures: __, ...unnumbered } = whole;
    write(join(folder, "bare.json"), unnumbered);
    expect(node("network-file", "sign", "bare.json", "--key", "east.key").stderr).toContain("no number");
    write(join(folder, "bent.json"), { ...whole, nodes: ["https://evil.example"] });
    expect(node("network-file", "show", "bent.json").stderr).toContain("changed after it was signed");
    writeFileSync(join(folder, "note.txt"), "no network");
    const note = node("network-file", "show", "note.txt");
    expect(note.stderr).toBe("note.txt is neither a network file nor the link of one: it is no JSON of that form\n");
    expect(note.status).toBe(1);
    write(join(folder, "next.json"), { ...unnumbered, serial: 2 });
    const mixed = node("network-file", "gather", "all.json", "next.json", "--output", "x.json");
    expect(mixed.stderr).toContain("something else");
  });

  it("tells how it stands to the one before", () => {
    for (const name of offices) node("network-file", "sign", "next.json", "--key", `${name}.key`);
    const args = ["network-file", "show"];
    expect(node(...args, "next.json", "--before", "all.json").stdout).toContain("it follows number 1");
    expect(node(...args, "all.json", "--before", "next.json").stdout).toContain("it is older than number 2");
  });
});
