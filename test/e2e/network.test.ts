/**
 * The wallet on a network of regulators: validators and a public node as processes of their own under CometBFT. It joins by the network
 * file and plays the main job to the paid statement; a link from outside is shown before anything is joined.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../build/bundle.ts";
import { generateHome } from "../../shared/metering/generatedHome.ts";
import { NetworkFile } from "../../shared/network/networkFile.ts";
import { fingerprintOf, linkOf } from "../../shared/network/readNetwork.ts";
import { HAS_COMETBFT } from "../comet.ts";
import { arithmetic } from "./arithmetic.ts";
import { call, until } from "./bridge.ts";
import { Journey } from "./journey.ts";
import { launchWallet, windowOf } from "./launch.ts";
import { unlock } from "./unlock.ts";

const RATE = 120;
// Where everything is skipped nothing is cleaned up either.
const folder = HAS_COMETBFT ? mkdtempSync(join(tmpdir(), "wl-net-")) : "";
const file = join(folder, "network.json");
const data = join(folder, "wallet");
let network: ChildProcess | undefined;

beforeAll(async () => {
  if (!HAS_COMETBFT) return;
  const args = [join(ROOT, "node", "network", "main.ts"), "--rate", String(RATE), "--output", file];
  network = spawn(process.execPath, [...args, "--folder", join(folder, "network"), "--first-address", "127.0.0.61"], {
    stdio: "ignore",
  });
  await until("The network file", 60, () => Promise.resolve(existsSync(file)), Boolean);
});
afterAll(async () => {
  if (network && network.exitCode === null) {
    const ended = new Promise((resolve) => network?.once("exit", resolve));
    network.kill("SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(HAS_COMETBFT)("a wallet on the regulators' network", () => {
  it("joins by its file and sells its surplus, every figure verified", async () => {
    const meter = join(folder, "home.csv");
    writeFileSync(meter, generateHome(12));
    const { app } = await launchWallet({ data });
    try {
      const journey = new Journey({ app, meter, network: file, rate: RATE, pictures: null, say: () => undefined });
      await journey.createWallet();
      const page = await journey.join();
      await journey.register(page);
      await journey.importMeter(page);
      const contract = await journey.sell(page);
      await journey.follow(page, contract);
      const statements = await journey.confirmPayments(page, contract);
      const view = await journey.ledger(page, contract);
      expect(view.row.stage).toBe("paid");
      expect(() => arithmetic(view, statements)).not.toThrow();
      await journey.proof(page, contract, join(folder, "contract.watt"));
      const { chainId } = await call(page, "status.get", {});
      expect(chainId).toBe(joined().chainId);
    } finally {
      await app.close();
    }
  }, 600_000);

  it("opens again on the same network; a link is shown and joins nothing by itself", async () => {
    // The same chain, anchored elsewhere: another fingerprint.
    const other: NetworkFile = { ...joined(), cards: [], trustingPeriod: 86_400 };
    const { app } = await launchWallet({ data, args: [linkOf(other)] });
    try {
      const entry = await windowOf(app, "safe");
      await unlock(entry);
      const page = await windowOf(app, "wallet");
      await until("The entry closes", 30, () => Promise.resolve(entry.isClosed()), Boolean);
      const safe = await windowOf(app, "safe");
      await safe.getByText(fingerprintOf(other).slice(0, 4), { exact: false }).first().waitFor();
      await safe.getByText(joined().chainId).waitFor();
      await safe.getByRole("button", { name: /^(Back|上一步)$/ }).click();
      await safe.getByRole("button", { name: /^(Not now|暂不)$/ }).click();
      await until("The page closes", 30, () => Promise.resolve(safe.isClosed()), Boolean);
      const kept = NetworkFile.parse(JSON.parse(readFileSync(join(data, "network.json"), "utf8")));
      expect(fingerprintOf(kept)).toBe(fingerprintOf(joined()));
      const contracts = await until(
        "The contract",
        60,
        () => call(page, "contracts.list", {}),
        (heard) => heard.state === "verified" && heard.value.length > 0,
      );
      expect(contracts.state).toBe("verified");
    } finally {
      await app.close();
    }
  });
});

function joined(): NetworkFile {
  return NetworkFile.parse(JSON.parse(readFileSync(file, "utf8")));
}
