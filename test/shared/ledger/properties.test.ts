/**
 * The invariants of DESIGN §4 over random histories of a small market: the same ones every time, so that a change is what makes a
 * difference. `npm run properties` plays many others.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { acts, checkHistory } from "./historyProperty.ts";

const HISTORIES = 30;
const SEED = 7;

/** What happened over all histories of this file: an invariant over nothing would hold as well. */
const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

// The assertions are those of checkHistory.
// oxlint-disable-next-line vitest/expect-expect
test(
  "invariants hold after every block; refusals, order, replays and restores change nothing",
  { timeout: 600_000 },
  () => {
    fc.assert(
      fc.property(acts, (moves) => checkHistory(moves, count)),
      { numRuns: HISTORIES, seed: SEED },
    );
  },
);

test("the histories were worth looking at", () => {
  const wanted =
    "done,offer.left,offer.live,buyer.oneSide,buyer.overdue,gate,payment.state," +
    "tx.revoked,revoke.executed,mail.toReceiver,lot.left,basis negotiated,replaced," +
    "order filled,order unfilled,basis auctioned,auction.live," +
    "liability none,liability seller,liability both,statement paid,statement overdue," +
    "excused curtailed,excused outage,contract terminated,dispute closed,payment.confirm · done,payment.deny · done," +
    "dispute.appeal · done,grid.answer · done,propose contract.release · done,propose supplier.replace · done," +
    "replayed · invalid,signed anew · invalid,twice · invalid,forged · invalid,usurped · invalid,late · invalid," +
    "too far ahead · invalid,mangled · invalid,delayed and reversed · done,contradictory · done," +
    "order · commute";
  expect(wanted.split(",").filter((what) => !seen.has(what))).toEqual([]);
});
