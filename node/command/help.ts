/** `help config`: every value of the configuration with its default and its variable. */
import { leaves, readConfig, variableOf } from "../config/nodeConfig.ts";

export function configHelp(): string {
  const defaults = readConfig(undefined, "defaults", {});
  const rows = leaves(defaults).map((path) => {
    const value = path
      .split(".")
      .reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>>)[key], defaults);
    return [path, JSON.stringify(value), variableOf(path)] as const;
  });
  const [first, second] = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map(
    ([path, value, variable]) => `${path.padEnd(first ?? 0)}  ${value.padEnd(second ?? 0)}  ${variable}`,
  );
  return `wattlight.yaml: value, default, variable that overrides it\n\n${lines.join("\n")}`;
}
