/** DESIGN §4, Moving house: who moves out names who comes, and until the admission nothing changes. */
import { describe, expect, test } from "vitest";
import { replaceKey } from "../../../../shared/ledger/parties/keys.ts";
import { type Chain, keyOf, OPERATOR, sell } from "../market.ts";
import { onContext } from "./context.ts";
import { alice, bob, handOver, market, move, nora, owen, status, trade } from "./house.ts";
import { admit, allHold, done, pointOf, refused, register, registerAt, vote } from "./street.ts";

describe("until then", () => {
  const ways: readonly (readonly [way: string, end: (chain: Chain) => void])[] = [
    ["withdraws", (chain) => void chain.send(nora, { kind: "party.leave" })],
    ["is refused", (chain) => [0, 1].forEach((who) => vote(chain, who, "nora", false))],
  ];
  test.each(ways)("a successor that %s leaves everything as it was, and may come again", (_, end) => {
    const chain = market();
    const { id } = trade(chain, 8, 1);
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    end(chain);
    allHold(chain);
    expect([status(chain), status(chain, nora)]).toEqual(["active", "refused"]);
    expect(chain.query("handover", { point: pointOf("alice") })).toMatchObject({
      holder: alice.address,
      successor: null,
      move: { registration: null },
    });
    expect(chain.query("contract", { id })?.contract.state).toBe("admitted");
    expect(registerAt(chain, "nora", "alice")).toEqual(done);
    admit(chain, "nora");
    allHold(chain);
    expect([status(chain), status(chain, nora)]).toEqual(["left", "active"]);
  });

  test("another word of the mover withdraws who waits; naming oneself means to stay", () => {
    const chain = market();
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    expect(chain.send(alice, move(owen)).result).toEqual(done);
    allHold(chain);
    expect(status(chain, nora)).toBe("refused");
    expect(vote(chain, 0, "nora")).toMatchObject(refused("admit.pending"));
    expect(registerAt(chain, "nora", "alice")).toMatchObject(refused("register.point"));
    expect(registerAt(chain, "owen", "alice")).toEqual(done);
    expect(chain.send(alice, move(alice)).result).toEqual(done);
    allHold(chain);
    expect(status(chain, owen)).toBe("refused");
    expect(chain.query("handover", { point: pointOf("alice") })).toMatchObject({ move: null, holder: alice.address });
  });

  test("who moves out may leave at once: point and meter wait for the successor", () => {
    const chain = market();
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    expect(chain.send(alice, { kind: "party.leave" }).result).toEqual(done);
    allHold(chain);
    expect(chain.query("handover", { point: pointOf("alice") }).holder).toBe(nora.address);
    admit(chain, "nora");
    allHold(chain);
    expect(status(chain, nora)).toBe("active");
  });

  test("move.active, move.point, move.successor", () => {
    const chain = market();
    register(chain, "carol");
    expect(chain.send(keyOf("carol"), move()).result).toMatchObject(refused("move.active", { figure: 0, limit: 1 }));
    expect(chain.send(OPERATOR, move()).result).toMatchObject(refused("move.point"));
    expect(chain.send(alice, move(bob)).result).toMatchObject(refused("move.successor"));
    expect(chain.send(alice, move(keyOf("carol"))).result).toMatchObject(refused("move.successor"));
  });

  test("register.point, register.meter, register.handover: only who was named, for that house", () => {
    const chain = market();
    chain.send(alice, move());
    expect(registerAt(chain, "owen", "alice")).toMatchObject(refused("register.point"));
    const bobs = { id: "meter-bob", key: keyOf("bob meter").public, class: "demo" as const };
    expect(registerAt(chain, "nora", "alice", { meter: bobs })).toMatchObject(refused("register.meter"));
    expect(registerAt(chain, "nora", "alice", { point: pointOf("else") })).toMatchObject(refused("register.meter"));
    expect(registerAt(chain, "nora", "alice", { carriers: ["heat"] })).toMatchObject(refused("register.handover"));
    expect(registerAt(chain, "nora", "alice")).toEqual(done);
    expect(registerAt(chain, "nora", "alice")).toMatchObject(refused("register.twice"));
  });

  test("a stranger's move says nothing of the house, and only the owner's key signs for it", () => {
    const chain = market();
    const forged = chain.sign(alice, move(), [bob]);
    expect(chain.block([forged])[0]).toMatchObject({ code: 2, data: { rule: "valid.signers" } });
    chain.send(bob, move());
    expect(registerAt(chain, "nora", "alice")).toMatchObject(refused("register.point"));
  });

  test("a key that is replaced takes its move along", () => {
    const chain = market();
    chain.send(alice, move());
    registerAt(chain, "nora", "alice");
    onContext(chain, (context) => replaceKey(context, alice.address, keyOf("alice 2").public));
    allHold(chain);
    expect(status(chain, nora)).toBe("refused");
    expect(chain.query("handover", { point: pointOf("alice") }).move).toBeNull();
  });

  test("after the hand-over the mover pays what it owes, and trades no more", () => {
    const chain = market();
    handOver(chain);
    const first = chain.slot + 5;
    expect(chain.send(alice, sell(first, [100])).result).toMatchObject(refused("seller.active"));
    expect(chain.send(alice, { kind: "party.leave" }).result).toMatchObject(refused("leave.active"));
    expect(register(chain, "alice")).toMatchObject(refused("register.twice"));
    expect(chain.send(nora, sell(first, [100])).result).toEqual(done);
  });
});
