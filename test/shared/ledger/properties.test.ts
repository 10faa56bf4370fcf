/** The invariants of DESIGN §4 over random histories of a small market. `npm run properties` plays many more. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { acts, checkHistory } from "./historyProperty.ts";

/** What happened over all histories of this file: an invariant over nothing would hold as well. */
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

test("positions, contracts, money, transitions and refusals hold after every block", { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(acts, (moves) => checkHistory(moves, count)),
    { numRuns: 25 },
  );
});

test("the histories were worth looking at", () => {
  const wanted =
    "done,offer.left,offer.live,buyer.oneSide,buyer.overdue,gate,payment.state," +
    "liability none,liability seller,liability both,statement paid,statement overdue";
  expect(wanted.split(",").filter((what) => !seen.has(what))).toEqual([]);
});
