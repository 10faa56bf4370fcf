/** Joining a network on a safe page: only what was read last and is shown can be joined; a link from outside waits and joins nothing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Joining } from "../../../electron/safe/joining.ts";
import { keepNetwork, keptNetwork } from "../../../electron/settings/joinedNetwork.ts";
import { linkAmong } from "../../../electron/window/links.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { fingerprintOf, linkOf } from "../../../shared/network/readNetwork.ts";
import { exampleNetwork } from "../../shared/network/exampleNetwork.ts";

const network: NetworkFile = { ...exampleNetwork, cards: [] };
const other: NetworkFile = { ...network, chainId: "wattlight-west-1" };
const textOf = (file: NetworkFile) => JSON.stringify(file);

let joined: NetworkFile | null;
let chosen: Uint8Array | null;
let windows: { closed: () => void }[];
let joining: Joining;
beforeEach(() => {
  joined = null;
  chosen = null;
  windows = [];
  joining = new Joining({
    chooseFile: () => Promise.resolve(chosen),
    joined: () => joined,
    join: (file) => Promise.resolve(void (joined = file)),
    openWindow: (closed) => {
      windows.push({ closed });
      return { close: closed };
    },
  });
});

describe("what was read", () => {
  it("is shown with its fingerprint and joined by it", async () => {
    expect(joining.text(textOf(network))).toMatchObject({
      verdict: "network",
      chainId: network.chainId,
      regulators: 2,
      joined: "no",
      fingerprint: fingerprintOf(network),
    });
    expect(await joining.confirm(fingerprintOf(network))).toEqual(network.name);
    expect(joined).toEqual(network);
  });

  it("cannot be joined when something else was read since, or nothing", async () => {
    await expect(joining.confirm(fingerprintOf(network))).rejects.toThrow("safe.networkOther");
    joining.text(textOf(network));
    joining.text(textOf(other));
    await expect(joining.confirm(fingerprintOf(network))).rejects.toThrow("safe.networkOther");
    joining.text("nonsense");
    await expect(joining.confirm(fingerprintOf(other))).rejects.toThrow("safe.networkOther");
    expect(joined).toBeNull();
  });

  it("may be a file; none chosen changes nothing", async () => {
    joining.text(textOf(other));
    expect(await joining.file()).toBeNull();
    await joining.confirm(fingerprintOf(other));
    chosen = new TextEncoder().encode(textOf(network));
    expect(await joining.file()).toMatchObject({ verdict: "network", chainId: network.chainId });
  });

  it("is told apart from the network that is joined", () => {
    joined = network;
    expect(joining.text(textOf(network))).toMatchObject({ joined: "same" });
    expect(joining.text(textOf({ ...network, trustingPeriod: 86_400 }))).toMatchObject({ joined: "changed" });
    expect(joining.text(textOf(other))).toMatchObject({ joined: "no" });
  });

  it("is refused with its fault", () => {
    expect(joining.text('{"format":"wattlight-network-9"}')).toEqual({
      verdict: "refused",
      fault: "version",
      values: { format: "wattlight-network-9" },
    });
  });
});

describe("a link from outside", () => {
  it("is shown when somebody looks, and joins nothing by itself", async () => {
    joining.offer(linkOf(network));
    expect(joined).toBeNull();
    await expect(joining.confirm(fingerprintOf(network))).rejects.toThrow("safe.networkOther");
    expect(joining.offered()).toMatchObject({ verdict: "network", chainId: network.chainId });
    await joining.confirm(fingerprintOf(network));
    expect(joining.hasOffer).toBe(false);
  });

  it("is forgotten with the page that showed it", () => {
    joining.offer(linkOf(network));
    joining.open();
    joining.open();
    expect(windows).toHaveLength(1);
    joining.offered();
    joining.close();
    expect(joining.offered()).toBeNull();
    joining.open();
    expect(windows).toHaveLength(2);
  });

  it("is found among arguments, and is no switch", () => {
    const link = linkOf(network);
    expect(linkAmong(["/usr/bin/wattlight", "--data=x", link])).toBe(link);
    expect(linkAmong(["WATTLIGHT:network/1/x", "wattlight-data", "http://wattlight:1"])).toBe("WATTLIGHT:network/1/x");
    expect(linkAmong(["wattlight"])).toBeUndefined();
    expect(linkAmong([`wattlight:${"x".repeat(70_000)}`])).toBeUndefined();
  });
});

describe("network.json", () => {
  const folder = mkdtempSync(join(tmpdir(), "wl-joined-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const said: string[] = [];

  it("comes back as it was kept", async () => {
    await keepNetwork(folder, network);
    expect(keptNetwork(folder, (line) => said.push(line))).toEqual(network);
    expect(said).toEqual([]);
  });

  it("that is damaged or gone is told, and nothing else is trusted in its place", () => {
    writeFileSync(join(folder, "network.json"), '{"format":"wattlight-network-1"');
    expect(keptNetwork(folder, (line) => said.push(line))).toBeUndefined();
    rmSync(join(folder, "network.json"));
    expect(keptNetwork(folder, (line) => said.push(line))).toBeUndefined();
    expect(said).toHaveLength(2);
    expect(said.every((line) => line.includes("network.json"))).toBe(true);
  });
});
