/** What a killed write of the count of attempts left beside it is gone once the next start has looked at the count; other files stay. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Throttle } from "../../../electron/vault/throttle.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

it("leftovers of the count go, and nothing else does", async () => {
  const folder = temporaryFolder();
  for (const name of [".unlock.json.0123456789ab.part", ".vault.json.0123456789ab.part", "notes.part"])
    writeFileSync(join(folder, name), "{");
  const clocks = { now: () => 1000, steady: () => 0 };
  expect(await new Throttle(join(folder, "unlock.json"), clocks).look()).toEqual({ until: 0, attempts: 0 });
  expect(readdirSync(folder).toSorted()).toEqual([".vault.json.0123456789ab.part", "notes.part"]);
});
