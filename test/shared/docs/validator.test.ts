/** docs/protocol/validator.md against the code: its figures, fields and calls. */
import { expect, test } from "vitest";
import { FRAME_LIMIT } from "../../../node/abci/frames.ts";
import { CACHE_BYTES } from "../../../node/application/queries/queryCache.ts";
import { WAITING_MAX } from "../../../node/application/queries/queryThread.ts";
import { CHUNK_LIMIT, CHUNK_SIZE, CHUNKS_MAX, SNAPSHOT_FORMAT } from "../../../node/application/snapshots/snapshot.ts";
import { STATE_FORMAT, StateHeading } from "../../../node/application/stateFile.ts";
import { KEPT_VERSIONS } from "../../../node/application/versions.ts";
import { KEEP_UNDO } from "../../../node/store/store.ts";
import { textOf } from "./markdown.ts";

const PAGE = textOf("docs/protocol/validator.md");
const english = (n: number): string => n.toLocaleString("en");

test.each([
  ["a frame", `${FRAME_LIMIT / 2 ** 20 - 4} MiB and 4 MiB`],
  ["the states kept", `last ${KEPT_VERSIONS} blocks`],
  ["the states kept over a restart", `those after the last ${KEEP_UNDO}`],
  ["the cache", `${CACHE_BYTES / 2 ** 20} MiB`],
  ["questions that wait", `At most ${WAITING_MAX} questions`],
  ["a chunk", `${english(CHUNK_SIZE)} characters`],
  ["a chunk at most", `${english(CHUNK_LIMIT)} bytes`],
  ["chunks", `1 to ${english(CHUNKS_MAX)}`],
  ["the format of snapshots", `Format ${SNAPSHOT_FORMAT}.`],
  ["the format of state files", `\`${STATE_FORMAT}\``],
])("%s: %s", (_, figure) => expect(PAGE).toContain(figure));

test("the heading of a state file has the fields of the table, and no others", () => {
  const table = PAGE.slice(PAGE.indexOf("## State files"));
  const rows = Array.from(table.matchAll(/^\| `(\w+)`/gm), ([, name]) => name);
  expect(rows).toEqual(Object.keys(StateHeading.shape));
});
