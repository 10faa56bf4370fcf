/** The package of a node, installed as an operator would: its program runs where the repository is not. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packNode } from "../../build/nodePackage.ts";
import { temporaryFolder } from "../temporaryFolder.ts";

test("is packed, unpacked elsewhere and started: its commands, and a public node with its query thread", async () => {
  const folder = temporaryFolder();
  const tarball = await packNode(folder);
  const place = join(folder, "elsewhere", "node_modules");
  mkdirSync(place, { recursive: true });
  expect(spawnSync("tar", ["-xzf", tarball, "-C", place]).status).toBe(0);
  // What `npm install` fetches for it, without a network.
  for (const needed of ["secp256k1", "node-gyp-build"])
    symlinkSync(join(import.meta.dirname, "../../node_modules", needed), join(place, needed));
  const manifest = JSON.parse(readFileSync(join(place, "package", "package.json"), "utf8")) as {
    bin: Record<string, string>;
    dependencies: Record<string, string>;
  };
  expect(Object.keys(manifest.dependencies)).toEqual(["secp256k1"]);
  const program = join(place, "package", manifest.bin["wattlight-node"] ?? "");
  expect(readFileSync(program, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  const run = (args: readonly string[], input?: string) =>
    spawnSync(process.execPath, [program, ...args], {
      encoding: "utf8",
      cwd: folder,
      timeout: 60_000,
      ...(input !== undefined && { input }),
    });
  expect(run(["help"]).stdout).toContain("network-file");
  expect(run(["init", "--public", "--name", "East", "--home", "home"]).status).toBe(0);
  const door = { ...process.env, WATTLIGHT_NODE_FRONT_LISTEN: "" };
  const node = spawnSync(process.execPath, [program, "start", "--external", "--until-stdin-ends", "--home", "home"], {
    encoding: "utf8",
    cwd: folder,
    env: door,
    input: "",
    timeout: 60_000,
  });
  expect(node.stderr).toBe("");
  expect(node.stdout).toContain("the node runs");
  expect(node.stdout).not.toContain('"level":"error"');
  expect(node.status).toBe(0);
}, 240_000);
