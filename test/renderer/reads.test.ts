/** The store of answers: equal parts keep their identity, so that only what differs is drawn again. */
import { expect, test } from "vitest";
import { readRoute } from "../../renderer/store/app.ts";
import { share } from "../../renderer/store/reads.ts";

test("an equal answer is the old one", () => {
  const old = { state: "ready", value: { state: "verified", value: [{ id: 1 }], proof: { height: 1 } } };
  expect(share(old, structuredClone(old))).toBe(old);
});
test("a new block keeps the value's identity when the value is the same", () => {
  const old = { state: "ready", value: { state: "verified", value: [{ id: 1 }], proof: { height: 1 } } };
  const next = structuredClone(old);
  next.value.proof.height = 2;
  const shared = share(old, next) as typeof old;
  expect(shared).not.toBe(old);
  expect(shared.value.value).toBe(old.value.value);
  expect(shared.value.proof).toEqual({ height: 2 });
});
test("routes: unknown places lead to the overview, ids are kept", () => {
  expect(readRoute("")).toEqual({ place: "overview", rest: null });
  expect(readRoute("#/nowhere/x")).toEqual({ place: "overview", rest: null });
  expect(readRoute("#/contracts/ab%2Fcd")).toEqual({ place: "contracts", rest: "ab/cd" });
});
