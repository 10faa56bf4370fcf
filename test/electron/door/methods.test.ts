/** The preloads let through exactly the methods of their door. */
import { expect, it } from "vitest";
import { SAFE_METHODS, TOPICS, WALLET_METHODS } from "../../../electron/preload/methods.ts";
import { CONTRACT, Topic } from "../../../shared/ipc/contract.ts";

const of = (door: string) =>
  Object.entries(CONTRACT)
    .filter(([, method]) => method.door === door || method.door === "both")
    .map(([name]) => name)
    .sort();

it("wallet", () => expect([...WALLET_METHODS].sort()).toEqual(of("wallet")));
it("safe", () => expect([...SAFE_METHODS].sort()).toEqual(of("safe")));
it("topics", () => expect([...TOPICS].sort()).toEqual([...Topic.options].sort()));
it("no method of the safe door is open to the wallet", () => {
  expect(WALLET_METHODS.filter((name) => name.startsWith("safe."))).toEqual([]);
  expect(SAFE_METHODS.filter((name) => name.startsWith("sign."))).toEqual([]);
});
