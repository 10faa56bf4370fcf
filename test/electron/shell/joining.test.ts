/** Joining a network on a safe page: only what was read last and is shown can be joined; a link from outside waits and joins nothing. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { Joining } from "../../../electron/safe/joining.ts";
import { keepNetwork, keptNetwork } from "../../../electron/network/joinedNetwork.ts";
import { linkAmong } from "../../../electron/window/links.ts";
import { addressOf } from "../../../shared/codec/address.ts";
import { publicKeyOf } from "../../../shared/codec/signature.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { fingerprintOf, linkOf } from "../../../shared/network/readNetwork.ts";
import { keyOf, secretOf, signedNetwork } from "../../shared/network/signedNetworks.ts";
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

describe("who signed", () => {
  const office = { en: "River Office", zh: "江岸办" };
  const regulators = [1, 2, 3].map(keyOf);
  const cards = [{ party: addressOf(publicKeyOf(secretOf(1))), name: office }];
  const content: NetworkFile = { ...network, serial: 1, regulators, cards };
  const by = [1, 2, 3]
    .map((n) => ({ key: keyOf(n), name: n === 1 ? office : null }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));

  it("is shown: nobody, too few, or enough of those that the file names", () => {
    const none = { by: [], of: 3, enough: false, known: false };
    expect(joining.text(textOf(content))).toMatchObject({ signed: none, serial: 1, joined: "no" });
    expect(joining.text(textOf(signedNetwork(content, [1])))).toMatchObject({ signed: { enough: false } });
    const whole = joining.text(textOf(signedNetwork(content, [1, 2, 3])));
    expect(whole).toMatchObject({ signed: { by, of: 3, enough: true, known: false } });
  });

  it("makes a newer file follow the one that is joined, and refuses an older one", async () => {
    const first = signedNetwork(content, [1, 2, 3]);
    joining.text(textOf(first));
    await joining.confirm(fingerprintOf(first));
    const next = signedNetwork({ ...content, serial: 2, nodes: ["https://new.example"] }, [1, 2, 3]);
    expect(joining.text(textOf(next))).toMatchObject({ joined: "follows", signed: { by, known: true } });
    await joining.confirm(fingerprintOf(next));
    expect(joined).toEqual(next);
    const refused = { verdict: "refused", fault: "older", values: { serial: 1, joined: 2 } };
    expect(joining.text(textOf(first))).toEqual(refused);
    await expect(joining.confirm(fingerprintOf(first))).rejects.toThrow("safe.networkOther");
  });

  it("refuses a changed byte", () => {
    const changed = { ...signedNetwork(content, [1, 2, 3]), nodes: ["https://evil.example"] };
    expect(joining.text(textOf(changed))).toMatchObject({ verdict: "refused", fault: "signature" });
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
