/** What `doctor` makes of a node that would find nobody, or cannot be found. */
import { expect, it } from "vitest";
import { readConfig } from "../../../node/config/nodeConfig.ts";
import { bySystem, checkPeers } from "../../../node/doctor/peers.ts";

const id = "ab".repeat(20);
const resolves = (host: string) => Promise.resolve(host.endsWith(".example"));
const found = async (comet: object, validators: number | undefined = 4) =>
  (await checkPeers(readConfig({ comet }, "test", {}), validators, resolves)).map(({ of, level }) => `${of} ${level}`);

it.each<[string, object, number | undefined, readonly string[]]>([
  ["no peers among four validators", {}, 4, ["comet.peers warn"]],
  ["no peers before there is a genesis", {}, undefined, ["comet.peers warn"]],
  ["no peers on a chain of one", {}, 1, []],
  ["peers with an address", { peers: [`${id}@east.example:26656`] }, 4, ["comet.peers ok"]],
  ["a peer whose name means nothing", { peers: [`${id}@east.exmaple:26656`] }, 4, ["comet.peers warn"]],
  ["an address that means nothing", { externalAddress: "me.exmaple:26656" }, 1, ["comet.externalAddress fail"]],
  ["an address that is known", { externalAddress: "me.example:26656" }, 1, ["comet.externalAddress ok"]],
  ["CometBFT is somebody else's", { external: true, externalAddress: "me.exmaple:26656" }, 4, []],
])("%s", async (_, comet, validators, expected) => {
  expect(await found(comet, validators)).toEqual(expected);
});

it("the system's resolver knows addresses, and no name that cannot be", async () => {
  expect(await bySystem("127.0.0.1")).toBe(true);
  expect(await bySystem("no-such-host.invalid")).toBe(false);
});
