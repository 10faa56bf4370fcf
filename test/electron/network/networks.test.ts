/** The network that the wallet is in: what the worker is told when it is joined, left or gone over, and that nobody signs across a change. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { keepNetwork } from "../../../electron/network/joinedNetwork.ts";
import { Networks } from "../../../electron/network/networks.ts";
import { FILE_WAY } from "../../../electron/sync/way.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { exampleNetwork } from "../../shared/network/exampleNetwork.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const east: NetworkFile = { ...exampleNetwork, cards: [] };
const west: NetworkFile = { ...east, chainId: "wattlight-west-1" };
const street: NetworkFile = { ...east, chainId: "wattlight-demo-1" };
const latest = { height: 7, hash: "ab".repeat(32) };
const account = { address: "watt1me" } as never;

let folder: string;
let told: string[];
beforeEach(() => {
  folder = temporaryFolder();
  told = [];
});

function wallet(setting: "demo" | "file" | null, more: { failing?: () => boolean; locked?: boolean } = {}) {
  const settings = { network: setting };
  const made: Networks = new Networks({
    folder,
    settings,
    local: {
      use: (at, joined) => {
        if (more.failing?.() === true) return Promise.reject(new Error("no worker"));
        told.push(
          `use ${at}${joined ? ` ${joined.network.chainId} ${joined.way.nodes?.join() ?? "as the file"}` : ""}`,
        );
        return Promise.resolve();
      },
      leave: () => Promise.resolve(void told.push("leave")),
    },
    demo: {
      start: () => {
        told.push("demo starts");
        const started = { network: street, latest } as never;
        made.demoStarted(started);
        return Promise.resolve(started);
      },
      stop: () => Promise.resolve(void told.push("demo stops")),
    },
    front: () => ({ account: more.locked === true ? null : account, dataFolder: "mine" }),
    way: ({ nodes }) => Promise.resolve({ ...FILE_WAY, nodes: [...nodes, "https://mine.example"] }),
    declineAll: () => void told.push("decline"),
    changed: (topic) => void (topic === "status" && told.push("changed")),
    log: () => undefined,
  });
  return { networks: made, settings };
}
const way = [...east.nodes, "https://mine.example"].join();

it("begins where it was: in the file's network, in the demo's, or in none", async () => {
  await keepNetwork(folder, east);
  const inFile = wallet("file").networks;
  expect(inFile.joined).toBeUndefined();
  await inFile.begin();
  expect(told).toEqual(["decline", `use mine ${east.chainId} ${way}`, "changed"]);
  expect([inFile.joined, inFile.isBuiltIn, inFile.isLost]).toEqual([east, false, false]);

  told = [];
  const demo = wallet("demo").networks;
  await demo.begin();
  expect(told).toEqual(["demo starts", `use mine ${street.chainId} as the file`]);
  expect([demo.joined, demo.isBuiltIn]).toEqual([street, true]);

  told = [];
  await wallet(null).networks.begin();
  expect(told).toEqual([]);
});

it("a network file that cannot be read any more is known to be lost, and nothing is joined", async () => {
  writeFileSync(join(folder, "network.json"), "{");
  const { networks } = wallet("file");
  await networks.begin();
  expect([networks.isLost, networks.joined, told]).toEqual([true, undefined, []]);
});

it("goes over: declines what waits, tells the worker, ends the demo, and tells every window", async () => {
  const { networks, settings } = wallet("demo");
  await networks.begin();
  told = [];
  await networks.toFile(west);
  expect(told).toEqual(["decline", `use mine ${west.chainId} ${way}`, "changed", "demo stops"]);
  expect([settings.network, networks.joined, networks.isBuiltIn]).toEqual(["file", west, false]);
  told = [];
  expect(await networks.toDemo()).toBe(street);
  // Its start alone joins nothing while the file's is the one in use; then it is joined once.
  expect(told.filter((line) => line.startsWith("use"))).toEqual([`use mine ${street.chainId} as the file`]);
  expect(settings.network).toBe("demo");
});

it("a first join that fails leaves the network again", async () => {
  let failing = true;
  const { networks, settings } = wallet(null, { failing: () => failing });
  await expect(networks.toFile(east)).rejects.toThrow("no worker");
  expect(told.filter((line) => line !== "decline" && line !== "changed")).toEqual(["demo stops", "leave"]);
  expect([settings.network, networks.joined]).toEqual([null, undefined]);
  failing = false;
  await networks.toFile(east);
  expect(networks.joined).toEqual(east);
});

it("a locked wallet joins nothing until its account is there", async () => {
  await keepNetwork(folder, east);
  const { networks } = wallet("file", { locked: true });
  await networks.begin();
  expect(told).toEqual(["decline", "use mine", "changed"]);
  expect(networks.joined).toEqual(east);
});
