// @vitest-environment happy-dom
/** A file that the system handed over: asked for once when the window is new and on each notice, shown on the ledger's screen. */
import { beforeEach, expect, test } from "vitest";
import { app } from "../../renderer/store/app.ts";
import { NOTHING_OPENED, followOpened, opened } from "../../renderer/store/opened.ts";
import type { ProofCheck } from "../../shared/ipc/proofViews.ts";

const words = { title: "Proved.", lines: [], foot: [] };
const check: ProofCheck = { file: "a.watt", verdict: "proved", simulated: true, words: { en: words, zh: words } };
let answers: unknown[] = [];
let asked: string[] = [];
let tell: (topic: string) => void = () => undefined;

beforeEach(() => {
  asked = [];
  opened.setState(NOTHING_OPENED, true);
  window.location.hash = "#/overview";
  window.wattlight = {
    call: (method) => {
      asked.push(method);
      return Promise.resolve(answers.shift());
    },
    onChanged: (heard) => {
      tell = heard;
      return () => undefined;
    },
  };
});
const settled = () => new Promise((resolve) => setTimeout(resolve));

test("nothing waits: the reader stays where they are", async () => {
  answers = [{ ok: true, value: null }];
  followOpened();
  await settled();
  expect(asked).toEqual(["proof.opened"]);
  expect(opened.getState()).toEqual(NOTHING_OPENED);
  expect(window.location.hash).toBe("#/overview");
});

test("a file that waited for the window, and one that comes later", async () => {
  answers = [
    { ok: true, value: check },
    { ok: true, value: { ...check, file: "b.watt" } },
  ];
  followOpened();
  await settled();
  expect(opened.getState()).toEqual({ state: "checked", check });
  expect(window.location.hash).toBe("#/ledger");
  tell("opened");
  await settled();
  expect(opened.getState()).toMatchObject({ check: { file: "b.watt" } });
});

test("it is gone when the reader leaves the screen, and not before", async () => {
  answers = [{ ok: true, value: check }];
  const stop = followOpened();
  await settled();
  app.setState({ route: { place: "ledger", rest: null } });
  app.setState({ notice: { kind: "declined" } });
  expect(opened.getState()).toEqual({ state: "checked", check });
  app.setState({ route: { place: "market", rest: null } });
  expect(opened.getState()).toEqual(NOTHING_OPENED);
  stop();
});

test("another topic is no reason to ask; a file that cannot be read is told", async () => {
  answers = [
    { ok: true, value: null },
    { ok: false, error: { code: "file.read", data: { file: "a.watt", why: "ENOENT" }, next: "retry" } },
  ];
  followOpened();
  await settled();
  tell("ledger");
  await settled();
  expect(asked).toHaveLength(1);
  tell("opened");
  await settled();
  expect(opened.getState()).toMatchObject({ state: "failed", fault: { code: "file.read" } });
  expect(window.location.hash).toBe("#/ledger");
});
