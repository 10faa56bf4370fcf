/** "Delete everything" on a real folder: what goes, what stays, and a deletion that is interrupted anywhere is finished by the next start. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { beginErasing, erase, ERASE_FILE, finishErasing } from "../../../electron/erase/erase.ts";
import { FIRST } from "../../../electron/vault/wallets.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

const OWN = [
  "vault.json",
  "vault.json.damaged-0123456789ab",
  ".vault.json.aa.part",
  "unlock.json",
  "unlock.system.json",
];
const SHARED = ["settings.json", "network.json", "devices.json", "wallets.json"];
const OTHERS = ["a letter of mine.txt", "kiosk"];
const SECOND = "0123456789ab";

function wallet(): string {
  const folder = temporaryFolder();
  for (const name of [...OWN, ...SHARED]) writeFileSync(join(folder, name), "{}");
  for (const name of ["records", "wallet/accounts/a", "demo-node", "browser/x", "kiosk"])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "wallet", "wallet.sqlite"), "rows");
  writeFileSync(join(folder, "a letter of mine.txt"), "not the wallet's");
  return folder;
}
function andSecond(folder: string): string {
  mkdirSync(join(folder, "wallets", SECOND, "wallet"), { recursive: true });
  writeFileSync(join(folder, "wallets", SECOND, "vault.json"), "{}");
  return folder;
}
const namesIn = (folder: string) => readdirSync(folder).toSorted();

test("the last wallet goes with all that the program keeps; what is not the program's stays", () => {
  const folder = wallet();
  beginErasing(folder, FIRST, true);
  erase(folder);
  expect(namesIn(folder)).toEqual([...OTHERS, "browser", "settings.json", ERASE_FILE].toSorted());
  expect(finishErasing(folder)).toBe(true);
  expect(namesIn(folder)).toEqual(OTHERS.toSorted());
  expect(finishErasing(folder)).toBe(false);
});

test("one wallet of several goes alone, whichever it is", () => {
  const first = andSecond(wallet());
  beginErasing(first, FIRST, false);
  erase(first);
  finishErasing(first);
  expect(namesIn(join(first, "wallets", SECOND))).toEqual(["vault.json", "wallet"]);
  const kept = ["browser", "demo-node", "devices.json", "network.json", "settings.json", "wallets"];
  expect(namesIn(first)).toEqual([...OTHERS, ...kept].toSorted());

  const second = andSecond(wallet());
  beginErasing(second, SECOND, false);
  erase(second);
  finishErasing(second);
  expect(namesIn(join(second, "wallets"))).toEqual([]);
  for (const name of OWN) expect(existsSync(join(second, name))).toBe(true);
  expect(existsSync(join(second, "wallet", "wallet.sqlite"))).toBe(true);
});

test("interrupted after any file, the next start ends it", () => {
  const names = [...OWN, "records", "wallet", "wallets.json", "network.json", "devices.json", "demo-node"];
  for (let gone = 0; gone <= names.length; gone++) {
    const folder = wallet();
    beginErasing(folder, FIRST, true);
    for (const name of names.slice(0, gone)) rmSync(join(folder, name), { recursive: true });
    expect(finishErasing(folder)).toBe(true);
    expect(namesIn(folder)).toEqual(OTHERS.toSorted());
  }
});

test("a back-up that was put back after the deletion is not touched by the start that finishes it", () => {
  const folder = wallet();
  beginErasing(folder, FIRST, true);
  erase(folder);
  writeFileSync(join(folder, "vault.json"), "restored");
  expect(finishErasing(folder)).toBe(true);
  expect(namesIn(folder)).toEqual([...OTHERS, "vault.json"].toSorted());
});

test("nothing is deleted without a marker, nor by one that cannot be read", () => {
  const folder = wallet();
  const before = namesIn(folder);
  erase(folder);
  expect(finishErasing(folder)).toBe(false);
  expect(namesIn(folder)).toEqual(before);
  for (const text of ["", "{}", '{"version":1,"wallet":"../..","last":true,"phase":"begun"}']) {
    writeFileSync(join(folder, ERASE_FILE), text);
    expect(() => finishErasing(folder)).toThrow("erase.marker");
  }
  expect(namesIn(folder)).toEqual([...before, ERASE_FILE].toSorted());
});

test("where no marker can be written nothing is deleted, and it says so", () => {
  const folder = wallet();
  mkdirSync(join(folder, `.${ERASE_FILE}.part`));
  expect(() => beginErasing(folder, FIRST, true)).toThrow("erase.write");
  erase(folder);
  expect(finishErasing(folder)).toBe(false);
  expect(existsSync(join(folder, "vault.json"))).toBe(true);
});
