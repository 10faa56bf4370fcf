/** Files and links that the system hands over: which of a command line's words they are, and what becomes of hostile ones. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { fileAmong, linkAmong } from "../../../electron/window/links.ts";
import { Opened } from "../../../electron/window/opened.ts";
import { linkOf } from "../../../shared/network/readNetwork.ts";
import type { NetworkFile } from "../../../shared/network/networkFile.ts";
import { BUNDLE_LIMITS } from "../../../shared/proof/bundle.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const network: NetworkFile = {
  format: "wattlight-network-1",
  chainId: "street-1",
  name: { en: "Test", zh: "测试" },
  simulated: false,
  anchor: { height: 1, hash: "00".repeat(32) },
  nodes: ["http://127.0.0.1:1"],
  regulators: [`02${"ab".repeat(32)}`],
  trustingPeriod: 3600,
  cards: [],
};

describe("among arguments", () => {
  it("the last of our files counts, relative to the folder of who called", () => {
    expect(fileAmong(["wattlight", "a.watt", "--data=x", "b.WATT"], "/home/me")).toBe(resolve("/home/me", "b.WATT"));
    expect(fileAmong(["wattlight", resolve("/else/a.watt")], "/home/me")).toBe(resolve("/else/a.watt"));
  });

  it("a file's URL is its path, of this computer alone", () => {
    const path = resolve("/home/me/my proof.watt");
    expect(fileAmong([pathToFileURL(path).href], "/")).toBe(path);
    for (const url of [
      "https://example.org/a.watt",
      "file://server/share/a.watt",
      "file:///a%2Fb.watt",
      "smb://x/a.watt",
    ])
      expect(fileAmong([url], "/")).toBeUndefined();
  });

  it.each([
    ["switches", ["--load=evil.watt", "-x.watt"]],
    ["links", ["wattlight:network/1/x.watt"]],
    ["other files", ["a.json", "a.watt.exe", "watt"]],
    ["a NUL", ["a\0.watt"]],
    ["nothing", []],
    ["too long a word", [`${"a".repeat(40_000)}.watt`]],
  ])("%s are no file", (_, argv) => expect(fileAmong(argv, "/home/me")).toBeUndefined());

  it("a link is one, and a file none", () => {
    expect(linkAmong(["wattlight", "WATTLIGHT:network/1/x", "--data=y"])).toBe("WATTLIGHT:network/1/x");
    expect(linkAmong(["wattlight", "a.watt", `wattlight:${"x".repeat(70_000)}`])).toBeUndefined();
  });
});

describe("an opened file", () => {
  function hand(name: string, content: string | Uint8Array | null) {
    const path = join(temporaryFolder(), name);
    if (content !== null) writeFileSync(path, content);
    const heard = { networks: [] as Uint8Array[], checked: [] as [string, Uint8Array][], waiting: 0 };
    const opened = new Opened({
      offerNetwork: (bytes) => void heard.networks.push(bytes),
      check: (file, bytes) => {
        heard.checked.push([file, bytes]);
        return Promise.resolve({
          file,
          verdict: "refused",
          simulated: false,
          words: { en: { title: "", lines: [], foot: [] }, zh: { title: "", lines: [], foot: [] } },
        });
      },
      waiting: () => void heard.waiting++,
    });
    return { path, heard, opened };
  }

  it.each([
    ["a network", JSON.stringify(network)],
    ["a network's link", linkOf(network)],
    ["a network of a newer version", '{"format":"wattlight-network-2"}'],
    ["a network with a member too many", JSON.stringify({ ...network, more: 1 })],
  ])("%s goes to the page that compares it, and is no proof", async (_, content) => {
    const { path, heard, opened } = hand("a.watt", content);
    await opened.take(path);
    expect(heard.networks).toEqual([new TextEncoder().encode(content)]);
    expect(await opened.next()).toBeNull();
    expect(heard).toMatchObject({ checked: [], waiting: 0 });
  });

  it.each([
    ["a proof", '{"format":"wattlight-proof-1"}'],
    ["another file", '{"format":"wattlight-settlement-1"}'],
    ["no JSON", "MZ\u0090"],
    ["bytes that are no text", Uint8Array.from([0xff, 0xfe, 0])],
    ["an empty file", ""],
    ["too deep a file", "[".repeat(100_000)],
  ])("%s is checked as a proof, once, under its name without its folder", async (_, content) => {
    const { path, heard, opened } = hand("a.watt", content);
    await opened.take(path);
    expect(heard).toMatchObject({ networks: [], checked: [], waiting: 1 });
    expect(await opened.next()).toMatchObject({ file: "a.watt" });
    expect(heard.checked).toEqual([["a.watt", Uint8Array.from(Buffer.from(content))]]);
    expect(await opened.next()).toBeNull();
  });

  it("the newest one counts", async () => {
    const { path, opened } = hand("a.watt", "{}");
    const second = join(path, "..", "b.watt");
    writeFileSync(second, "{}");
    await opened.take(path);
    await opened.take(second);
    expect(await opened.next()).toMatchObject({ file: "b.watt" });
  });

  it("what is not there, is a folder or is a pipe is named, and waited for by nobody", async () => {
    const missing = hand("a.watt", null);
    await missing.opened.take(missing.path);
    await expect(missing.opened.next()).rejects.toMatchObject({
      fault: { code: "file.read", data: { why: "ENOENT" } },
    });
    const folder = hand("b.watt", null);
    mkdirSync(folder.path);
    await folder.opened.take(folder.path);
    await expect(folder.opened.next()).rejects.toMatchObject({
      fault: { code: "file.read", data: { file: "b.watt" } },
    });
    const pipe = hand("c.watt", null);
    if (process.platform !== "win32") execFileSync("mkfifo", [pipe.path]);
    await pipe.opened.take(pipe.path);
    await expect(pipe.opened.next()).rejects.toMatchObject({ fault: { code: "file.read", data: { file: "c.watt" } } });
    expect(await pipe.opened.next()).toBeNull();
  });

  it("more than any proof may have is refused", async () => {
    const { path, heard, opened } = hand("a.watt", new Uint8Array(BUNDLE_LIMITS.bytes + 1));
    await opened.take(path);
    await expect(opened.next()).rejects.toMatchObject({ fault: { code: "proof.tooLarge", data: { file: "a.watt" } } });
    expect(heard.checked).toEqual([]);
  });
});
