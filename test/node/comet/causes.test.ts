/** What CometBFT says when it stops, in an operator's words; its log lines as ours. */
import { expect, it } from "vitest";
import { causeOf, waitIn } from "../../../node/comet/causes.ts";
import { jsonLog } from "../../../node/log/jsonLines.ts";

it.each([
  ["failed to listen: listen tcp 127.0.0.1:26656: bind: address already in use", /port is taken/],
  ["write /data/blockstore.db: no space left on device", /disk is full/],
  ["block time 2026-01-01 is too far in the future (wall clock 2025-12-31 + tolerance 1m0s)", /clock/],
  ["resource temporarily unavailable", /another CometBFT works in this folder/],
  ["genesis doc hash in db does not match loaded genesis doc", /another chain/],
])("%s", (line, what) => {
  expect(causeOf(["started", line, "exiting"])?.what).toMatch(what);
});

it.each([
  ['{"level":"info","_msg":"Genesis time is in the future. Sleeping until then..."}', /begins later/],
  [
    '{"level":"error","err":"block time X is too far in the future (wall clock Y + tolerance 1m0s)"}',
    /clock .* is slow/,
  ],
])("runs and waits: %s", (line, what) => {
  expect(waitIn(line)?.what).toMatch(what);
});

it("says nothing of what it does not know", () => {
  expect(causeOf(["all is well", ""])).toBeUndefined();
  expect(waitIn("all is well")).toBeUndefined();
});

it("a line of the log is one object, with the level that was asked for; facts do not replace its head", () => {
  const lines: string[] = [];
  const log = jsonLog(
    "warn",
    (line) => lines.push(line),
    () => 0,
  );
  log.info("left out");
  log.error("broken\nline", { level: "info", height: 3 });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    { time: "1970-01-01T00:00:00.000Z", level: "error", message: "broken\nline", height: 3 },
  ]);
  expect(lines[0]).not.toContain("\n");
});
