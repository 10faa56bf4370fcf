/** What the check of dependencies finds, and that ours pass it. */
import { describe, expect, it } from "vitest";
import { ROOT } from "../../build/bundle.ts";
import { audit, READ, sentenceOf, SHIPPED, TOOLS } from "../../build/licences/audit.ts";
import { isAllowed } from "../../build/licences/expression.ts";
import { type LockedPackage, lockedPackages } from "../../build/licences/lock.ts";
import { notices } from "../../build/licences/notices.ts";

const allowed = new Set(["MIT", "ISC", "Apache-2.0"]);

describe("an expression", () => {
  it.each(["MIT", "(MIT)", "MIT OR GPL-3.0-only", "GPL-3.0-only OR (MIT AND ISC)", "MIT AND ISC AND Apache-2.0"])(
    "%s is allowed",
    (text) => expect(isAllowed(text, allowed)).toBe(true),
  );

  it.each([
    "",
    "GPL-3.0-only",
    "MIT AND GPL-3.0-only",
    "(MIT OR ISC) AND GPL-3.0-only",
    "MIT AND",
    "(MIT",
    "MIT)",
    "MIT ISC",
    "OR MIT",
    "SEE LICENSE IN LICENSE.md",
    "UNLICENSED",
    "Apache-2.0 WITH LLVM-exception",
  ])("%j is not", (text) => expect(isAllowed(text, allowed)).toBe(false));
});

describe("the check", () => {
  const good: LockedPackage = {
    path: "node_modules/a",
    name: "a",
    version: "1.0.0",
    licence: "MIT",
    integrity: "sha512-x",
    hasInstallScript: false,
    development: false,
  };
  const found = (one: Partial<LockedPackage>, scripts = {}, installed?: string) =>
    audit({ packages: [{ ...good, ...one }], scripts, installed: () => installed }).map(sentenceOf);

  it("finds nothing in a good one", () => expect(found({}, {}, "MIT")).toEqual([]));

  it("finds a licence that may serve as a tool's only", () => {
    expect(found({ licence: "MPL-2.0", development: true })).toEqual([]);
    expect(found({ licence: "MPL-2.0" })).toEqual(["a 1.0.0: licence MPL-2.0 is not allowed for what is handed out"]);
    expect(found({ licence: "GPL-3.0-only", development: true })).toEqual([
      "a 1.0.0: licence GPL-3.0-only is not allowed for tools",
    ]);
    expect(found({ licence: undefined })).toEqual(["a 1.0.0: licence none is not allowed for what is handed out"]);
  });

  it("takes what a person read where the manifest names none, for the very package that was read alone", () => {
    const [integrity = ""] = READ.keys();
    expect(found({ licence: undefined, integrity })).toEqual([]);
    expect(found({ licence: undefined })).toEqual(["a 1.0.0: licence none is not allowed for what is handed out"]);
    // What the manifest names is what counts.
    expect(found({ licence: "GPL-3.0-only", integrity })).toHaveLength(1);
  });

  it("finds another licence on the disk than in the lock file", () => {
    expect(found({}, {}, "BUSL-1.1")).toEqual(["a 1.0.0: the lock file says MIT, the installed package BUSL-1.1"]);
  });

  it("finds a package that is not pinned", () => {
    for (const integrity of [undefined, "sha1-x"])
      expect(found({ integrity })).toEqual(["a 1.0.0: not pinned by a sha512"]);
  });

  it("finds a script that nobody decided about", () => {
    expect(found({ hasInstallScript: true })).toHaveLength(1);
    expect(found({ hasInstallScript: true }, { a: true })).toEqual([]);
    expect(found({ hasInstallScript: true }, { a: false })).toEqual([]);
  });

  it("lets no licence into the packages that asks for more than its own text", () => {
    for (const licence of ["GPL-3.0-only", "AGPL-3.0-only", "LGPL-3.0-only", "MPL-2.0", "BUSL-1.1", "UNLICENSED"])
      expect(SHIPPED.has(licence)).toBe(false);
    expect([...SHIPPED].every((licence) => TOOLS.has(licence))).toBe(true);
  });
});

describe("our own dependencies", () => {
  const packages = lockedPackages(ROOT);

  it("are read from the lock file, and packages within packages are told apart by their names", () => {
    expect(packages.find(({ name }) => name === "react")).toMatchObject({ licence: "MIT", development: false });
    expect(packages.find(({ name }) => name === "electron-builder")).toMatchObject({ development: true });
    expect(packages.every(({ name }) => !name.includes("node_modules"))).toBe(true);
  });

  it("have their licences in the text that is handed out, and tools have not", () => {
    const text = notices(ROOT, packages);
    expect(text).toMatch(/^react 19\.[\d.]+ \(MIT\)$/m);
    expect(text).toContain("Copyright (c) Meta Platforms");
    expect(text).not.toMatch(/^electron-builder /m);
  });
});
