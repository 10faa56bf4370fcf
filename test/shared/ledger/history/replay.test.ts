// oxlint-disable vitest/no-standalone-expect -- what was recorded is checked where it is recorded, inside tests
/** What has left the state does not come back: no transaction is valid again when its records, and later its nonce's bitmap, are gone. */
import { describe, expect, test } from "vitest";
import { KEY } from "../../../../shared/ledger/keys.ts";
import { NONCE_KEPT_DAYS } from "../../../../shared/ledger/nonces.ts";
import type { Params } from "../../../../shared/ledger/params.ts";
import { utcDay } from "../../../../shared/ledger/time.ts";
import { type Chain, type Key, keyOf, OPERATOR, PARAMS, type Sent, sell, ZONE } from "../market.ts";
import { alice, bob, FIRM, market, readings, watch } from "../ends/scene.ts";

const SHORT: Partial<Params> = { supervision: { ...PARAMS.supervision, retain: 3600, correct: 3600 } };
const DAY = 86_400;

/** Every kind of a small trade, with its bytes: offer, acceptance, readings, payment, a call and its answer, a revocation. */
class Recorded {
  readonly chain = market(SHORT);
  readonly sent: Sent[] = [];

  send(...txs: readonly Sent[]): void {
    this.sent.push(...txs);
    expect(this.chain.block(txs).map(({ code }) => code)).toEqual(txs.map(() => 0));
  }
  by(who: Key, draft: Parameters<Chain["sign"]>[1], keys?: readonly Key[]): Sent {
    return this.chain.sign(who, draft, keys);
  }

  trade(): { readonly first: number; readonly call: string } {
    const { chain } = this;
    const first = chain.slot + 2;
    const offer = this.by(alice, sell(first, [600], FIRM));
    const later = this.by(alice, sell(first + 2, [100]));
    const slots = { first: first + 1, count: 1, zone: ZONE, carrier: "electricity" } as const;
    const call = this.by(OPERATOR, {
      kind: "grid.call",
      ...slots,
      capPpm: 500_000,
      price: 100_000,
      until: (first + 1) * 900,
      most: 9,
    });
    this.send(offer, later, call);
    this.send(
      this.by(bob, { kind: "offer.accept", offer: offer.id, energy: { first, wh: [600] } }),
      this.by(alice, { kind: "offer.cancel", offer: later.id }),
      this.by(bob, { kind: "grid.answer", call: call.id }),
      this.by(bob, { kind: "mail.send", to: alice.address, expires: chain.market + 900, sealed: "ab" }),
    );
    for (const slot of [first, first + 1]) {
      chain.until((slot + 1) * 900);
      this.send(...readings(chain, "alice", slot, 600, 0), ...readings(chain, "bob", slot, 0, 600));
    }
    return { first, call: call.id };
  }

  /** Whoever owes claims to have paid, silence confirms, until all of it has left. */
  settle(): void {
    const { chain } = this;
    const gone = (): boolean => !/^(?:contract|statement|call|batch|offer|mail)\//m.test(keysOf(chain));
    for (let i = 0; i < 40 && !gone(); i++) {
      for (const who of [alice, bob, OPERATOR]) {
        for (const { a, b, period, state, due } of chain.query("statementsOf", { party: who.address, limit: 100 })) {
          const [debtor, creditor] = due > 0 ? [a, b] : [b, a];
          if (debtor !== who.address || (state !== "due" && state !== "overdue")) continue;
          this.send(this.by(who, { kind: "payment.claim", creditor, period, reference: "R" }));
        }
      }
      watch(chain, chain.market + 20_000);
    }
    // Offers are forgotten a week after they ended; then nothing of the trade is left.
    for (let day = 0; day < 9 && !gone(); day++) chain.until(chain.market + DAY);
    expect(keysOf(chain)).not.toMatch(/^(?:contract|statement|line|call|answer|batch|counter|metered|offer|mail)\//m);
  }
}

const keysOf = (chain: Chain): string => [...chain.state.range("", "\x7f")].map(([key]) => key).join("\n");
/** Each of them again, alone and all at once: what came of each. */
function again(chain: Chain, sent: readonly Sent[]): readonly unknown[] {
  const alone = sent.flatMap((one) => chain.block([one]));
  const together = chain.block(sent);
  return [...alone, ...together].map(({ code, data }) => `${code} ${data?.rule}`);
}
const onlyClock = (chain: Chain, before: Chain["state"]): boolean =>
  [...chain.state.range("", "\x7f")].every(
    ([key, value]) =>
      key === KEY.clock || key.startsWith("due/") || JSON.stringify(before.get(key)) === JSON.stringify(value),
  );

describe("after retention", () => {
  test("within their validity the nonce refuses them, later their time does, when the bitmap is gone as well", () => {
    const recorded = new Recorded();
    const { chain, sent } = recorded;
    recorded.trade();
    recorded.settle();
    expect(sent.length).toBeGreaterThan(15);
    // At 15 times the market's weeks are hours of header time: nothing has expired yet.
    const before = chain.state;
    expect(new Set(again(chain, sent))).toEqual(new Set(["2 valid.nonce"]));
    expect(onlyClock(chain, before)).toBe(true);

    // The day of the last `validUntil` and the days that bitmaps are kept beyond it.
    chain.block([], (NONCE_KEPT_DAYS + 4) * DAY);
    chain.block([], 60);
    const kept = [...chain.state.range("nonce/", "nonce0")].map(([key]) => Number(key.split("/")[1]));
    expect(kept.filter((day) => day < utcDay(chain.time / 1000) - NONCE_KEPT_DAYS)).toEqual([]);
    expect(kept).toEqual([]);
    const empty = chain.state;
    expect(new Set(again(chain, sent))).toEqual(new Set(["2 valid.expired"]));
    expect(onlyClock(chain, empty)).toBe(true);
  });

  test("a reading signed anew for a batch that has left is too late for it, and a call cannot be answered any more", () => {
    const recorded = new Recorded();
    const { chain } = recorded;
    const { first, call } = recorded.trade();
    recorded.settle();
    // A batch is one slot here.
    const body = { kind: "meter.commit", meter: "meter-alice", batch: first, root: "ab".repeat(32) } as const;
    const late = chain.sign(alice, body, [keyOf("alice meter")]);
    expect(chain.block([late])).toMatchObject([{ code: 1, data: { rule: "meter.late" } }]);
    expect(chain.send(bob, { kind: "grid.answer", call }).result).toMatchObject({
      code: 1,
      data: { rule: "call.unknown" },
    });
  });
});

test("what was revoked before it came never comes: not while the revocation is there, nor when it has left", () => {
  const chain = market(SHORT);
  const draft = { ...sell(chain.slot + 2, [100]), nonce: 77, validUntil: Math.floor(chain.time / 1000) + 3600 };
  const target = chain.sign(alice, draft);
  const revocation = { kind: "tx.revoke", id: target.id, until: draft.validUntil, index: draft.nonce } as const;
  expect(chain.send(alice, revocation).result.code).toBe(0);
  expect(chain.block([target])).toMatchObject([{ code: 1, data: { rule: "tx.revoked" } }]);
  expect(chain.block([target])).toMatchObject([{ code: 2, data: { rule: "valid.nonce" } }]);
  expect(keysOf(chain)).toContain("revoked/");
  chain.block([], (NONCE_KEPT_DAYS + 4) * DAY);
  chain.block([], 60);
  expect(keysOf(chain)).not.toContain("revoked/");
  expect(chain.block([target])).toMatchObject([{ code: 2, data: { rule: "valid.expired" } }]);
  expect(chain.query("offersOf", { party: alice.address })).toEqual([]);
});
