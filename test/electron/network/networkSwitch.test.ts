/** A switch to another network is whole or not at all: worker, network.json and settings stay together, whatever fails. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { keepNetwork, keptNetwork } from "../../../electron/network/joinedNetwork.ts";
import { NetworkSwitch, type Where } from "../../../electron/network/networkSwitch.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { exampleNetwork } from "../../shared/network/exampleNetwork.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const east: NetworkFile = { ...exampleNetwork, cards: [] };
const west: NetworkFile = { ...east, chainId: "wattlight-west-1" };
const on = (file: NetworkFile): Where => ({ network: "file", file });
const DEMO: Where = { network: "demo" };
const NONE: Where = { network: null };

let folder: string;
let setting: string | null;
let worker: Where[];
let failing: "join" | "keep" | "settings" | undefined;
let logged: string[];

/** Fails once, at the next step of that name. */
function fail(at: typeof failing): void {
  if (failing !== at) return;
  failing = undefined;
  throw new Error(`no ${at}`);
}
function wallet(at: Where): NetworkSwitch {
  setting = at.network;
  return new NetworkSwitch(at, {
    join: async (to) => {
      fail("join");
      worker.push(to);
      return to.network === "file" ? to.file : undefined;
    },
    keep: async (file) => {
      fail("keep");
      await keepNetwork(folder, file);
    },
    choose: (network) => {
      fail("settings");
      setting = network;
    },
    log: (line) => logged.push(line),
  });
}
const kept = () => keptNetwork(folder, () => undefined);
beforeEach(() => {
  folder = temporaryFolder();
  worker = [];
  failing = undefined;
  logged = [];
});

it("takes worker, file and settings along", async () => {
  const networks = wallet(DEMO);
  expect(await networks.to(on(east))).toEqual(east);
  expect([setting, kept(), networks.at]).toEqual(["file", east, on(east)]);
  await networks.to(DEMO);
  expect([setting, networks.at]).toEqual(["demo", DEMO]);
});

describe.each(["join", "keep", "settings"] as const)("a switch of which %s fails", (step) => {
  it("leaves a joined file in its place", async () => {
    await keepNetwork(folder, east);
    const networks = wallet(on(east));
    failing = step;
    await expect(networks.to(on(west))).rejects.toThrow(`no ${step}`);
    expect([setting, kept(), networks.at, worker.at(-1)]).toEqual(["file", east, on(east), on(east)]);
  });

  it("leaves the demo network, without the other's file", async () => {
    const networks = wallet(DEMO);
    failing = step;
    await expect(networks.to(on(west))).rejects.toThrow(`no ${step}`);
    expect([setting, networks.at, worker.at(-1)]).toEqual(["demo", DEMO, DEMO]);
    expect(existsSync(join(folder, "network.json"))).toBe(false);
  });

  it("leaves a wallet that had no network without one", async () => {
    const networks = wallet(NONE);
    failing = step;
    await expect(networks.to(on(west))).rejects.toThrow(`no ${step}`);
    expect([setting, kept(), networks.at, worker.at(-1)]).toEqual([null, undefined, NONE, NONE]);
  });

  it("can be tried again", async () => {
    const networks = wallet(DEMO);
    failing = step;
    await expect(networks.to(on(west))).rejects.toThrow(`no ${step}`);
    await networks.to(on(west));
    expect([setting, kept(), networks.at, logged]).toEqual(["file", west, on(west), []]);
  });
});

it("goes one after the other", async () => {
  const networks = wallet(DEMO);
  await Promise.all([networks.to(on(east)), networks.to(on(west))]);
  expect([kept(), worker]).toEqual([west, [on(east), on(west)]]);
});
