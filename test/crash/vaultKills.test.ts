/** A few of the kills that `npm run crash` makes many of. */
import { expect, test } from "vitest";
import { temporaryFolder } from "../temporaryFolder.ts";
import { vaultKills } from "./vaultKills.ts";

test.skipIf(process.platform === "win32")(
  "a passphrase's change that is killed is done or undone",
  { timeout: 180_000 },
  async () => {
    const { done, undone } = await vaultKills(temporaryFolder(), 5);
    expect(done + undone).toBe(5);
  },
);
