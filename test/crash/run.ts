/**
 * `npm run crash [-- --runs N --of vault|wallet]`: kill -9 at N random moments (1,000 unless told), a third of them while a passphrase is changed, the
 * others while signatures are kept, files imported and headers verified. Prints what the kills hit; exit code 1 with the loss, if any.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whole } from "../../node/command/options.ts";
import { orEnd, switchesOrEnd } from "../../node/command/scriptOptions.ts";
import { demo } from "../../node/embedded/demo.ts";
import { EmbeddedNode } from "../../node/embedded/embeddedNode.ts";
import { vaultKills } from "./vaultKills.ts";
import { walletKills } from "./walletKills.ts";

const values = switchesOrEnd(
  `Kills vault and wallet by kill -9 and looks for what was lost.

  --runs N          random moments (1000 unless told)
  --of vault|wallet one of them alone`,
  { runs: { type: "string" }, of: { type: "string" } },
);
const runs = orEnd(() => whole("runs", values.runs ?? "1000", 1, 9_999_999));
if (values.of !== undefined && values.of !== "vault" && values.of !== "wallet") {
  console.error("--of takes vault or wallet");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "wattlight-crash-"));
for (const name of ["vault", "wallet"]) mkdirSync(join(folder, name));
const node = await EmbeddedNode.start(
  { folder: join(folder, "node"), port: 0, rate: 120, seed: 7, street: false },
  { demo, log: () => undefined, clock: Date.now },
);
try {
  const ofVault = values.of === "wallet" ? 0 : values.of === "vault" ? runs : Math.ceil(runs / 3);
  const began = performance.now();
  if (ofVault > 0) {
    const vault = await vaultKills(join(folder, "vault"), ofVault);
    console.log(
      `${ofVault} kills while a passphrase was changed: ${vault.undone} open with the one acknowledged last, ${vault.done} with the one being set, ${vault.between} left the new file unfinished beside it; every vault opened`,
    );
  }
  if (ofVault < runs) {
    const wallet = await walletKills(join(folder, "wallet"), folder, node.network(), runs - ofVault);
    console.log(
      `${runs - ofVault} kills while keeping, importing and verifying: ${wallet.kept} signatures and ${wallet.imports} imports acknowledged, headers up to ${wallet.height}; nothing lost, no nonce twice`,
    );
  }
  console.log(`${runs} kills in ${((performance.now() - began) / 60_000).toFixed(1)} min`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await node.stop();
  rmSync(folder, { recursive: true, force: true });
}
