/** DESIGN §4, Negotiation: opaque mail with an expiry and quotas. */
import { describe, expect, test } from "vitest";
import { addressOf } from "../../../../shared/codec/address.ts";
import { fromHex } from "../../../../shared/codec/bytes.ts";
import { MAIL_BYTES } from "../../../../shared/ledger/bodies/deals.ts";
import { mailHolds } from "../invariants.ts";
import { Chain, type Draft, genesis, home, keyOf, PARAMS, registration, SUPPLIER } from "../market.ts";

const NAMES = ["alice", "bob", "carol", "dan"];
const [alice, bob, carol, dan] = [keyOf("alice"), keyOf("bob"), keyOf("carol"), keyOf("dan")];
const market = () => new Chain(genesis(NAMES.map((name) => home(name))));
const { perReceiver, perSender, keep } = PARAMS.mail;

const mail = (chain: Chain, change: Partial<Draft<"mail.send">> = {}): Draft<"mail.send"> => ({
  kind: "mail.send",
  to: bob.address,
  expires: chain.market + 3600,
  sealed: "00ff",
  ...change,
});
const quota = (chain: Chain, from = alice, to = bob) => {
  const { toReceiver, inAll } = chain.query("mailQuota", { from: from.address, to: to.address });
  return [toReceiver, inAll];
};
test("a message is there for its receiver until it expires, with who, when and the sealed bytes", () => {
  const chain = market();
  const draft = mail(chain, { expires: chain.market + 600 });
  const { id, result } = chain.send(alice, draft);
  expect(result).toEqual({ code: 0, data: null });
  expect(chain.query("mailFor", { party: bob.address, limit: 10 })).toEqual([
    {
      id,
      from: alice.address,
      to: bob.address,
      sealed: "00ff",
      expires: draft.expires,
      at: { height: 1, market: chain.market },
    },
  ]);
  expect(chain.query("mailFor", { party: alice.address, limit: 10 })).toEqual([]);
  expect(quota(chain)).toEqual([1, 1]);
  mailHolds(chain.state);
  chain.until(draft.expires);
  expect(chain.query("mailFor", { party: bob.address, limit: 10 })).toEqual([]);
  expect(quota(chain)).toEqual([0, 0]);
  expect([...chain.state.range("mail", "mail~")]).toEqual([]);
});

describe("refused", () => {
  test("mail.self, mail.receiver: unknown, pending", () => {
    const chain = market();
    const stranger = addressOf(fromHex(keyOf("eve").public));
    chain.send(keyOf("eve"), registration("eve"), [keyOf("eve"), SUPPLIER]);
    const rules = [alice.address, keyOf("nobody").address, stranger].map(
      (to) => chain.send(alice, mail(chain, { to })).result.data?.rule,
    );
    expect(rules).toEqual(["mail.self", "mail.receiver", "mail.receiver"]);
    expect(chain.query("party", { id: stranger })?.status).toBe("pending");
    expect(chain.send(keyOf("eve"), mail(chain)).result).toMatchObject({ code: 1, data: { rule: "mail.sender" } });
    expect([...chain.state.range("mail", "mail~")]).toEqual([]);
  });

  test("mail.expired, mail.expires: from now on, for as long as messages are kept", () => {
    const chain = market();
    const next = chain.market + 30;
    expect(chain.send(alice, mail(chain, { expires: next })).result).toMatchObject({
      data: { rule: "mail.expired", figure: next, limit: next, unit: "s" },
    });
    const latest = chain.market + 30 + keep;
    expect(chain.send(alice, mail(chain, { expires: latest + 1 })).result).toMatchObject({
      data: { rule: "mail.expires", figure: latest + 1, limit: latest, unit: "s" },
    });
    expect(chain.send(alice, mail(chain, { expires: chain.market + 30 + keep })).result.code).toBe(0);
  });

  test("mail.toReceiver: so many to one, counted again when they have gone", () => {
    const chain = market();
    const expires = chain.market + 600;
    for (let i = 0; i < perReceiver; i++) expect(chain.send(alice, mail(chain, { expires })).result.code).toBe(0);
    expect(chain.send(alice, mail(chain)).result).toMatchObject({
      code: 1,
      data: { rule: "mail.toReceiver", figure: perReceiver + 1, limit: perReceiver, unit: "count" },
    });
    expect(chain.send(carol, mail(chain)).result.code).toBe(0);
    expect(quota(chain)).toEqual([perReceiver, perReceiver]);
    mailHolds(chain.state);
    chain.until(expires);
    expect(chain.send(alice, mail(chain)).result.code).toBe(0);
    mailHolds(chain.state);
  });

  test("mail.inAll: so many from one, whoever they go to", () => {
    const chain = market();
    const to = [bob, bob, bob, carol, carol].map(({ address }) => address);
    expect(to).toHaveLength(perSender);
    for (const receiver of to) expect(chain.send(alice, mail(chain, { to: receiver })).result.code).toBe(0);
    expect(chain.send(alice, mail(chain, { to: dan.address })).result).toMatchObject({
      data: { rule: "mail.inAll", figure: perSender + 1, limit: perSender, unit: "count" },
    });
    mailHolds(chain.state);
  });

  test.each(["", "0", "AB", "zz", "00".repeat(MAIL_BYTES + 1)])(
    "bytes that are none, or too many: not decodable",
    (sealed) => {
      const chain = market();
      expect(chain.send(alice, mail(chain, { sealed })).result).toEqual({ code: 2, data: { rule: "valid.decodable" } });
    },
  );
});

test("the largest message fits, and a page of a hundred fits into an answer", () => {
  const chain = market();
  expect(chain.send(alice, mail(chain, { sealed: "ff".repeat(MAIL_BYTES) })).result.code).toBe(0);
  const size = JSON.stringify(chain.query("mailFor", { party: bob.address, limit: 100 })).length;
  expect(size * 100).toBeLessThan(1_000_000);
});

test("pages follow each other by id, each message once", () => {
  const chain = market();
  for (const from of [alice, carol, dan]) for (let i = 0; i < 3; i++) chain.send(from, mail(chain));
  const seen: string[] = [];
  for (;;) {
    const last = seen.at(-1);
    const page = chain.query("mailFor", {
      party: bob.address,
      limit: 2,
      ...(last === undefined ? {} : { after: last }),
    });
    if (page.length === 0) break;
    seen.push(...page.map(({ id }) => id));
  }
  expect(seen).toHaveLength(9);
  expect(new Set(seen).size).toBe(9);
});
