/** What `doctor` makes of a clock, a disk, permissions, versions and genesis documents. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkChain } from "../../../node/doctor/chain.ts";
import { nodeVersion } from "../../../node/doctor/programs.ts";
import { ownFile } from "../../../node/doctor/secrets.ts";
import { clockFinding, diskFinding } from "../../../node/doctor/surroundings.ts";
import { homeAt } from "../../../node/home/home.ts";
import { genesisIn } from "../../../node/home/files.ts";
import { layOutTestnet } from "../../../node/network/testnet.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

describe("the clock", () => {
  it.each([
    [90, "fail"],
    [6, "fail"],
    [4, "ok"],
    [-2, "ok"],
    [-30, "ok"],
    [-3600, "warn"],
  ])("with the newest block %i s ahead: %s", (ahead, level) => {
    expect(clockFinding("http://node", ahead).level).toBe(level);
  });
});

it.each([
  [2 ** 28, "fail"],
  [2 ** 31, "warn"],
  [2 ** 35, "ok"],
])("a disk with %i bytes free: %s", (free, level) => {
  expect(diskFinding("/home", free).level).toBe(level);
});

it("Node is old before 24", () => {
  expect(nodeVersion("22.3.0").level).toBe("fail");
  expect(nodeVersion("24.0.0").level).toBe("ok");
});

it.runIf(process.platform !== "win32")("a key that others may read is named with what to do", () => {
  const file = join(temporaryFolder(), "key.json");
  expect(ownFile("key", file, 0)).toMatchObject({ level: "fail", what: `${file} is missing` });
  writeFileSync(file, "{}", { mode: 0o600 });
  expect(ownFile("key", file, process.getuid?.()).level).toBe("ok");
  chmodSync(file, 0o640);
  expect(ownFile("key", file, process.getuid?.())).toMatchObject({ level: "fail", todo: `chmod 600 ${file}` });
});

describe("genesis", () => {
  const folder = temporaryFolder();
  const made = layOutTestnet({
    folder,
    validators: 2,
    firstAddress: "127.0.0.71",
    rate: 15,
    seed: 1,
    blockMs: 500,
    now: 1.7e12,
  });
  const home = homeAt(join(folder, "validator-1"));

  it("of the home's chain is fine", () => {
    expect(checkChain(home)).toMatchObject([
      { level: "ok", what: `chain ${made.chainId}` },
      { of: "ledger", level: "ok" },
    ]);
  });

  it("is the same in every home, its validators in both lists", () => {
    const documents = made.nodes.map(({ name }) => genesisIn(homeAt(join(folder, name)).genesis));
    expect(documents.every((one) => JSON.stringify(one) === JSON.stringify(documents[0]))).toBe(true);
    expect(documents[0]?.validators).toHaveLength(2);
    expect(documents[0]?.app_state).toMatchObject({ validators: [{ power: 10 }, { power: 10 }] });
  });

  it("that is missing or no genesis is told", () => {
    const other = homeAt(temporaryFolder());
    expect(checkChain(other)).toMatchObject([{ of: "genesis", level: "fail" }]);
    mkdirSync(dirname(other.genesis), { recursive: true });
    writeFileSync(other.genesis, "{}");
    expect(checkChain(other)).toMatchObject([{ of: "genesis", level: "fail" }]);
  });
});
