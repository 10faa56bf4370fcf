/** Choosing an account and changing the list take turns, however they overlap. */
import { expect, test } from "vitest";
import { AccountsDesk } from "../../../electron/safe/accountsDesk.ts";
import type { Edit } from "../../../electron/vault/accountEdits.ts";

const [A, B] = ["watt1a", "watt1b"];

/** A vault whose derivation ends when it is let; what it does, in order. */
function slow() {
  const did: string[] = [];
  let front = A;
  let finish = (): void => undefined;
  const vault = {
    is: "open",
    get account() {
      return { address: front };
    },
    accounts: [],
    edit: async (_: string, edit: Edit) => {
      did.push("derives");
      await new Promise<void>((done) => (finish = done));
      did.push(typeof edit === "function" ? "changed" : "nothing");
    },
  };
  const desk = new AccountsDesk({
    vault: vault as never,
    openKeyFile: () => Promise.resolve(null),
    use: (address) => {
      front = address;
      did.push(`chose ${address}`);
      return Promise.resolve();
    },
    changed: () => undefined,
  });
  return { desk, did, finish: () => finish() };
}
const settled = () => new Promise((done) => setTimeout(done, 0));

test("an account that is chosen while the list is being changed is chosen afterwards", async () => {
  const { desk, did, finish } = slow();
  const hiding = desk.change({ passphrase: "x", address: B, name: "", hidden: true });
  await settled();
  const choosing = desk.use({ address: B });
  await settled();
  expect(did).toEqual(["derives"]);
  finish();
  await Promise.all([hiding, choosing]);
  expect(did).toEqual(["derives", "changed", `chose ${B}`]);
});
