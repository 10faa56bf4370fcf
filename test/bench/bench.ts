/**
 * `npm run bench [-- GROUP…] [--json FILE]`: prints a line per figure and, with --json, writes `[{name, value, unit, ratio,
 * against}]`. Every ratio compares two things measured in the same run.
 */
import { writeFileSync } from "node:fs";
import { optionsOrEnd } from "../../node/command/scriptOptions.ts";
import { type Figure, line } from "./figure.ts";

/** Each group is loaded only when it is asked for. */
const GROUPS: Readonly<Record<string, () => Promise<{ measure(report: (figure: Figure) => void): Promise<void> }>>> = {
  start: () => import("./start.ts"),
  ledger: () => import("./ledger.ts"),
  light: () => import("./light.ts"),
  state: () => import("./state.ts"),
  network: () => import("./network.ts"),
  meters: () => import("./meters.ts"),
  outbox: () => import("./outbox.ts"),
};

const { values, positionals } = optionsOrEnd(
  `bench [GROUP…] [--json FILE]: a line per figure; groups: ${Object.keys(GROUPS).join(", ")} (all unless told)

  --json FILE   also writes them for programs`,
  { json: { type: "string" } },
);
const unknown = positionals.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  console.error(`No such group: ${unknown.join(", ")}. There are: ${Object.keys(GROUPS).join(", ")}`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(GROUPS)) {
  const group = await GROUPS[name]?.();
  await group?.measure((figure) => {
    figures.push(figure);
    console.log(line(figure));
  });
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
