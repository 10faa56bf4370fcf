/** What docs/operations.md says of nodes: every value, default, variable, command and method is the code's. */
import { expect, test } from "vitest";
import { leaves, readConfig, variableOf } from "../../../node/config/nodeConfig.ts";
import { OPEN_METHODS } from "../../../node/front/methods.ts";
import { codeIn, textOf } from "./markdown.ts";

const text = textOf("docs/operations.md");
const code = [...codeIn(text)].join(" ");
const defaults = readConfig(undefined, "defaults", {});
const valueAt = (path: string): unknown =>
  path.split(".").reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>>)[key], defaults);

test.each(leaves(defaults))("%s stands in the table with its default", (path) => {
  const row = text.split("\n").find((line) => line.startsWith(`| \`${path}\``));
  const value = valueAt(path);
  const told = row?.split("|")[2]?.trim();
  expect(told).toBe(Array.isArray(value) ? "none" : value === "" ? "" : `\`${String(value)}\``);
});

test("no value stands there that the configuration does not have", () => {
  const [, table = ""] = text.split("## The configuration of a node");
  const rows = Array.from(
    table
      .split("\n\n")
      .find((part) => part.startsWith("| Value"))
      ?.matchAll(/^\| `([\w.]+)`/gm) ?? [],
  );
  expect(rows.map(([, path]) => path)).toEqual(leaves(defaults));
});

test("the variable that is shown is one", () => {
  expect(code).toContain(variableOf("comet.blockMs"));
});

test("every method of the door is named, and every command", () => {
  const commands = Array.from(
    ["doctor", "genesis", "govern", "init", "key", "networkFile", "start", "stateFiles", "status", "testnet"]
      .map((file) => textOf(`node/command/${file}.ts`))
      .join()
      .matchAll(/^ {2}name: "([\w-]+)"/gm),
    ([, name]) => name ?? "",
  );
  expect(commands.length).toBeGreaterThan(8);
  for (const name of [...OPEN_METHODS.keys(), ...commands]) expect(code).toContain(name);
});
