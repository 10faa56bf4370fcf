/** Kept answers when the database cannot be written: in memory, said once, written when there is room again. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answersOf } from "../../../electron/store/answers.ts";
import { openStore } from "../../../electron/store/store.ts";
import { temporaryFolder } from "../../temporaryFolder.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answer = (height: number) => ({ height, node: "n", witness: Uint8Array.of(1, 2, 3) });

test("a full disk ends nothing: said once, tried again, kept bounded", () => {
  const store = openStore(temporaryFolder(), new Date());
  const log: string[] = [];
  const answers = answersOf(store, "chain", (line) => void log.push(line));
  // Every page that there is: SQLite answers like on a full disk.
  store.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const { page_count: pages } = store.db.prepare("PRAGMA page_count").get() as { page_count: number };
  store.db.exec(`PRAGMA max_page_count = ${pages}`);
  const large = { ...answer(1), witness: new Uint8Array(100_000) };
  for (let turn = 0; turn < 3; turn++) {
    for (let i = 0; i < 600; i++) answers.put("q", `${i}`, i < 5 ? large : answer(i));
    expect(() => vi.advanceTimersByTime(3_000)).not.toThrow();
  }
  expect(log).toEqual([expect.stringMatching(/^answers could not be written to .*wallet\.sqlite: .*full/)]);
  expect(answers.get("q", "599")).toEqual(answer(599));
  expect(answers.get("q", "0")).toBeUndefined();
  store.db.exec("PRAGMA max_page_count = 1000000");
  answers.put("q", "599", answer(700));
  vi.advanceTimersByTime(3_000);
  expect(answersOf(store, "chain").get("q", "599")).toEqual(answer(700));
  store.close();
  expect(() => answers.close()).not.toThrow();
});
