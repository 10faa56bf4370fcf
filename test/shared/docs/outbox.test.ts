/** docs/protocol/outbox.md against the code: fields, limits, states, the form of a code. */
import { expect, test } from "vitest";
import { OutboxEntry } from "../../../shared/ipc/ledgerViews.ts";
import { CARRIED_MAX } from "../../../shared/proof/carried.ts";
import { FRAME_BYTES, FRAMES_MAX, framesOf } from "../../../shared/outbox/frames.ts";
import { ENTRIES_MAX, OUTBOX_FORMAT, OUTBOX_LIMITS } from "../../../shared/outbox/outboxFile.ts";
import { codeIn, rowsIn, textOf } from "./markdown.ts";

const text = textOf("docs/protocol/outbox.md");
const rows = rowsIn(text).map(([first = ""]) => first);
const under = (head: string, count: number) => rows.slice(rows.indexOf(head) + 2, rows.indexOf(head) + 2 + count);

test("format, fields and limits", () => {
  expect(under("Field", 4)).toEqual(["format", "chainId", "entries", "digest"]);
  expect(codeIn(text)).toContain(OUTBOX_FORMAT);
  expect(text).toContain(`${OUTBOX_LIMITS.bytes.toLocaleString("en")} bytes) and nesting ${OUTBOX_LIMITS.depth}`);
  expect(text).toContain(`1 to ${ENTRIES_MAX} of base64`);
  expect(text).toContain(`at most ${CARRIED_MAX.transactions} transactions each`);
});

test("every state of an entry stands in the table", () => {
  expect(under("State", 7).toSorted()).toEqual(OutboxEntry.shape.state.options.toSorted());
});

test("a code has the form that is told, and the largest file fits into a row", () => {
  expect(text).toContain(`at most ${FRAMES_MAX.toLocaleString("en")}`);
  expect(text).toContain(`up to ${FRAME_BYTES} bytes`);
  expect(framesOf(new Uint8Array(3))[0]).toMatch(/^WL1\/1\/1\/[0-9A-F]{8}\/AAAAA$/);
  expect(FRAMES_MAX * FRAME_BYTES).toBeGreaterThanOrEqual(OUTBOX_LIMITS.bytes);
});
