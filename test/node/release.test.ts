/** `npm run manifest`: from packages over a signed manifest to a verdict, and complaints that name what is wrong. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { manifest } from "../../node/release/main.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

const NOW = 1_800_000_000;
let folder = "";
const at = (name: string) => join(folder, name);
const run = async (...args: string[]) => {
  const lines: string[] = [];
  const code = await manifest(args, NOW, (line) => lines.push(line));
  return { code, text: lines.join("\n") };
};
let key = "";

beforeEach(async () => {
  folder = temporaryFolder();
  writeFileSync(at("a.deb"), "package of linux");
  writeFileSync(at("b.exe"), "package of windows");
  key = (await run("key", "--out", at("key.json"))).text.split(" ").at(-1) ?? "";
  const packages = [`win-x64=${at("b.exe")}`, `linux-x64=${at("a.deb")}`];
  await run("make", ...packages, "--version", "0.2.0", "--days", "90", "--out", at("release.json"));
  await run("sign", at("release.json"), "--key", at("key.json"));
});

const check = (...more: string[]) =>
  run("check", at("release.json"), "--package", at("a.deb"), "--key", key, "--platform", "linux-x64", ...more);

describe("from packages to a verdict", () => {
  test("good", async () => {
    expect(await check("--installed", "0.1.0")).toEqual({
      code: 0,
      text: "Good. a.deb is Wattlight 0.2.0 for linux-x64",
    });
  });

  test("a roll-back is refused", async () => {
    const { code, text } = await check("--installed", "0.2.1");
    expect(text).toBe("Refused: version 0.2.0 is older than 0.2.1, which is installed");
    expect(code).toBe(1);
  });

  test("a changed byte, a longer file and another key are refused", async () => {
    writeFileSync(at("a.deb"), "package of Linux");
    expect(await check()).toMatchObject({ code: 1, text: expect.stringContaining("is signed") as string });
    writeFileSync(at("a.deb"), "package of linux and more");
    expect(await check()).toMatchObject({ code: 1, text: "Refused: it has 25 bytes, 16 are signed" });
    const { text } = await run("key", "--out", at("other.json"));
    const other = text.split(" ").at(-1) ?? "";
    const judged = await run("check", at("release.json"), "--package", at("a.deb"), "--key", other);
    expect(judged).toMatchObject({ code: 1, text: "Refused: 0 valid signatures of the given keys, 1 needed" });
  });

  test("another system's package is refused", async () => {
    const system = ["--platform", "linux-x64"];
    const judged = await run("check", at("release.json"), "--package", at("b.exe"), "--key", key, ...system);
    expect(judged).toEqual({ code: 1, text: "Refused: it is made for win-x64, not for linux-x64" });
  });

  test("a second signature joins the first, and both are needed where two are asked for", async () => {
    expect(await check("--threshold", "2")).toMatchObject({ code: 1 });
    const { text } = await run("key", "--out", at("second.json"));
    const second = text.split(" ").at(-1) ?? "";
    await run("sign", at("release.json"), "--key", at("second.json"));
    expect(await check("--threshold", "2", "--key", second)).toMatchObject({ code: 0 });
  });
});

describe("complaints", () => {
  test("a key is never overwritten, and is for its owner alone", async () => {
    const before = readFileSync(at("key.json"), "utf8");
    await expect(run("key", "--out", at("key.json"))).rejects.toThrow("is there already");
    expect(readFileSync(at("key.json"), "utf8")).toBe(before);
    expect(statSync(at("key.json")).mode & 0o077).toBe(0);
  });

  test("nothing is written for a platform, version or time that makes no sense", async () => {
    const make = (...args: string[]) => run("make", ...args, "--out", at("new.json"));
    await expect(make(`amiga=${at("a.deb")}`, "--version", "0.2.0", "--days", "9")).rejects.toThrow("amiga");
    await expect(make(`linux-x64=${at("a.deb")}`, "--version", "0.2", "--days", "9")).rejects.toThrow("--version");
    await expect(make(`linux-x64=${at("a.deb")}`, "--version", "0.2.0", "--days", "0")).rejects.toThrow("--days");
    await expect(make(`linux-x64=${at("none.deb")}`, "--version", "0.2.0", "--days", "9")).rejects.toThrow("none.deb");
    await expect(make("--version", "0.2.0", "--days", "9")).rejects.toThrow("$.packages");
    expect(existsSync(at("new.json"))).toBe(false);
  });
});
