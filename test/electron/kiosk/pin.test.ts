/** The PIN of a kiosk: set once, kept as a hash, slowed down across restarts, and no way round it by damage. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { KioskPin } from "../../../electron/kiosk/pin.ts";

let folder: string;
const made: string[] = [];
const fresh = (): string => {
  const at = mkdtempSync(join(tmpdir(), "wl-pin-"));
  made.push(at);
  return at;
};
let now: number;
const open = () => new KioskPin(folder, { now: () => now, steady: () => now });
beforeEach(() => {
  folder = fresh();
  now = 1_800_000_000_000;
});
afterEach(() => made.splice(0).forEach((at) => rmSync(at, { recursive: true, force: true })));

it("is missing, set, and then never another one", async () => {
  const pin = open();
  expect(await pin.state()).toBe("missing");
  await pin.set("246810");
  expect(await pin.state()).toBe("set");
  await expect(pin.set("135790")).rejects.toThrow("kiosk.pinSet");
  expect(await open().try("246810")).toEqual({ answer: "right" });
  expect((await open().try("135790")).answer).toBe("wrong");
});

it("stands on disk as a salted hash alone", async () => {
  await open().set("246810");
  const text = readFileSync(join(folder, "kiosk-pin.json"), "utf8");
  expect(text).not.toContain("246810");
  const first = JSON.parse(text) as { salt: string; hash: string };
  folder = fresh();
  await open().set("246810");
  const second = JSON.parse(readFileSync(join(folder, "kiosk-pin.json"), "utf8")) as { salt: string; hash: string };
  expect(second.hash).not.toBe(first.hash);
});

it("makes guesses wait, the right one too, also after a restart", async () => {
  await open().set("246810");
  let until = 0;
  for (const guess of ["000000", "000001", "000002"]) {
    const tried = await open().try(guess);
    if (tried.answer !== "wrong") throw new Error(tried.answer);
    until = tried.until;
  }
  expect(until).toBeGreaterThan(now);
  expect(await open().try("246810")).toEqual({ answer: "wait", until });
  now = until + 1;
  expect(await open().try("246810")).toEqual({ answer: "right" });
});

it("a damaged file lets nobody out and takes no new PIN", async () => {
  writeFileSync(join(folder, "kiosk-pin.json"), "{");
  const pin = open();
  expect(await pin.state()).toBe("damaged");
  await expect(pin.set("246810")).rejects.toThrow("kiosk.pinSet");
  expect((await pin.try("246810")).answer).toBe("wrong");
});
